"""A table of people or keys on the terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from app.access.register import Listed


def show(title: str, rows: Iterable[tuple[str, Listed]]) -> None:
    """One line each, the closed ones saying since when."""
    table = Table(title, "Name", "May", "Since", "Closed")
    for label, one in rows:
        closed = "" if one.closed_at is None else f"{one.closed_at:%Y-%m-%d %H:%M}"
        table.add_row(label, one.name, "\n".join(one.grants), f"{one.created_at:%Y-%m-%d}", closed)
    Console().print(table)

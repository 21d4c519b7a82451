"""No patient in what people write: a deed with what checks as an NHS number is refused, and nothing of it is kept."""

from collections.abc import Iterator

from pydantic import BaseModel

from app.ingest.nhs_number import has_nhs_number

KEYS = frozenset({"matter", "person", "read_back", "seat", "seats"})
"""Fields that name something of ours: made of random digits, and kept only where we know them already."""


class NhsNumberIn(Exception):
    """What somebody wrote checks as an NHS number; the argument names the field."""


def refuse_patients(deed: BaseModel) -> None:
    """Raises NhsNumberIn for the first field that holds one."""
    for field, words in texts_of(deed):
        if has_nhs_number(words):
            raise NhsNumberIn(field)


def texts_of(value: BaseModel, within: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a deed that people write, with the name of its field."""
    for name in (name for name in type(value).model_fields if name not in KEYS):
        given = getattr(value, name)
        for one in given if isinstance(given, tuple) else (given,):
            if isinstance(one, BaseModel):
                yield from texts_of(one, f"{within}{name}.")
            elif isinstance(one, str):
                yield f"{within}{name}", one

"""What the commands that check reviewed texts share: reading files, and saying what is wrong. Checks nothing."""

from collections.abc import Iterable
from pathlib import Path

import typer


def read_texts(files: Iterable[Path], problems: list[str]) -> list[tuple[str, str]]:
    """Name and text of each file; one that cannot be read is added to `problems`."""
    texts: list[tuple[str, str]] = []
    for file in files:
        try:
            texts.append((str(file), file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{file}:1: the text: cannot be read: {error}")
    return texts


def refuse(problems: Iterable[str]) -> None:
    """Each problem on a line of standard error, then status 1; nothing where there is none."""
    found = list(problems)
    for line in found:
        typer.echo(line, err=True)
    if found:
        raise typer.Exit(1)

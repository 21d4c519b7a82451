"""No patient in what people write: a deed with what checks as an NHS number is refused, and nothing of it is kept."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from app.ingest.nhs_number import has_nhs_number

KEYS = frozenset({"matter", "person", "read_back", "seat", "seats", "seen"})
"""Fields that name something of ours: made of random digits, and kept only where we know them already."""


class NhsNumberIn(Exception):
    """What somebody wrote checks as an NHS number; the argument names the field."""


def refuse_patients(asked: BaseModel) -> None:
    """Raises NhsNumberIn for the first field that holds one."""
    for field, words in texts_of(asked):
        if has_nhs_number(words):
            raise NhsNumberIn(field)


def texts_of(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text that people write of what they ask for, with the name of its field."""
    within = f"{field}." if field else ""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, BaseModel):
        for name in (name for name in type(value).model_fields if name not in KEYS):
            yield from texts_of(getattr(value, name), within + name)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from texts_of(one, f"{within}{name}")
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one, field)

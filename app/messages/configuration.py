"""A system's configuration on the wire: its text, the lists that can be changed, who changed what and why."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from app.messages.picture import Wire
from app.organisations.amend import Amendment, Part

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]


class ConfigurationChange(Wire):
    """One change of the text. `by`: a person's name; None: an operator at the command line. `at`: service time."""

    seq: int
    at: str
    by: str | None
    reason: str | None
    changes: tuple[str, ...]
    sha: str


class ConfigurationOut(Wire):
    """The text in force. `parts`: its lists as they are written, by name, each entry under its number from 0."""

    stream: str
    sha: str
    at: str
    may_change: bool
    text: str
    parts: Mapping[Part, tuple[Mapping[str, JsonValue], ...]]
    history: tuple[ConfigurationChange, ...]


class ChangeAsked(Amendment):
    """A change of the text whose sha is `seen`, and what for. `try_only`: it is checked and told, not made."""

    seen: Annotated[str, Field(max_length=64)]
    reason: Reason
    try_only: bool = False


class ChangeOut(Wire):
    """What a change comes to, in words; nothing where the text says so already. `seq` None: it was only tried."""

    changes: tuple[str, ...]
    seq: int | None

"""One matter being cut back to a moment: its lines by then and after, and what the journal said. Decides nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from actions.matters import Line, Person

Fields = dict[str, Any]  # inside these files only: what `model_copy` takes
SOMEBODY = "somebody"


class Past(NamedTuple):
    """To when matters are cut back. `people`: by id, as far as the matters name them. `titles`: of seats."""

    at: datetime
    titles: Mapping[str, str]
    acts: Mapping[str, tuple[int, str]]
    people: Mapping[str, Person]


class Cut(NamedTuple):
    """One matter being cut back: its lines by then and after, and what its last entry by then said."""

    past: Past
    by: tuple[Line, ...]
    after: tuple[Line, ...]
    said: Mapping[str, Any]

    def did(self, *deeds: str) -> Line | None:
        """The last line by then that says one of these."""
        return next((line for line in reversed(self.by) if line.did in deeds), None)

    def does(self, *deeds: str) -> bool:
        """Whether one of these was done afterwards."""
        return any(line.did in deeds for line in self.after)

    def person(self, key: str) -> Person | None:
        """Whom the entry names."""
        found = self.said.get(key)
        return None if found is None else self.past.people.get(found) or Person(id=found, name=SOMEBODY)

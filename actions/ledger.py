"""One decision in the making: each thing that is done becomes one entry, with its matter as it then is. Pure in
effect: it lives for one call, and writes nothing anywhere.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

from actions.house import House, Standing
from actions.matters import (
    Alert,
    AnyMatter,
    Card,
    Declaration,
    Episode,
    Handover,
    Line,
    Notice,
    Page,
    Person,
    Shift,
    Watch,
)

M = TypeVar("M", Shift, Watch, Episode, Declaration, Alert, Card, Handover, Notice)


class Done(NamedTuple):
    """One entry: what was done to which matter. `text`: words that are kept beside the journal, erasable."""

    matter: AnyMatter
    did: str
    by: str | None
    text: str | None
    pages: tuple[Page, ...]


class Ledger:
    """`seq`: of the newest entry before; `at`: the moment decided at."""

    def __init__(
        self,
        house: House,
        standing: Mapping[str, Standing],
        matters: Mapping[str, AnyMatter],
        at: datetime,
        seq: int,
    ) -> None:
        self.house, self.standing, self.at, self.seq = house, standing, at, seq
        self.matters: dict[str, AnyMatter] = dict(matters)
        self.done: list[Done] = []
        self._open: dict[type, dict[str, None]] = {}
        self._here: dict[
            type, dict[str, dict[str, None]]
        ] = {}  # the open ones by unit, once they are asked for
        self._about: dict[type, dict[str, dict[str, None]]] = {}  # by unit, once closed ones are asked for
        for key, matter in self.matters.items():
            if matter.closed_at is None:
                self._open.setdefault(type(matter), {})[key] = None

    def record(
        self,
        matter: M,
        did: str,
        *,
        by: Person | None = None,
        text: str | None = None,
        pages: tuple[Page, ...] = (),
    ) -> M:
        """The matter after one more entry: with its id, its `v` and one more line."""
        self.seq += 1
        line = Line(
            at=self.at,
            did=did,
            by=None if by is None else by.id,
            name=None if by is None else by.name,
            text=text,
        )
        written = matter.model_copy(
            update={
                "id": matter.id or f"{matter.kind}-{self.seq}",
                "v": self.seq,
                "log": (*matter.log, line),
            }
        )
        self.matters[written.id] = written
        self._note(written)
        self.done.append(Done(written, did, line.by, text, pages))
        return written

    def _note(self, matter: AnyMatter) -> None:
        """Where it is found from now on."""
        kind = type(matter)
        if kind in self._about:
            self._about[kind].setdefault(matter.unit, {})[matter.id] = None
        if matter.closed_at is None:
            self._open.setdefault(kind, {})[matter.id] = None
            if kind in self._here:
                self._here[kind].setdefault(matter.unit, {})[matter.id] = None
        else:
            self._open.get(kind, {}).pop(matter.id, None)
            self._here.get(kind, {}).get(matter.unit, {}).pop(matter.id, None)

    def of(self, kind: type[M]) -> Iterator[M]:
        """Every matter of a kind as it now is, the closed ones of the last day among them."""
        for unit in list(self._units(kind)):
            yield from self.about(kind, unit)

    def about(self, kind: type[M], unit: str) -> Iterator[M]:
        """Those about one unit."""
        for key in list(self._units(kind).get(unit, ())):
            matter = self.matters[key]
            if isinstance(matter, kind):
                yield matter

    def _units(self, kind: type[M]) -> dict[str, dict[str, None]]:
        """The ids of a kind by unit."""
        if kind not in self._about:
            found: dict[str, dict[str, None]] = {}
            for key, matter in self.matters.items():
                if isinstance(matter, kind):
                    found.setdefault(matter.unit, {})[key] = None
            self._about[kind] = found
        return self._about[kind]

    def open(self, kind: type[M], unit: str | None = None) -> Iterator[M]:
        """The open ones, or those about a unit, each as it is when its turn comes: one that was closed meanwhile is
        passed over.
        """
        keys = self._open.get(kind, {}) if unit is None else self._open_here(kind).get(unit, {})
        for key in list(keys):
            matter = self.matters[key]
            if isinstance(matter, kind) and matter.closed_at is None:
                yield matter

    def all_open(self) -> list[AnyMatter]:
        """Every open matter of any kind."""
        return [self.matters[key] for keys in self._open.values() for key in keys]

    def _open_here(self, kind: type[M]) -> dict[str, dict[str, None]]:
        """The ids of the open ones of a kind by unit."""
        if kind not in self._here:
            found: dict[str, dict[str, None]] = {}
            for key in self._open.get(kind, ()):
                found.setdefault(self.matters[key].unit, {})[key] = None
            self._here[kind] = found
        return self._here[kind]

    def named(self, code: str) -> Standing:
        """How a unit or body stands; one not assessed stands without a level."""
        return self.standing.get(code) or Standing(code, code, code, "unit")


def page_number(pages: tuple[Page, ...]) -> int:
    """The number of the next page of a matter."""
    return len(pages) + 1

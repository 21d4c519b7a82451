"""What the past is told from: level entries as journalled, figures as received. Decides nothing."""

from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from app.clock import parse_time, wire_time
from app.messages.board import LevelEvent
from app.messages.events import event_of
from triggers.derive import DERIVED
from triggers.values import Measure, Reading


@lru_cache(maxsize=4096)
def spelled(moment: datetime) -> str:
    """A moment as it is sent: many share theirs."""
    return wire_time(moment)


class Told(NamedTuple):
    """A level entry of the journal. `now` None: not enough figures. `text`: its body as it was hashed."""

    seq: int
    unit: str
    recorded_at: datetime
    text: str
    effective_at: datetime
    was: int | None
    now: int | None

    @property
    def said(self) -> "Said":
        """The rest of the entry's own words."""
        body = orjson.loads(self.text)
        numbers = Decimal(body["score"]), Decimal(body["available"])
        named = body["pack"], body["pack_version"], body["provenance"]
        shas = body["catalogue_sha"], body["config_sha"]
        because, switched = tuple(body["because"]), body["pack_switched"]
        return Said(body["floor"], body["ceiling"], *numbers, because, *named, *shas, switched)

    @property
    def event(self) -> LevelEvent:
        """The entry as a board shows it."""
        return LevelEvent.model_validate(
            event_of(self.seq, "level", self.recorded_at, orjson.loads(self.text))
        )


class Said(NamedTuple):
    """What a level entry says beside the level."""

    floor: int
    ceiling: int
    score: Decimal
    available: Decimal
    because: tuple[str, ...]
    pack: str
    pack_version: int
    provenance: str | None
    catalogue_sha: str
    config_sha: str
    pack_switched: bool


def told_of(seq: int, unit: str, recorded_at: datetime, text: str) -> Told:
    """A level entry as it is stored."""
    body: dict[str, Any] = orjson.loads(text)
    return Told(seq, unit, recorded_at, text, parse_time(body["effective_at"]), body["was"], body["now"])


class Figure(NamedTuple):
    """A reading as it is stored. `confirms_at` None: it is no "no change"."""

    metric: str
    observed_at: datetime
    seq: int
    line: int
    source: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    verdict: str
    confirms_at: datetime | None

    @property
    def derived(self) -> bool:
        """Whether the service made it from counts."""
        return self.verdict == DERIVED

    @property
    def said_by(self) -> str:
        """Its source, as a board names it."""
        return DERIVED if self.derived else self.source


def reading_of(figure: Figure, unit: str) -> Reading:
    """The figure as the rules take it."""
    measure = None
    if figure.value is not None:
        measure = Measure(figure.value, figure.numerator, figure.denominator)
    confirmed = figure.confirms_at is not None
    return Reading(unit, figure.metric, measure, figure.observed_at, figure.said_by, confirmed)

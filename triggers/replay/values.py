"""What a back-test takes and gives, as values. Works nothing out."""

from bisect import bisect_right
from datetime import datetime
from typing import NamedTuple

from triggers.assess import UnitConfig
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack


class Era(NamedTuple):
    """A unit's configuration from `begins` on, until the next one."""

    begins: datetime
    config: UnitConfig


class Judging(NamedTuple):
    """By what a unit is judged. `eras`: in order, each beginning at a local midnight; the first holds before, too."""

    pack: CompiledPack
    catalogue: Catalogue
    eras: tuple[Era, ...]

    def config_at(self, moment: datetime) -> UnitConfig:
        """The configuration in force at a moment."""
        return self.eras[max(0, bisect_right(self.eras, moment, key=lambda era: era.begins) - 1)].config

    def next_era(self, moment: datetime) -> datetime | None:
        """When the configuration next changes."""
        following = bisect_right(self.eras, moment, key=lambda era: era.begins)
        return self.eras[following].begins if following < len(self.eras) else None


class Change(NamedTuple):
    """From `at` on people are told `level`; None: not enough figures."""

    at: datetime
    level: int | None


class Span(NamedTuple):
    """A level over [begins, ends). None: not enough figures."""

    begins: datetime
    ends: datetime
    level: int | None


class Timeline(NamedTuple):
    """One unit under one pack. `spans`: in order, without a gap, neighbours differing.

    `exact`: how many submissions were worked out one by one, as something in them was doubted, late, corrected or
    unknown.
    """

    unit: str
    pack: str
    version: int
    spans: tuple[Span, ...]
    exact: int = 0

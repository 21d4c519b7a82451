"""A stream's rules as they stand on a day: which pack judges which unit, who counts towards whom. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from actions.loading import LibraryCard, LoadedPolicy, packaged_library, packaged_policy
from app.organisations.bodies import Unit
from app.organisations.queries import (
    assignment_at,
    begins,
    children_on,
    local_day,
    next_midnight_after,
    next_switch_after,
    scope_of,
    settling_order,
    triggers_in_force,
    unit_of,
    zone_of,
)
from app.organisations.rules import Rules as CheckedRules
from app.organisations.system_file import SystemFile
from app.organisations.units_config import statuses_of, unit_config
from app.state import DatedStatus, Judge, LocalTrigger, PackRef
from triggers.assess import UnitConfig
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack, CompiledRollup, compile_any
from triggers.compile_triggers import compile_triggers
from triggers.loading import Loaded
from triggers.packs import Pack, ParametersPack
from triggers.plans import Plans, plans_of
from triggers.trigger_pack import Subject, TriggerPack


class Rules(NamedTuple):
    """Every pack this process knows, compiled, with the catalogue they were checked against; policy and cards."""

    catalogue: Catalogue
    packs: Mapping[tuple[str, int], CompiledPack | CompiledRollup]
    refs: Mapping[tuple[str, int], PackRef]
    triggers: Mapping[tuple[str, int], tuple[LocalTrigger, ...]]
    policy: LoadedPolicy
    cards: Mapping[str, LibraryCard]
    texts: Mapping[tuple[str, int], Loaded]  # of every pack, as checked and as reviewed


def compile_rules(checked: CheckedRules) -> Rules:
    """Checked packs as the pipeline uses them."""
    judging = checked.packs.judging
    return Rules(
        catalogue=checked.catalogue,
        packs={key: compile_any(pack, sha) for key, (pack, sha) in judging.items()},
        refs={
            key: PackRef(*key, sha, pack.provenance, reads_of(pack)) for key, (pack, sha) in judging.items()
        },
        triggers={
            key: local_triggers(pack, sha, checked.catalogue)
            for key, (pack, sha) in checked.packs.triggers.items()
        },
        policy=packaged_policy(),
        cards=packaged_library(checked.catalogue).by_key,
        texts=checked.packs.by_key,
    )


def local_triggers(pack: TriggerPack, sha: str, catalogue: Catalogue) -> tuple[LocalTrigger, ...]:
    """Each trigger of a pack, ready to look."""
    ref = PackRef(pack.pack, pack.version, sha, pack.provenance, "triggers")
    return tuple(LocalTrigger(one, ref) for one in compile_triggers(pack, catalogue, sha).triggers)


def reads_of(pack: Pack) -> str:
    """What a pack's level rests on: figures, somebody's word, or other levels."""
    return pack.reads if isinstance(pack, ParametersPack) else "rollup"


class Configuration(NamedTuple):
    """A system file as applied to a stream."""

    sha: str
    system: SystemFile
    rules: Rules

    @property
    def zone(self) -> ZoneInfo:
        """The room's time zone."""
        return zone_of(self.system)


class UnitPlan(NamedTuple):
    """How one unit or body is judged. `children`: with their weights. `triggers`: of a unit the local ones in force.
    `statuses`: what is said of its service, each for its time.
    """

    code: str
    judge: Judge
    config: UnitConfig | None  # None: a place or system
    children: tuple[tuple[str, Decimal], ...]
    triggers: tuple[LocalTrigger, ...] = ()
    statuses: tuple[DatedStatus, ...] = ()


class Plan(NamedTuple):
    """The rules from a moment until `until`. `order`: every unit and body, each after all it depends on."""

    until: datetime
    order: tuple[str, ...]
    units: Mapping[str, UnitPlan]
    parents: Mapping[str, tuple[str, ...]]  # of each code
    reporting: frozenset[str]  # the units that figures may be sent for
    planned: Plans  # the values that local triggers compare with

    def above(self, codes: Iterable[str]) -> Iterator[str]:
        """These and every body, in settling order: all that a look at these may lead to."""
        chosen = set(codes)
        return (code for code in self.order if code in chosen or code not in self.reporting)


class NoSuchPack(Exception):
    """An assignment names a pack this process does not have."""


def plan_at(configuration: Configuration, moment: datetime) -> Plan:
    """The plan in force at a moment; it holds until the next switch of a pack or local midnight."""
    system = configuration.system
    day = local_day(system, moment)
    order = settling_order(system, day)
    units = {code: unit_plan(configuration, code, moment) for code in order}
    switches = [switch for code in order if (switch := next_switch_after(system, code, moment)) is not None]
    reporting = frozenset(
        code for code, unit in units.items() if unit.config is not None and not unit.judge.followed
    )
    switches += [start for use in system.triggers if (start := begins(system, use)) > moment]
    until = min([next_midnight_after(system, moment), *switches])
    planned = plans_of(system.plans, configuration.rules.catalogue)
    return Plan(until, order, units, parents_of(units), reporting, planned)


def unit_plan(configuration: Configuration, code: str, moment: datetime) -> UnitPlan:
    """How one code is judged at a moment."""
    system, rules = configuration.system, configuration.rules
    day = local_day(system, moment)
    assigned = assignment_at(system, code, moment)
    pack = ref = None
    if assigned is not None and assigned.pack is not None and assigned.version is not None:
        key = (assigned.pack, assigned.version)
        if key not in rules.packs:
            raise NoSuchPack(
                f"{code} is assigned {assigned.pack} version {assigned.version}, which is not here"
            )
        pack, ref = rules.packs[key], rules.refs[key]
    unit = unit_of(system, code)
    if unit is not None:
        judge = Judge("unit", pack, ref, followed=unit.follows is not None)
        config = unit_config(system, code, day, rules.catalogue)
        triggers = triggers_of(configuration, unit, moment)
        return UnitPlan(code, judge, config, (), triggers, statuses_of(system, code))
    return UnitPlan(code, Judge(scope_of(system, code), pack, ref), None, children_on(system, code, day))


def triggers_of(configuration: Configuration, unit: Unit, moment: datetime) -> tuple[LocalTrigger, ...]:
    """The local triggers that look at a unit at a moment. Raises NoSuchPack."""
    system, rules = configuration.system, configuration.rules
    subject = Subject(unit.code, unit.pillar, unit.kind, frozenset(unit.has))
    found: list[LocalTrigger] = []
    for use in triggers_in_force(system, moment):
        if use.version is None:
            continue
        key = (use.pack, use.version)
        if key not in rules.triggers:
            raise NoSuchPack(f"{system.system} uses {use.pack} version {use.version}, which is not here")
        found += (one for one in rules.triggers[key] if one.compiled.trigger.is_about(subject))
    return tuple(found)


def parents_of(units: Mapping[str, UnitPlan]) -> Mapping[str, tuple[str, ...]]:
    """Of each code, the bodies it counts towards."""
    return {
        code: tuple(
            parent for parent, plan in units.items() if any(child == code for child, _ in plan.children)
        )
        for code in units
    }

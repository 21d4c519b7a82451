"""Whether the local triggers and plans of a system file mean something here. Changes nothing."""

from collections.abc import Iterator

from app.organisations.assignments import TriggerUse
from app.organisations.queries import begins, triggers_in_force
from app.organisations.system_file import SystemFile
from triggers.catalogue import Catalogue
from triggers.loading import Packs
from triggers.plans import PlanErrors, plans_of
from triggers.yaml_text import Path

Fault = tuple[Path, str]


def check_triggers(system: SystemFile, catalogue: Catalogue, packs: Packs) -> Iterator[Fault]:
    """Everything wrong with which packs of triggers are used, and with what is planned."""
    known = packs.triggers
    for i, use in enumerate(system.triggers):
        if use.version is not None and (use.pack, use.version) not in known:
            yield (
                ("triggers", i, "pack"),
                f"there is no pack of triggers {use.pack} version {use.version} here",
            )
        yield from _names_once(system, packs, use, i)
    for i, planned in enumerate(system.plans):
        if planned.unit not in system.units_by_code:
            yield ("plans", i, "unit"), f"{planned.unit} is not among the units"
    try:
        plans_of(system.plans, catalogue)
    except PlanErrors as error:
        for fault in error.faults:
            yield ("plans", fault.number), fault.reason


def _names_once(system: SystemFile, packs: Packs, use: TriggerUse, number: int) -> Iterator[Fault]:
    """Two packs in force together never have a trigger of one name: its memory would be shared."""
    own = _names(packs, use)
    for other in triggers_in_force(system, begins(system, use)):
        shared = own & _names(packs, other) if other.pack != use.pack else frozenset()
        if shared:
            yield ("triggers", number, "pack"), f"{min(shared)} is a trigger of {other.pack} as well"


def _names(packs: Packs, use: TriggerUse) -> frozenset[str]:
    found = None if use.version is None else packs.triggers.get((use.pack, use.version))
    return frozenset() if found is None else frozenset(trigger.id for trigger in found[0].triggers)

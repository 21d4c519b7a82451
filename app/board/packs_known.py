"""Every pack this service knows, by what it judges, as one system has them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.board.pack_uses import Key, named, uses_in
from app.clock import wire_time
from app.messages.packs import KnownPack, PackDifference, PackDifferences, PackName, PacksOut, PackUse
from app.organisations.bodies import PILLAR_WORDS, Unit
from app.organisations.queries import unit_of
from app.organisations.system_file import SystemFile
from triggers.catalogue import Catalogue
from triggers.diff_packs import diff_packs
from triggers.loading import AnyPack, Loaded
from triggers.packs import ParametersPack
from triggers.trigger_pack import TriggerPack

ROLLUPS, TRIGGERS = "rollups", "triggers"
PILLARS = tuple(PILLAR_WORDS)


def packs_in(stream: str, system: SystemFile, packs: Mapping[Key, Loaded], now: datetime) -> PacksOut:
    """Those in force before those that are not, within each group; groups in the order of the pillars."""
    uses = uses_in(system, now)
    known = [known_pack(system, one, uses.get(key, ())) for key, one in packs.items()]
    trial = {code for one in known for code in one.trial_units}
    return PacksOut(
        stream=stream,
        timezone=system.timezone,
        at=wire_time(now),
        packs=tuple(sorted(known, key=standing_first)),
        units=tuple(named(system, code) for code in system.units_by_code if code in trial),
    )


def known_pack(system: SystemFile, one: Loaded, uses: Sequence[PackUse]) -> KnownPack:
    """One version."""
    pack = one.pack
    triggers = pack.triggers if isinstance(pack, TriggerPack) else ()
    return KnownPack(
        id=pack.pack,
        version=pack.version,
        title=pack.title,
        provenance=pack.provenance,
        source=pack.source,
        sha=one.sha,
        kind=pack.kind,
        group=group_of(pack),
        judges=judges(pack),
        uses=tuple(uses),
        trial_units=tuple(unit.code for unit in system.units if scores(pack, unit)),
        local_triggers=tuple(trigger.name for trigger in triggers),
    )


def group_of(pack: AnyPack) -> str:
    """Packs of one group judge the same."""
    if isinstance(pack, TriggerPack):
        return TRIGGERS
    return pack.pillar if isinstance(pack, ParametersPack) else ROLLUPS


def judges(pack: AnyPack) -> str:
    """What the packs of its group judge, in words."""
    group = group_of(pack)
    fixed = {ROLLUPS: "Places, pillars and the system", TRIGGERS: "Local triggers"}
    return fixed.get(group) or PILLAR_WORDS.get(group, group)


def scores(pack: AnyPack, unit: Unit) -> bool:
    """Whether it could judge the unit by its figures."""
    if not isinstance(pack, ParametersPack) or unit.follows is not None or pack.pillar != unit.pillar:
        return False
    return pack.applies_to is None or pack.applies_to.has in unit.has


def tried_on(system: SystemFile, pack: AnyPack, code: str) -> bool:
    """Whether the system has such a unit, and the pack could judge it."""
    unit = unit_of(system, code)
    return unit is not None and scores(pack, unit)


def standing_first(one: KnownPack) -> tuple[int, int, str, int]:
    """Its place in the list."""
    last = {ROLLUPS: len(PILLARS), TRIGGERS: len(PILLARS) + 1}
    group = PILLARS.index(one.group) if one.group in PILLARS else last.get(one.group, len(PILLARS))
    standing = min((("now", "ahead", "past").index(use.standing) for use in one.uses), default=3)
    return group, standing, one.id, -one.version


def differences(before: AnyPack, after: AnyPack, catalogue: Catalogue) -> PackDifferences:
    """What `after` changes of `before`, in the words of `packs diff`."""
    was, now = (PackName(id=one.pack, version=one.version) for one in (before, after))
    found = diff_packs(before, after, catalogue)
    return PackDifferences(
        before=was,
        after=now,
        differences=tuple(PackDifference(**one._asdict()) for one in found),
    )

"""Whether a system file means something: names that exist, dates that fit. Changes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from app.organisations.assignments import Assignment, targets
from app.organisations.bodies import Unit
from app.organisations.check_memberships import check_memberships
from app.organisations.check_seats import check_seats
from app.organisations.check_service import check_service
from app.organisations.check_triggers import check_triggers
from app.organisations.exemptions import KnownGap
from app.organisations.expected import ExpectationRule, covers, matches
from app.organisations.problems import Source, SystemFileError
from app.organisations.rules import Rules, packaged_rules
from app.organisations.system_file import SystemFile, read_with_source
from triggers.catalogue import Catalogue
from triggers.loading import Packs
from triggers.packs import ParametersPack
from triggers.problems import Problem
from triggers.trigger_pack import TriggerPack
from triggers.yaml_text import Path

Fault = tuple[Path, str]
REVIEW_WITHIN = timedelta(days=90)
UNLINKED = Source()


def check_system(
    system: SystemFile, catalogue: Catalogue, packs: Packs, source: Source = UNLINKED
) -> list[Problem]:
    """Everything wrong with it, in the order of the file; `source` gives the lines."""
    faults = [
        *_regions(system),
        *_unique(system),
        *_units(system),
        *_pillars(system),
        *check_memberships(system),
        *_expectations(system, catalogue),
        *_exemptions(system, catalogue),
        *check_service(system, catalogue),
        *_assignments(system, packs),
        *check_triggers(system, catalogue, packs),
        *check_seats(system),
    ]
    return sorted((source.problem(path, reason) for path, reason in faults), key=lambda p: p.line)


def read_and_check(text: str, name: str, rules: Rules | None = None) -> SystemFile:
    """The system as written, checked against the rules (None: the packaged ones). Raises SystemFileError."""
    system, source = read_with_source(text, name)
    rules = rules or packaged_rules()
    if problems := check_system(system, rules.catalogue, rules.packs, source):
        raise SystemFileError(problems)
    return system


def _regions(system: SystemFile) -> Iterator[Fault]:
    accountable = [region.code for region in system.regions if region.relation == "accountable"]
    if system.tier == "nation":
        return
    if len(accountable) != 1:
        yield ("regions",), f"exactly one region is accountable, here {', '.join(accountable) or 'none'}"


def _unique(system: SystemFile) -> Iterator[Fault]:
    """Units, places and the system share one set of codes; providers have their own."""
    providers = [(("providers", i, "code"), provider.code) for i, provider in enumerate(system.providers)]
    places = [(("places", i, "code"), place.code) for i, place in enumerate(system.places)]
    places += [(("pillars", i, "code"), pillar.code) for i, pillar in enumerate(system.pillars)]
    units = [(("units", i, "code"), unit.code) for i, unit in enumerate(system.units)]
    for named in (providers, [(("system",), system.system), *places, *units]):
        times = Counter(code for _, code in named)
        for path, code in named:
            if times[code] > 1:
                yield path, f"{code} is used twice; a code names one thing for good"


def _units(system: SystemFile) -> Iterator[Fault]:
    providers = {provider.code for provider in system.providers}
    for i, unit in enumerate(system.units):
        if unit.provider not in providers:
            yield ("units", i, "provider"), f"{unit.provider} is not among the providers"
        if unit.place not in system.bodies:
            yield ("units", i, "place"), f"{unit.place} is neither a place nor {system.system} itself"
        if (unit.kind == "system") != (unit.follows is not None):
            yield (
                ("units", i, "follows"),
                f"{unit.code}: a unit of kind system follows a body, and no other does",
            )
        if unit.follows is not None and unit.follows.stream == system.system:
            yield ("units", i, "follows"), f"{unit.code} would follow this very system"
        if unit.closed is not None and unit.closed <= unit.opened:
            yield ("units", i, "closed"), f"{unit.code} must close after it opens on {unit.opened}"
        if unit.has and unit.kind != "acute_site":
            yield ("units", i, "has"), f"only an acute site has {', '.join(unit.has)}; {unit.code} is not one"


def _pillars(system: SystemFile) -> Iterator[Fault]:
    """A pillar is of a place or of the system, once; units of it count towards it, and it towards what it is of."""
    homes = {place.code for place in system.places} | {system.system}
    had: set[tuple[str, str]] = set()
    for i, body in enumerate(system.pillars):
        if body.of not in homes:
            yield ("pillars", i, "of"), f"{body.of} is neither a place nor {system.system} itself"
        if (body.of, body.pillar) in had:
            yield ("pillars", i, "pillar"), f"{body.of} has its {body.pillar} pillar already"
        had.add((body.of, body.pillar))
    for i, edge in enumerate(system.memberships):
        above, below = system.pillars_by_code.get(edge.parent), system.pillars_by_code.get(edge.child)
        unit = system.units_by_code.get(edge.child)
        if above is not None and unit is not None and unit.pillar != above.pillar:
            yield (
                ("memberships", i, "parent"),
                f"{unit.code} is {unit.pillar}; {above.code} is {above.pillar}",
            )
        if above is not None and edge.from_ < above.from_:
            yield ("memberships", i, "from"), f"{above.code} is there from {above.from_}"
        if below is not None and above is None and edge.parent != below.of:
            yield ("memberships", i, "parent"), f"{below.code} is of {below.of} and counts towards that only"


def _expectations(system: SystemFile, catalogue: Catalogue) -> Iterator[Fault]:
    for i, rule in enumerate(system.expectations):
        path = ("expectations", i)
        if bool(rule.units) == (rule.pillar is not None):
            yield path, "give either units or a pillar"
        for unit in rule.units:
            yield from _known_unit(system, unit, (*path, "units"))
        if not rule.units and not _covers_some(system, rule):
            yield path, "speaks of no unit of this system"
        yield from _known_metrics(catalogue, rule.metrics, (*path, "metrics"))


def _exemptions(system: SystemFile, catalogue: Catalogue) -> Iterator[Fault]:
    for i, exempt in enumerate(system.not_applicable):
        path: Path = ("not_applicable", i)
        yield from _known_unit(system, exempt.unit, (*path, "unit"))
        yield from _known_metrics(catalogue, (exempt.metric,), (*path, "metric"))
        if exempt.until is not None and exempt.until <= exempt.from_:
            yield (*path, "until"), f"ends on {exempt.until}, not after it begins ({exempt.from_})"
    for i, gap in enumerate(system.known_gaps):
        yield from _known_unit(system, gap.unit, ("known_gaps", i, "unit"))
        yield from _known_metrics(catalogue, gap.metrics, ("known_gaps", i, "metrics"))
        yield from _review(gap, ("known_gaps", i, "review"))


def _review(gap: KnownGap, path: Path) -> Iterator[Fault]:
    if not timedelta(0) < gap.review - gap.from_ <= REVIEW_WITHIN:
        latest = gap.from_ + REVIEW_WITHIN
        yield path, f"a gap is reviewed after it begins and within 90 days: by {latest}, not {gap.review}"


def _assignments(system: SystemFile, packs: Packs) -> Iterator[Fault]:
    seen: set[tuple[object, ...]] = set()
    for i, assignment in enumerate(system.assignments):
        path: Path = ("assignments", i)
        if assignment.unit is not None:
            yield from _known_unit(system, assignment.unit, (*path, "unit"))
        if assignment.body is not None and assignment.body not in system.bodies:
            yield (*path, "body"), f"{assignment.body} is neither a place nor {system.system} itself"
        key = (assignment.pillar, assignment.has, assignment.unit, assignment.body, assignment.from_)
        if key in seen:
            yield (*path, "from"), "another assignment of the same begins then"
        seen.add(key)
        yield from _pack_fits(system, assignment, packs, path)


def _pack_fits(system: SystemFile, assignment: Assignment, packs: Packs, path: Path) -> Iterator[Fault]:
    if assignment.pack is None or assignment.version is None:
        return
    loaded = packs.get(assignment.pack, assignment.version)
    if loaded is None:
        known = ", ".join(f"{pack} {version}" for pack, version in sorted(packs.by_key))
        yield (*path, "pack"), f"no {assignment.pack} version {assignment.version} here; there are {known}"
    elif isinstance(loaded.pack, TriggerPack):
        yield (*path, "pack"), f"{assignment.pack} holds local triggers: it judges nobody's level"
    elif isinstance(loaded.pack, ParametersPack) == (assignment.body is not None):
        wanted = "a roll-up pack" if assignment.body is not None else "a pack of parameters"
        yield (*path, "pack"), f"{assignment.pack} does not fit: this needs {wanted}"
    elif isinstance(loaded.pack, ParametersPack):
        yield from _units_fit(assigned_units(system, assignment), loaded.pack, path)


def _units_fit(units: Sequence[Unit], pack: ParametersPack, path: Path) -> Iterator[Fault]:
    for unit in units:
        if pack.applies_to is not None and pack.applies_to.has not in unit.has:
            yield (*path, "pack"), f"{pack.pack} needs {pack.applies_to.has}, which {unit.code} has not"
        if pack.pillar != unit.pillar:
            yield (*path, "pack"), f"{pack.pack} is for {pack.pillar}; {unit.code} is {unit.pillar}"


def assigned_units(system: SystemFile, assignment: Assignment) -> list[Unit]:
    """The units an assignment speaks of."""
    return [unit for unit in system.units if targets(assignment, unit.code, unit)]


def _covers_some(system: SystemFile, rule: ExpectationRule) -> bool:
    return any(covers(rule, unit) for unit in system.units)


def _known_unit(system: SystemFile, code: str, path: Path) -> Iterator[Fault]:
    if code not in system.units_by_code:
        yield path, f"{code} is not a unit of this system"


def _known_metrics(catalogue: Catalogue, patterns: Sequence[str], path: Path) -> Iterator[Fault]:
    for pattern in patterns:
        if not any(matches((pattern,), metric) for metric in catalogue.metrics):
            yield path, f"{pattern} matches no metric of the catalogue"

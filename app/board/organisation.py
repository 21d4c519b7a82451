"""One organisation for its own page: its picture, what is due of it, what it need not send. Pure."""

from collections.abc import Iterable
from datetime import date, datetime

from app.board.due import due_figures
from app.board.schedule import listed
from app.board.snapshot import service_now
from app.board.store import UnitRead
from app.board.tree import metrics_of, tree_unit
from app.clock import wire_time
from app.configuration import Configuration, unit_plan
from app.messages.organisation import DueFigure, OrganisationOut
from app.messages.picture import PictureOut
from app.organisations.bodies import Unit, in_force, unit_open
from app.organisations.exemptions import KnownGap, NotApplicable
from app.organisations.expected import covers, matches
from app.organisations.queries import local_day
from app.organisations.system_file import SystemFile
from triggers.assess import UnitConfig
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack


def organisation_out(
    stream: str, unit: Unit, read: UnitRead, configuration: Configuration
) -> OrganisationOut:
    """A unit of the system, as `read` found it."""
    system, catalogue = configuration.system, configuration.rules.catalogue
    head, now = read.head, service_now(read.head)
    picture = None if read.picture is None else PictureOut.model_validate_json(read.picture)
    day = local_day(system, now)
    due = due_of(unit, configuration, picture, now) if unit_open(unit, day) else ()
    named = {figure.metric for figure in due} | set(() if picture is None else picture.held)
    return OrganisationOut(
        stream=stream,
        system=system.name,
        mode=head.mode,
        timezone=system.timezone,
        at=wire_time(now),
        seq=head.seq,
        unit=tree_unit(system, unit),
        place=place_name(system, unit),
        picture=picture,
        metrics={metric: out for metric, out in metrics_of(catalogue).items() if metric in named},
        due=due,
        silent_by_rule=silences(system, unit, day, [figure.metric for figure in due], catalogue),
    )


def due_of(
    unit: Unit, configuration: Configuration, picture: PictureOut | None, now: datetime
) -> tuple[DueFigure, ...]:
    """Every parameter of the pack in force; then what else is held, or expected by name, as the catalogue has it."""
    plan = unit_plan(configuration, unit.code, now)
    pack, config = plan.judge.pack, plan.config
    if config is None:
        raise AssertionError("a unit has a configuration")
    scored = {p.metric: p.id for p in pack.parameters} if isinstance(pack, CompiledPack) else {}
    known = set(() if picture is None else picture.held) | named_outright(configuration.system, unit, config)
    others = [m for m in configuration.rules.catalogue.metrics if m in known and m not in scored]
    return due_figures(scored, others, config, picture, now)


def named_outright(system: SystemFile, unit: Unit, config: UnitConfig) -> set[str]:
    """The metrics expected of the unit by their own names: a pattern matches many that nobody sends."""
    rules = (rule for rule in system.expectations if covers(rule, unit))
    return {metric for rule in rules for metric in rule.metrics if metric in config.expectations}


def place_name(system: SystemFile, unit: Unit) -> str:
    """The name of the place it stands at; of what belongs to no single place the system's."""
    return next((place.name for place in system.places if place.code == unit.place), system.name)


def silences(
    system: SystemFile, unit: Unit, day: date, due: Iterable[str], catalogue: Catalogue
) -> tuple[str, ...]:
    """Why nothing is awaited of some figures, or of the unit, a sentence each."""
    gaps = [gap for gap in system.known_gaps if gap.unit == unit.code and in_force(gap, day)]
    exempt = [rule for rule in system.not_applicable if rule.unit == unit.code and in_force(rule, day)]
    shown = tuple(due)
    return (
        *closed_words(unit, day),
        *(gap_words(gap, titles(gap.metrics, shown, catalogue)) for gap in gaps),
        *(exempt_words(rule, titles([rule.metric], shown, catalogue)) for rule in exempt),
    )


def closed_words(unit: Unit, day: date) -> tuple[str, ...]:
    """Why nothing at all is awaited."""
    if day < unit.opened:
        return (f"Reports from {day_words(unit.opened)}.",)
    if unit.closed is not None and day >= unit.closed:
        return (f"Closed: it has not reported since {day_words(unit.closed)}.",)
    return ()


def gap_words(gap: KnownGap, figures: str) -> str:
    """What cannot be sent for now, why, whose that is, and when it is looked at again."""
    reason = gap.reason.rstrip(".")
    return f"{figures}: known gap. {reason}. Owner: {gap.owner}. To be reviewed by {day_words(gap.review)}."


def exempt_words(rule: NotApplicable, figures: str) -> str:
    """What has no meaning at the unit, and who said so."""
    until = "" if rule.until is None else f" until {day_words(rule.until)}"
    return f"{figures}: does not apply here{until}. Approved by {rule.approver}."


def titles(patterns: Iterable[str], shown: Iterable[str], catalogue: Catalogue) -> str:
    """The figures meant: of those shown, or else all; a pattern may match many that nobody sends."""
    wanted, seen = tuple(patterns), frozenset(shown)
    meant = [metric for metric in catalogue.metrics.values() if matches(wanted, metric.id)]
    chosen = [metric for metric in meant if metric.id in seen] or meant
    return listed([metric.title for metric in chosen])


def day_words(day: date) -> str:
    """ "1 March 2026"."""
    return f"{day.day} {day:%B %Y}"

"""Two packs → what differs between them, in sentences for a room lead. Judges neither.

A pack's id and version are not compared: they say which text it is, not what it means. Every other field is, those
that nobody has found words for as well.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from pydantic import BaseModel

from triggers.catalogue import Catalogue
from triggers.packs import Band, Parameter, ParametersPack, RollupPack
from triggers.text_fields import write_duration
from triggers.trigger_pack import TriggerPack
from triggers.wording import SUFFIXES, write_number

AnyPack = ParametersPack | RollupPack | TriggerPack
NAMES = frozenset({"pack", "version"})
TRIAL = "unverified"
WORDS = frozenset({"title", "source", "provenance", "note", "id"})
"""What people are told of a pack or a parameter: no level rests on it."""
LISTS = frozenset({"parameters", "bands", "triggers"})
KINDS = {
    "parameters": "scores a unit's figures",
    "rollup": "combines the levels of others",
    "triggers": "watches for local triggers",
}
SCALES = {"points": "points", "percent_of_available": "percent of the points available"}
UNITS = {"points": " points", "percent_of_available": " %"}
Words = Callable[[object, object], str]


class Difference(NamedTuple):
    """One difference. `about`: the field, or the metric or trigger whose entry differs.

    `moves`: whether it is more than words: a level, or who is told, can be another for it.
    """

    about: str
    sentence: str
    moves: bool = True


def diff_packs(before: AnyPack, after: AnyPack, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Everything in which `after` differs from `before`; empty exactly if they mean the same."""
    trial = TRIAL in {before.provenance, after.provenance}  # it enters no overall level, and calls nobody
    found = [
        one._replace(moves=one.moves or (trial and one.about == "provenance"))
        for one in _fields(before, after, PACK_WORDS, NAMES | LISTS)
    ]
    if not isinstance(before, TriggerPack) and not isinstance(after, TriggerPack):
        found += _bands(before, after)
    found += _parameters(_parameters_of(before), _parameters_of(after), catalogue)
    found += _triggers(before, after)
    return tuple(found)


# --- fields ---


def _fields(
    before: BaseModel, after: BaseModel, words: Mapping[str, Words], left_out: frozenset[str]
) -> Iterator[Difference]:
    named = dict.fromkeys([*type(before).model_fields, *type(after).model_fields])
    for name in named:
        was, now = getattr(before, name, None), getattr(after, name, None)
        if name not in left_out and was != now:
            said = words.get(name)
            sentence = said(now, was) if said else f"{name.strip('_')}: {_plain(now)} (was {_plain(was)})."
            yield Difference(name, sentence, name not in WORDS)


def _plain(value: object) -> str:
    match value:
        case None:
            return "none"
        case Decimal():
            return write_number(value)
        case timedelta():
            return write_duration(value)
        case BaseModel():
            return value.model_dump_json(by_alias=True, exclude_none=True)
        case list() | tuple():
            return ", ".join(map(_plain, value))
        case _:
            return str(value)


def _after(wait: object) -> str:
    return "at once" if wait == timedelta(0) else f"once it has held for {_plain(wait)}"


def _percent(share: object) -> str:
    return f"{write_number(share * 100)} %" if isinstance(share, Decimal) else "none"


def _meant_for(applies: object) -> str:
    has = getattr(applies, "has", None)
    return f"units with {has}" if has else "every unit"


PACK_WORDS: Mapping[str, Words] = {
    "title": lambda now, was: f"It is called {_plain(now)} (was {_plain(was)}).",
    "pillar": lambda now, was: f"It is of the pillar {_plain(now)} (was {_plain(was)}).",
    "provenance": lambda now, was: f"The pack as a whole is {_plain(now)} (was {_plain(was)}).",
    "source": lambda now, was: f"Its source: {_plain(now)} (was: {_plain(was)}).",
    "state_from": lambda now, was: (
        f"A level is stated once figures for {_percent(now)} of the points are known (was {_percent(was)})."
    ),
    "hold_up": lambda now, was: f"The level rises {_after(now)} (was {_after(was)}).",
    "hold_down": lambda now, was: f"The level falls {_after(now)} (was {_after(was)}).",
    "kind": lambda now, was: f"It {KINDS[str(now)]} (the other {KINDS[str(was)]}).",
    "score": lambda now, was: (
        f"Levels are read in {SCALES.get(str(now), 'none')} (was {SCALES.get(str(was), 'none')})."
    ),
    "applies_to": lambda now, was: f"It is meant for {_meant_for(now)} (was {_meant_for(was)}).",
}


# --- bands ---


def _bands(before: ParametersPack | RollupPack, after: ParametersPack | RollupPack) -> Iterator[Difference]:
    """Each level by the score above which it begins; the last also by the score at which the scale ends."""
    unit, earlier = UNITS[after.score], UNITS[before.score]
    new_scale = unit if unit != earlier else ""
    was, now = _by_level(before.bands), _by_level(after.bands)
    for level in sorted(was.keys() | now.keys()):
        begins, began = now.get(level - 1), was.get(level - 1)
        if begins != began or (new_scale and begins is not None):
            old = f"{_plain(began)}{earlier}"
            yield Difference("bands", f"OPEL {level} from above {_plain(begins)}{unit} (was {old}).")
    ends, ended = after.bands[-1].up_to, before.bands[-1].up_to
    if ends != ended:
        yield Difference(
            "bands", f"The highest score is {_plain(ends)}{unit} (was {_plain(ended)}{earlier})."
        )


def _by_level(bands: Sequence[Band]) -> dict[int, Decimal]:
    return {band.level: band.up_to for band in bands}


# --- parameters ---


def _parameters_of(pack: AnyPack) -> tuple[Parameter, ...]:
    return pack.parameters if isinstance(pack, ParametersPack) else ()


def _parameters(
    before: Sequence[Parameter], after: Sequence[Parameter], catalogue: Catalogue
) -> Iterator[Difference]:
    was, now = ({p.metric: p for p in given} for given in (before, after))
    for metric, parameter in now.items():
        named = _Named(parameter, catalogue)
        if metric in was:
            yield from _parameter(was[metric], named)
        else:
            yield Difference(
                metric, f"{named.title}: added, {named.steps(parameter)} ({parameter.provenance})."
            )
    for metric, parameter in was.items():
        if metric not in now:
            named = _Named(parameter, catalogue)
            yield Difference(
                metric, f"{named.title}: removed; it could earn {write_number(parameter.most)} points."
            )
    if [m for m in was if m in now] != [m for m in now if m in was]:
        yield Difference("parameters", "The parameters stand in another order.", moves=False)


class _Named(NamedTuple):
    """A parameter with its metric's words."""

    parameter: Parameter
    catalogue: Catalogue

    @property
    def title(self) -> str:
        metric = self.catalogue.metrics.get(self.parameter.metric)
        return metric.title if metric else self.parameter.metric

    def figure(self, value: Decimal) -> str:
        metric = self.catalogue.metrics.get(self.parameter.metric)
        return write_number(value) + SUFFIXES.get(metric.unit if metric else "", "")

    def steps(self, given: Parameter) -> str:
        """ "0, 2, 4, 6 points at 80, 100, 120 %"."""
        cuts = [*map(write_number, given.cuts[:-1]), self.figure(given.cuts[-1])]
        return f"{', '.join(map(write_number, given.points))} points at {', '.join(cuts)}"


def _parameter(was: Parameter, named: _Named) -> Iterator[Difference]:
    now = named.parameter
    for sentence in _steps(was, now, named):
        yield Difference(now.metric, f"{named.title}: {sentence}.")
    left_out = frozenset({"metric", "cuts", "points"})
    for found in _fields(was, now, PARAMETER_WORDS, left_out):
        yield Difference(now.metric, f"{named.title}: {found.sentence}", found.moves)


def _steps(was: Parameter, now: Parameter, named: _Named) -> Iterator[str]:
    if was.points == now.points and len(was.cuts) == len(now.cuts):
        for earned, cut, earlier in zip(now.points[1:], now.cuts, was.cuts, strict=True):
            if cut != earlier:
                points = f"{write_number(earned)} point{'' if earned == 1 else 's'}"
                move = f"moves from {write_number(earlier)} to {named.figure(cut)}"
                yield f"the cut for {points} {move}"
    elif was.cuts == now.cuts and len(was.points) == len(now.points):
        way = "above" if now.worse == "higher" else "below"
        for cut, earned, earlier in zip(now.cuts, now.points[1:], was.points[1:], strict=True):
            if earned != earlier:
                yield f"{way} {named.figure(cut)} it earns {write_number(earned)} (was {write_number(earlier)})"
        if now.points[0] != was.points[0]:
            yield f"at its calmest it earns {write_number(now.points[0])} (was {write_number(was.points[0])})"
    else:
        yield f"{named.steps(now)} (was {named.steps(was)})"


PARAMETER_WORDS: Mapping[str, Words] = {
    "id": lambda now, was: f"it is numbered {_plain(now)} (was {_plain(was)}).",
    "worse": lambda now, was: f"{_plain(now)} is worse (was {_plain(was)}).",
    "cut_belongs_to": lambda now, was: (
        f"a value on a cut counts as the {_plain(now)} side (was {_plain(was)})."
    ),
    "provenance": lambda now, was: f"it is {_plain(now)} (was {_plain(was)}).",
    "note": lambda now, was: f"its note: {_plain(now)} (was: {_plain(was)}).",
}


# --- local triggers ---


def _triggers(before: AnyPack, after: AnyPack) -> Iterator[Difference]:
    was, now = ({t.id: t for t in p.triggers} if isinstance(p, TriggerPack) else {} for p in (before, after))
    for name, trigger in now.items():
        if name not in was:
            yield Difference(name, f"{trigger.name}: added, {_plain(trigger.when)}.")
            continue
        for found in _fields(was[name], trigger, {}, frozenset()):
            yield Difference(name, f"{trigger.name}: {found.sentence}", found.moves)
    for name, trigger in was.items():
        if name not in now:
            yield Difference(name, f"{trigger.name}: removed.")
    if [name for name in was if name in now] != [name for name in now if name in was]:
        yield Difference("triggers", "The triggers stand in another order.", moves=False)

"""Why a level changed, in words that can be read out. Decides nothing; times are local."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.board.past.facts import Said, Told
from app.board.past.replay import Judged
from app.board.schedule import listed
from triggers.catalogue import Metric
from triggers.compile import CompiledPack
from triggers.explain import drivers
from triggers.values import CURRENT, ParameterAssessment, State
from triggers.wording import write_figure, write_number

MOST_MOVES = 2
MOST_UNSEEN = 4
FINEST = 2  # places: percentages are made to these
SEEN = CURRENT | {State.CLOSED, State.NOT_APPLICABLE}


class Account(NamedTuple):
    """What a change is told from. `now` None: its figures are not all held any more, or it is a body.

    `earlier`: the same when the level before was reached, under the same pack. `worst`: a body's worst child.
    """

    told: Told
    before: Told | None
    zone: ZoneInfo
    now: Judged | None
    earlier: Judged | None = None
    worst: str | None = None


class Move(NamedTuple):
    """A parameter that gained or lost points between two levels."""

    was: ParameterAssessment
    now: ParameterAssessment


def sentence_of_body(account: Account) -> str:
    """A place's or system's change."""
    opening = opening_of(account)
    return f"{opening}." if account.worst is None else f"{opening}: worst is {account.worst}."


def sentence_of(account: Account) -> str:
    """A unit's change."""
    said = account.told.said
    if account.now is None:
        because = f" ({', '.join(said.because)})" if said.because else ""
        return f"{opening_of(account)}: {share_of(said)}{because}. {NOT_HELD}"
    parts = [f"{opening_of(account)}: {standing(account.told, said, account.now)}."]
    parts += filter(None, [could_be(said, account.now), moves_words(account), gist(account)])
    return " ".join(parts)


def opening_of(account: Account) -> str:
    """The level, since when, and what it was."""
    told, since = account.told, f"since {local(account.told.effective_at, account.zone)}"
    if told.now is None:
        was = "" if told.was is None else f", was OPEL {told.was}"
        return f"Not enough figures {since}{was}"
    if told.said.pack_switched:
        was = "" if told.was in {None, told.now} else f", was {told.was}"
        return f"OPEL {told.now} by new rules {since}{was}"
    if told.was is not None:
        return f"OPEL {told.now} {since}, was {told.was}"
    return f"OPEL {told.now} {since}" + (FIRST if account.before is None else UNSEEN_BEFORE)


def standing(told: Told, said: Said, judged: Judged) -> str:
    """The points, and where that lies."""
    level, pack = judged.assessment.level, judged.judging.pack
    if told.now is None or level is None:
        return f"{share_of(said)} in what is known"
    if level != told.now:
        hold = pack.hold_down if level < told.now else pack.hold_up
        return f"{share_of(said)}, which is OPEL {level}, but has not been for {minutes(hold)} yet"
    rose = told.was is None or told.was <= level
    return f"{share_of(said)}, and {border(pack, level, rose=rose)} is OPEL {level}"


def minutes(hold: timedelta) -> str:
    """ "30 minutes"."""
    return f"{hold // timedelta(minutes=1)} minutes"


def border(pack: CompiledPack, level: int, *, rose: bool) -> str:
    """The edge of a level's band on the side it was come from."""
    unit = "%" if pack.score_kind == "percent_of_available" else "points"
    word, bound = ("above", pack.bands[level - 2]) if rose and level > 1 else ("up to", pack.bands[level - 1])
    return f"{word} {write_number(bound)} {unit}"


def share_of(said: Said) -> str:
    """ "22 of 27 points (81.5 %)"."""
    share = f" ({write_figure(100 * said.score / said.available, '%', 1)})" if said.available else ""
    return f"{write_number(said.score)} of {write_number(said.available)} points{share}"


def could_be(said: Said, judged: Judged) -> str:
    """The range, and for want of what."""
    if said.floor == said.ceiling:
        return ""
    unseen = [name_of(p, judged) for p in judged.assessment.parameters if p.state not in SEEN]
    named, more = unseen[:MOST_UNSEEN], len(unseen) - MOST_UNSEEN
    if more > 0:
        named.append(f"{more} more")
    of = f": not sure of {listed(named)}" if named else ""
    return f"It could be {said.floor} to {said.ceiling}{of}."


def moves_words(account: Account) -> str:
    """What moved the points since the level before, that which moved most first."""
    moves, before = moves_of(account), account.before
    if not moves or before is None or account.now is None:
        return ""
    spoken, verb = [], ""
    for move in moves:
        words, verb = moved(move, account.now, verb)
        spoken.append(words)
    at = local(before.effective_at, account.zone, account.told.effective_at)
    return f"Since {at} {listed(spoken)}."


def moves_of(account: Account) -> Sequence[Move]:
    """The parameters that gained most points where the level rose, or lost most where it fell."""
    told, now, earlier = account.told, account.now, account.earlier
    if now is None or earlier is None:
        return ()
    fell = told.now is not None and told.was is not None and told.now < told.was
    was_of = {p.id: p for p in earlier.assessment.parameters}
    moves = (Move(was_of[p.id], p) for p in now.assessment.parameters if p.id in was_of)
    ranked = sorted(((gain(move, fell=fell), move) for move in moves), key=lambda one: -one[0])
    return [move for gained, move in ranked[:MOST_MOVES] if gained > 0]


def gain(move: Move, *, fell: bool) -> Decimal:
    """The points by which a parameter went the way the level went."""
    gained = move.now.points - move.was.points
    return -gained if fell else gained


def moved(move: Move, judged: Judged, verb_before: str) -> tuple[str, str]:
    """ "handover rose from 38 to 52 min", without the verb where it is the one before; and the verb."""
    name, (was, now) = name_of(move.now, judged), (move.was.measure, move.now.measure)
    metric = judged.judging.catalogue.metrics[move.now.metric]
    if now is None:
        return f"{name} is not known any more", ""
    after = write_figure(now.value, metric.unit, metric.places)
    if was is None:
        return f"{name} came to be known: {after}", ""
    verb = "rose" if now.value > was.value else "fell"
    start, after = told_apart(was.value, now.value, metric)
    said = "" if verb == verb_before else f" {verb}"
    return f"{name}{said} from {start} to {after}", verb


def told_apart(was: Decimal, now: Decimal, metric: Metric) -> tuple[str, str]:
    """Two figures as they are shown, the second with its unit; in full where shown they would be the same."""
    start, after = write_figure(was, "", metric.places), write_figure(now, "", metric.places)
    places = metric.places if start != after else FINEST
    return write_figure(was, "", places), write_figure(now, metric.unit, places)


def gist(account: Account) -> str:
    """What carries most points, where no movement says it."""
    if account.now is None or moves_of(account):
        return ""
    found = drivers(account.now.assessment, account.now.judging.catalogue)
    return f"Most points: {', '.join(found)}." if found else ""


def name_of(parameter: ParameterAssessment, judged: Judged) -> str:
    """A parameter's short name inside a sentence: "handover", but "G&A"."""
    metric = judged.judging.catalogue.metrics.get(parameter.metric)
    name = metric.short if metric else parameter.id
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def local(moment: datetime, zone: ZoneInfo, beside: datetime | None = None) -> str:
    """HH:MM on the wall, with the day where it is another than that of `beside`."""
    there = moment.astimezone(zone)
    if beside is None or beside.astimezone(zone).date() == there.date():
        return f"{there:%H:%M}"
    return f"{there:%H:%M} on {there:%A} {there.day} {there:%B}"


NOT_HELD = "The figures behind it are not all held any more, so it cannot be worked out again."
FIRST = ", the first level known"
UNSEEN_BEFORE = "; before, there were not enough figures"

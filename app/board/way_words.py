"""Ways down and up in words that can be read out. Decides nothing."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from app.board.schedule import listed
from triggers.catalogue import Catalogue, Metric
from triggers.levers import pulls
from triggers.moves import Move, Towards, places_of
from triggers.trend import Trend, time_to
from triggers.values import State
from triggers.way_down import Way
from triggers.wording import write_figure

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FIVE, QUARTER = 5, 15  # minutes
LONG = timedelta(hours=2)  # a rate of less than that says so
DOUBTS = {
    State.LATE: "late",
    State.DEAD: "long overdue",
    State.FEW: "of too few patients",
    State.QUERIED: "queried",
    State.UNKNOWN: "not known to the sender",
    State.KNOWN_GAP: "a known gap",
    State.CLOSED: "of before it closed",
}
PLAIN = frozenset({"%", "level", "points"})
WHOLE = frozenset({"level", "count"})
LESS = {"count": ("fewer", "more"), **dict.fromkeys(PLAIN, ("lower", "higher"))}


class Heading(NamedTuple):
    """Where a figure has been going. `after`: until it would be at the cut, at that rate."""

    per_hour: Decimal | None
    after: timedelta | None
    words: str


def name_of(metric: Metric) -> str:
    """A metric inside a sentence: "handover", but "G&A"."""
    name = metric.short
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def figure_words(value: Decimal, metric: Metric) -> str:
    """In all its places: "97.4 %", "level 3"."""
    level = "level " if metric.unit == "level" else ""
    return level + write_figure(value, metric.unit, places_of(value))


def now_words(move: Move, metric: Metric) -> str:
    """ "97.4 %"; where even two places do not tell it from the cut, on which side of it it is."""
    now = move.shown(metric)
    side = "" if now != move.cut or on_the_cut(move) else "just under " if move.rising else "just over "
    return side + figure_words(now, metric)


def on_the_cut(move: Move) -> bool:
    """Whether the figure is exactly on it, by its counts where it has them."""
    _, top, bottom = move.measure
    return move.distance == 0 if top is None or bottom is None else 100 * top == move.cut * bottom


def brief_words(move: Move, metric: Metric) -> str:
    """Where it must be, beside where it is now: "95 %"; "below 95 %" where the cut itself is not enough. Of what is
    whole, as a level is, the first that will do.
    """
    if move.on_cut or whole(move, metric):
        return figure_words(move.reached(metric), metric)
    return f"{'above' if move.rising else 'below'} {figure_words(move.cut, metric)}"


def goal_words(move: Move, metric: Metric) -> str:
    """ "95 % or below"; "below 95 %"."""
    brief, word = brief_words(move, metric), "above" if move.rising else "below"
    return f"{brief} or {word}" if move.on_cut or whole(move, metric) else brief


def whole(move: Move, metric: Metric) -> bool:
    """Whether the figure has no values between two whole ones."""
    return metric.unit in WHOLE and metric.places == 0 and move.cut == round(move.cut)


def acts_of(move: Move, catalogue: Catalogue, towards: Towards) -> tuple[str, ...]:
    """In what people act, each enough by itself. Nothing of a figure that came without its counts."""
    return tuple(pull.words for pull in pulls(move, catalogue, towards))


def far_words(move: Move, catalogue: Catalogue, towards: Towards) -> str:
    """What it takes: "12 patients discharged or 13 more beds open"; without counts the difference."""
    acts = acts_of(move, catalogue, towards)
    return " or ".join(acts) if acts else difference(move, catalogue.metrics[move.metric])


def difference(move: Move, metric: Metric) -> str:
    """ "7 min less", "3 fewer"; of percents and levels "2.4 lower"."""
    much, word = move.difference(metric), LESS.get(metric.unit, ("less", "more"))[move.rising]
    unit = "" if metric.unit in PLAIN else metric.unit
    return f"{write_figure(much, unit, places_of(much))} {word}"


def down_sentence(way: Way, catalogue: Catalogue, opening: str, hold: timedelta) -> str:
    """ "To reach OPEL 2: majors to 100 % or below (now 112 %: 7 fewer patients). Then OPEL 2 after 30 min."."""
    moves = joined([improved(move, catalogue) for move in way.moves])
    return f"{opening}: {moves}. Then OPEL {way.level} {held(hold)}."


def improved(move: Move, catalogue: Catalogue) -> str:
    """ "G&A to 95 % or below (now 97.4 %: 12 patients discharged or 13 more beds open)"."""
    metric = catalogue.metrics[move.metric]
    acts = far_words(move, catalogue, "calmer")
    doubt = "" if move.certain else f"; {doubt_words(move.state)}, so only once a fresh figure says so"
    return f"{name_of(metric)} to {goal_words(move, metric)} (now {now_words(move, metric)}: {acts}{doubt})"


def up_sentence(way: Way, catalogue: Catalogue, after: timedelta | None, hold: timedelta) -> str:
    """ "OPEL 4 if G&A rises above 98 % (now 97.4 %: 3 more patients). At the rate of the last hours in about 40 min."""
    moves = joined([worsened(move, catalogue) for move in way.moves])
    then = "" if not hold else f", {held(hold)}"
    rate = "" if after is None else f" At the rate of the last hours {about(after)}."
    return f"OPEL {way.level}{then} if {moves}.{rate}"


def worsened(move: Move, catalogue: Catalogue) -> str:
    """ "G&A rises above 98 % (now 97.4 %: 3 more patients)"."""
    metric = catalogue.metrics[move.metric]
    where = brief_words(move, metric)
    to = "to " if move.on_cut or whole(move, metric) else ""
    acts, doubt = far_words(move, catalogue, "worse"), "" if move.certain else f"; {doubt_words(move.state)}"
    verb = "rises" if move.rising else "falls"
    return f"{name_of(metric)} {verb} {to}{where} (now {now_words(move, metric)}: {acts}{doubt})"


def heading_of(move: Move, metric: Metric, trend: Trend | None) -> Heading:
    """Where the figure has been going, and when it would be at the cut."""
    if not move.certain:
        return Heading(
            None, None, f"where it is heading is not known: its figure is {doubt_words(move.state)}"
        )
    if trend is None:
        return Heading(None, None, "too few figures to say where it is heading")
    over = f" over the last {length(trend.over)}" if trend.over < LONG else ""
    rate = rate_words(trend.per_hour, metric)
    if rate is None:
        return Heading(trend.per_hour, None, f"steady{over}")
    verb, towards = "rising" if trend.per_hour > 0 else "falling", (trend.per_hour > 0) == move.rising
    after = time_to(move.distance, trend.per_hour, rising=move.rising)
    if not towards:
        return Heading(trend.per_hour, None, f"{verb} {rate}{over}: away from it")
    ahead = "more than 12 h away" if after is None else about(after)
    return Heading(trend.per_hour, after, f"{verb} {rate}{over}: at that rate {ahead}")


def rate_words(per_hour: Decimal, metric: Metric) -> str | None:
    """ "6 an hour", "4 min an hour". None: too slow to be written."""
    unit = "" if metric.unit == "%" else metric.unit
    rate = write_figure(abs(per_hour), unit, max(metric.places, 1))
    return None if rate == write_figure(Decimal(0), unit, 0) else f"{rate} an hour"


def about(after: timedelta) -> str:
    """ "in about 40 min", "in about 2 h 15 min": to five minutes, from an hour on to a quarter."""
    minutes = after / MINUTE
    if minutes < FIVE:
        return "within minutes"
    step = FIVE if after < HOUR else QUARTER
    return f"in about {length(timedelta(minutes=step * round(minutes / step)))}"


def length(time: timedelta) -> str:
    """ "45 min", "3 h", "2 h 15 min"."""
    hours, minutes = divmod(time // MINUTE, HOUR // MINUTE)
    return " ".join(
        [*([f"{hours} h"] if hours else []), *([f"{minutes} min"] if minutes or not hours else [])]
    )


def held(hold: timedelta) -> str:
    """When a level follows the figures."""
    return f"after {length(hold)}" if hold else "at once"


def doubt_words(state: State) -> str:
    """Why a figure is not to be relied on."""
    return DOUBTS.get(state, "not current")


def joined(phrases: Sequence[str]) -> str:
    """Phrases with brackets in them: "a, and b", "a, b, and c"."""
    return f"{', '.join(phrases[:-1])}, and {phrases[-1]}" if len(phrases) > 1 else listed(phrases)

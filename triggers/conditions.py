"""What a local trigger may ask, as read from its text: a closed list of kinds. Shapes only; judges nothing.

A kind is known by its key (`above`, `sum`, `silent` …). Each has an enter threshold, and a leave threshold that is
the enter threshold where none is given. All thresholds are decimals in the metric's own unit.
"""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from triggers.local_hours import Hours, LocalTime, weekdays_of
from triggers.text_fields import Closed, Day, Duration, Id, Number, parse_duration

Pattern = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.]*\*?$", max_length=80)]
Against = Literal["plan"]
As = Literal["difference", "percent"]


def _over(given: object) -> object:
    return given if given in {"day", "week"} else parse_duration(given)


Over = Annotated[Literal["day", "week"] | timedelta, BeforeValidator(_over)]
"""`day`: since midnight, `week`: since Monday 00:00, both of the returns (`hold.DAY_ZONE`), at which the counters
themselves begin again; a duration: up to now."""


class Above(Closed):
    """The figure is above a threshold; it leaves below `leave_below`.

    `against` plan: not the figure but its `as` difference from, or percentage above, what the plan expects.
    """

    above: Number
    metric: Id
    leave_below: Number | None = None
    against: Against | None = None
    as_: Annotated[As | None, Field(alias="as")] = None


class Below(Closed):
    """The figure is below a threshold; it leaves above `leave_above`. `against` as in Above."""

    below: Number
    metric: Id
    leave_above: Number | None = None
    against: Against | None = None
    as_: Annotated[As | None, Field(alias="as")] = None


class Between(Closed):
    """The figure is one of these two or between them; it leaves outside `leave_outside`."""

    between: tuple[Number, Number]
    metric: Id
    leave_outside: tuple[Number, Number] | None = None


class Changed(Closed):
    """The figure has moved `by` so much or more from one that stood `within` this time; it leaves below `leave_by`."""

    changed: Id
    by: Number
    within: Duration
    way: Literal["up", "down", "either"] = "either"
    leave_by: Number | None = None


class Sum(Closed):
    """What a counter that begins again at midnight has counted `over` a time, above or below a threshold."""

    sum: Id
    over: Over
    above: Number | None = None
    leave_below: Number | None = None
    below: Number | None = None
    leave_above: Number | None = None


class Silent(Closed):
    """Nothing that matches has come for `longer_than` ("ed.*": all that begins with "ed.").

    Counted from the last figure, whenever that was observed; of figures due at set times from the time that was missed.
    """

    silent: Pattern
    longer_than: Duration


class When(Closed):
    """Local hours of the room, or single times.

    `from` until (not including) `until`: the hours come and go. `times`: the figures in force at that minute decide;
    the minute's passing ends nothing, and the dwell runs on from it.
    """

    days: Annotated[tuple[Day, ...], Field(min_length=1)] = ("every_day",)
    times: tuple[LocalTime, ...] = ()
    from_: Annotated[LocalTime | None, Field(alias="from")] = None
    until: LocalTime | None = None

    @property
    def hours(self) -> tuple[Hours, ...]:
        """As hours, single times as one minute each."""
        weekdays = weekdays_of(self.days)
        if self.from_ is not None and self.until is not None:
            return (Hours(self.from_, self.until, weekdays),)
        return tuple(Hours(at, None, weekdays) for at in self.times)


class On(Closed):
    """The time of day and week at which the rest is asked."""

    on: When


class All(Closed):
    """Every one of these."""

    all: "tuple[Condition, ...]"


class Any(Closed):
    """At least one of these."""

    any: "tuple[Condition, ...]"


class Not(Closed):
    """The opposite: enter and leave change places, so that it does not flap either."""

    not_: "Annotated[Condition, Field(alias='not')]"


KINDS = {
    "sum": Sum,
    "silent": Silent,
    "changed": Changed,
    "between": Between,
    "all": All,
    "any": Any,
    "not": Not,
    "on": On,
    "above": Above,
    "below": Below,
}


def _kind(given: object) -> str | None:
    if isinstance(given, dict):
        return next((_tag(key) for key in KINDS if key in given), None)
    return next((_tag(key) for key, shape in KINDS.items() if isinstance(given, shape)), None)


def _tag(key: str) -> str:
    return f"kind:{key}"  # never a key of the text, so that problems are found at their lines


Condition = Annotated[
    Annotated[Sum, Tag("kind:sum")]
    | Annotated[Silent, Tag("kind:silent")]
    | Annotated[Changed, Tag("kind:changed")]
    | Annotated[Between, Tag("kind:between")]
    | Annotated[All, Tag("kind:all")]
    | Annotated[Any, Tag("kind:any")]
    | Annotated[Not, Tag("kind:not")]
    | Annotated[On, Tag("kind:on")]
    | Annotated[Above, Tag("kind:above")]
    | Annotated[Below, Tag("kind:below")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message=f"must be a condition with one of these: {', '.join(sorted(KINDS))}",
    ),
]
for _shape in (All, Any, Not):
    _shape.model_rebuild()

"""How long everybody was at each level, in whole seconds, by stretches of local days. Shapes only."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.past import From, Lasting
from app.messages.picture import Wire

By = Literal["day", "week", "month"]
Seconds = Annotated[int, Field(ge=0)]


class Bucket(Lasting):
    """A stretch of local days: `from` and `to` are its first and last. `seconds`: how long it was, so far as it has
    been; a day on which clocks change has 23 or 25 hours.
    """

    from_: From
    to: str
    seconds: Seconds


class AtLevels(Wire):
    """How long in a bucket: at each level; with not enough figures (`unstated`); without any level (`none`), as before
    the first one, and where it is not assessed. They add up to the bucket.
    """

    one: Seconds
    two: Seconds
    three: Seconds
    four: Seconds
    unstated: Seconds
    none: Seconds


class HoursRow(Wire):
    """One unit or body, over every bucket."""

    code: str
    name: str
    short: str
    scope: Literal["unit", "pillar", "place", "system"]
    place: str | None  # where a unit or pillar is shown; null: across the system
    hours: tuple[AtLevels, ...]


class HoursOut(Lasting):
    """Every unit and body, each place before its own. `first_at`: the first entry that is kept; before it nothing is
    known. `seq`: everything up to here is in it.
    """

    stream: str
    timezone: str
    seq: int
    now: str
    first_at: str | None
    by: By
    buckets: tuple[Bucket, ...]
    rows: tuple[HoursRow, ...]

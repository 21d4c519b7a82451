"""A unit's whole present state: the writer's memory, the snapshot's entry and the frame's, one text.

Decimals travel as strings, times as UTC `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`. Decides nothing.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from triggers.values import Doubt, State

ScoreKind = Literal["points", "percent_of_available"]


class Wire(BaseModel):
    """Base of everything on the wire: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureOut(Wire):
    """A figure; the counts behind it where it was derived from them."""

    value: str
    numerator: str | None = None
    denominator: str | None = None


class HeldOut(Wire):
    """What is held of one metric. `scores` null: never known. `latest` is given where doubted."""

    scores: MeasureOut | None
    scores_at: str | None
    latest_at: str
    source: str
    doubt: Doubt | None = None
    latest: MeasureOut | None = None
    was: str | None = None  # the value before this one, for the direction of travel
    confirmations: int = 0  # "no change" in a row since the last number
    confirmed_since: str | None = None
    state: State | None = None  # of a unit without a pack: how current it is, where figures are expected
    due_at: str | None = None
    late_at: str | None = None


class ParameterOut(Wire):
    """One parameter as assessed. Its figure is `held[metric]`; in a roll-up it is a child unit."""

    id: str
    metric: str
    value: str | None
    observed_at: str | None
    state: State
    points: str
    max_points: str
    least: str
    most: str
    due_at: str | None
    late_at: str | None


class SettlingOut(Wire):
    """The settling memory (see triggers.values.Settled)."""

    at_least: tuple[str | None, str | None, str | None]
    at_most: tuple[str | None, str | None, str | None]
    evidenced: dict[str, str]
    next_change_at: str | None = None


class TriggerOut(Wire):
    """A local trigger that fires, or cannot be judged now: for want of figures (`unseen`), or `failed` says why.

    `says`: a sentence with its figures.
    """

    id: str
    title: str
    phase: Literal["idle", "pending", "firing", "clearing"]
    since: str | None
    severity: Literal["inform", "act", "urgent"]
    audience: tuple[str, ...]
    says: str
    provenance: str
    fires: bool
    unseen: tuple[str, ...]
    failed: str | None


class ServiceOut(Wire):
    """A unit's service now. `status`: what somebody has said of it, with `reason` and `until`; "open" where nobody has.

    `shut`: closed by its status or outside its hours: nothing of it is due. `changes_at`: when it then opens, or is
    next shut; null: not within a fortnight. `reason` is null for those who see levels only.
    """

    status: Literal["open", "limited", "closed_to_ambulances", "closed"]
    reason: str | None
    until: str | None
    shut: bool
    changes_at: str | None


class PictureOut(Wire):
    """One unit or body. `assessed` false: no pack is assigned to it ("not assessed", never level 1).

    `level` is the settled level even while `stated` is false; a board then shows "?" and
    "not enough figures: FLOOR to CEILING". `scope` "unit" is a reporting unit; "place" and "system" are
    roll-ups of the acute pillar, whose parameters are their children and which name the `worst` of them.
    """

    unit: str
    v: int
    scope: Literal["unit", "pillar", "place", "system"]
    assessed: bool
    level: int | None
    stated: bool
    since: str | None
    previous: int | None
    floor: int
    ceiling: int
    reachable: int | None
    score: str
    available: str
    floor_score: str
    ceiling_score: str
    bounds_available: str
    score_kind: ScoreKind | None
    bands: (
        tuple[str, str, str] | None
    )  # upper bounds (inclusive) of levels 1, 2, 3, in the scale of score_kind
    pack: str | None
    pack_version: int | None
    pack_sha: str | None
    reads: str | None  # "measured" | "declared" (somebody's word on a scale of its own) | "rollup"
    provenance: str | None  # "official" | "published" | "reconstructed" | "unverified"
    worst: str | None
    worst_level: int | None  # of the worst unit below; of a system that is followed, of the worst unit in it
    parameters: tuple[ParameterOut, ...]
    triggers: tuple[TriggerOut, ...] = ()
    service: ServiceOut | None = None  # null: always open, with nothing to say of it
    held: dict[str, HeldOut]
    settling: SettlingOut
    assessed_at: str | None
    next_change_at: str | None
    config_sha: str
    figures: int  # the seq of the newest figures: what a "no change" must have seen

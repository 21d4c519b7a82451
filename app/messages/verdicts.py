"""What the sender of readings is told: a verdict for each, and counts of them. Shapes only."""

from typing import Literal

from app.messages.picture import Wire

Became = Literal["accepted", "duplicate", "superseded", "queried", "refused"]


class VerdictOut(Wire):
    """What became of one reading. `index`: its place in what was sent; `message`: what to do, in words."""

    index: int
    organisation: str | None
    metric: str | None
    verdict: Became
    code: str
    message: str


class VerdictsOut(Wire):
    """`seq`: by stream, where in its journal the readings are."""

    counts: dict[Became, int]
    refused: int
    seq: dict[str, int]
    verdicts: tuple[VerdictOut, ...]

"""Whether a reading's time can be right, judged by the service clock. Pure."""

from datetime import UTC, datetime, timedelta

from app.ingest.submission import Item, Refused

AHEAD = timedelta(minutes=5)
"""Clocks differ this much; a reading further ahead would win for hours."""
BACK = timedelta(days=35)


def time_refusal(item: Item, now: datetime) -> Refused | None:
    """Why a reading's time is refused, or None."""
    reading = item.reading
    if reading.observed_at > now + AHEAD:
        minutes = int((reading.observed_at - now).total_seconds() // 60)
        clock = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        message = (
            f"observed_at is {minutes} min ahead of the service's clock ({clock}). Check the sender's clock."
        )
        return refused(item, "ahead_of_clock", message)
    if reading.observed_at < now - BACK:
        message = "observed_at is more than 35 days ago. Older figures go in by backfill: ask the coordination centre."
        return refused(item, "too_old", message)
    return None


def refused(item: Item, code: str, message: str) -> Refused:
    """The refusal of an item for its time."""
    reading = item.reading
    sent = reading.observed_at.isoformat()
    return Refused(
        item.index, reading.organisation, reading.metric, code, "observed_at", message, sent, len(sent)
    )

"""Screens well-formed readings before they reach a writer: known unit, known metric, possible value. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC
from functools import cache
from typing import NamedTuple

from app.ingest.nhs_number import has_nhs_number
from app.ingest.submission import Item, Refused
from app.ingest.wire import PATIENT, ReadingIn, keepable, plain_code
from triggers.catalogue import Catalogue
from triggers.check_value import Refusal, check_value
from triggers.values import Measure, Reading


class Screened(NamedTuple):
    """What goes to which stream, and what goes nowhere."""

    items: Mapping[str, tuple[Item, ...]]
    refused: tuple[Refused, ...]


def screen(
    readings: Iterable[tuple[int, ReadingIn]],
    streams_for: Callable[[str], Sequence[str]],
    catalogue: Catalogue,
) -> Screened:
    """`streams_for(organisation)`: the streams in which the sender may write about it; none for another's unit
    and for an unknown one alike.
    """
    items: dict[str, list[Item]] = {}
    streams_for = cache(streams_for)
    refused: list[Refused] = []
    for index, sent in readings:
        wrong = refusal_of(index, sent, streams_for, catalogue)
        if wrong is not None:
            refused.append(wrong)
            continue
        measure = None if sent.value == "unknown" else Measure(sent.value)
        observed_at = sent.observed_at.astimezone(UTC)
        item = Item(index, Reading(sent.organisation, sent.metric, measure, observed_at, sent.source))
        for stream in streams_for(sent.organisation):
            items.setdefault(stream, []).append(item)
    return Screened({stream: tuple(found) for stream, found in items.items()}, tuple(refused))


def refusal_of(
    index: int, sent: ReadingIn, streams_for: Callable[[str], Sequence[str]], catalogue: Catalogue
) -> Refused | None:
    """Why a reading is refused whatever is held, or None."""
    if not streams_for(sent.organisation):
        return refuse(index, sent, Refusal("not_yours", "organisation", NOT_YOURS.format(sent.organisation)))
    metric = catalogue.metrics.get(sent.metric)
    if metric is None:
        return refuse(index, sent, Refusal("unknown_metric", "metric", UNKNOWN_METRIC.format(sent.metric)))
    value = None if sent.value == "unknown" else sent.value
    wrong = check_value(metric, value, sent.unit)
    return None if wrong is None else refuse(index, sent, wrong)


def refuse(index: int, sent: ReadingIn, wrong: Refusal) -> Refused:
    """The refusal, keeping of what was sent only what could not identify a patient."""
    organisation, metric = plain_code(sent.organisation), plain_code(sent.metric)
    kept, length = keepable(getattr(sent, wrong.field))
    if any(has_nhs_number(str(given)) for given in (sent.organisation, sent.metric, sent.unit, sent.value)):
        return Refused(index, organisation, metric, "patient_identifier", wrong.field, PATIENT, None, length)
    return Refused(index, organisation, metric, wrong.code, wrong.field, wrong.message, kept, length)


NOT_YOURS = (
    "{} is not an organisation this key may write for. Check the code, or ask the coordination centre."
)
UNKNOWN_METRIC = "{} is not a metric. GET /api/v1/metrics-catalogue lists those that are."

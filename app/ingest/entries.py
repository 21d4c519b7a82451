"""A submission's entries in the journal. Pure; bodies hold ids, counts and digests, never figures or words."""

from collections.abc import Callable
from hashlib import sha256

import orjson

from app.ingest.record import Recorded
from app.journal.chain import Draft, Json, plain
from triggers.compile import CompiledPack, CompiledRollup

Body = dict[str, Json]
PackOf = Callable[[str], CompiledPack | CompiledRollup | None]


def readings_draft(by: str, recorded: Recorded) -> Draft:
    """The entry of a submission: who, how many of which unit, and a digest of the figures themselves."""
    counts: dict[str, int] = {}
    figures = []
    for _, reading, verdict, _ in recorded.kept:
        organisation, metric, measure, observed_at, source, _ = reading
        counts[organisation] = counts.get(organisation, 0) + 1
        value = None if measure is None else plain(measure.value)
        figures.append((organisation, metric, observed_at, source, value, verdict))
    digest = sha256(orjson.dumps(figures, option=orjson.OPT_UTC_Z))
    unit = next(iter(counts)) if len(counts) == 1 else None
    body: Body = {
        "by": by,
        "units": counts,
        "refused": len(recorded.refused),
        "readings_sha": digest.hexdigest(),
    }
    return Draft("readings", unit, body, by)


def revised_drafts(by: str, recorded: Recorded, packs: PackOf) -> list[Draft]:
    """One entry for each figure its pack looks at: the first time at which something else was believed."""
    drafts, told = [], set[tuple[str, str]]()
    for reading, seen in sorted(recorded.late, key=lambda late: late[0].observed_at):
        pack, figure = packs(reading.organisation), (reading.organisation, reading.metric)
        looks = isinstance(pack, CompiledPack) and any(p.metric == reading.metric for p in pack.parameters)
        if looks and reading.measure != seen.before and figure not in told:
            told.add(figure)
            body: Body = {
                "unit": reading.organisation,
                "metric": reading.metric,
                "effective_at": reading.observed_at,
            }
            drafts.append(Draft("past_revised", reading.organisation, body, by))
    return drafts

"""An account of a change as it is sent. Pure; works nothing out."""

from typing import Any

from app.board.past.found import Found
from app.board.past.replay import Judged
from app.board.past.sentence import Account, sentence_of, sentence_of_body
from app.clock import wire_time
from app.journal.chain import plain
from app.messages.past import Why, WhyParameter
from app.messages.picture import MeasureOut
from triggers.values import Measure, ParameterAssessment


def why_of_unit(found: Found, account: Account) -> Why:
    """A unit's change. No parameters where its figures are not all held any more."""
    return Why(
        **in_the_journal(found, account),
        sentence=sentence_of(account._replace(earlier=comparable(account))),
        parameters=parameters_of(account.now, account.earlier),
    )


def why_of_body(found: Found, account: Account) -> Why:
    """A place's or system's change."""
    return Why(**in_the_journal(found, account), sentence=sentence_of_body(account), parameters=())


def in_the_journal(found: Found, account: Account) -> dict[str, Any]:
    """What the entry itself says."""
    told, before, said = account.told, account.before, account.told.said
    return {
        "organisation": found.code,
        "stream": found.stream,
        "mode": found.head.mode,
        "timezone": found.system.timezone,
        "seq": told.seq,
        "at": wire_time(told.effective_at),
        "level": told.now,
        "was": told.was,
        "previous_at": None if before is None else wire_time(before.effective_at),
        "floor": said.floor,
        "ceiling": said.ceiling,
        "score": plain(said.score),
        "available": plain(said.available),
        "because": said.because,
        "pack": said.pack,
        "pack_version": said.pack_version,
        "pack_switched": said.pack_switched,
        "provenance": said.provenance,
    }


def comparable(account: Account) -> Judged | None:
    """The assessment before, where it was made by the same pack: points of two packs are not of one scale."""
    now, earlier = account.now, account.earlier
    if now is None or earlier is None or now.judging.pack.sha != earlier.judging.pack.sha:
        return None
    return earlier


def parameters_of(now: Judged | None, earlier: Judged | None) -> tuple[WhyParameter, ...]:
    """Each parameter at the moment, and its figure when the level before was reached."""
    if now is None:
        return ()
    before = {} if earlier is None else {p.metric: p for p in earlier.assessment.parameters}
    same = earlier is not None and earlier.judging.pack.sha == now.judging.pack.sha
    return tuple(parameter_of(p, now, before.get(p.metric), same=same) for p in now.assessment.parameters)


def parameter_of(
    given: ParameterAssessment, judged: Judged, before: ParameterAssessment | None, *, same: bool
) -> WhyParameter:
    """One parameter. The source is that of the newest figure; where that one is doubted another scores."""
    held = judged.held.get(given.metric)
    was = before.measure if before is not None else None
    return WhyParameter(
        id=given.id,
        metric=given.metric,
        figure=figure_of(given.measure),
        observed_at=None if given.observed_at is None else wire_time(given.observed_at),
        source=held.source if held is not None and held.doubt is None else None,
        state=given.state,
        points=plain(given.points),
        max_points=plain(given.max_points),
        was=None if was is None else plain(was.value),
        was_points=plain(before.points) if same and before is not None else None,
    )


def figure_of(measure: Measure | None) -> MeasureOut | None:
    """A figure with its counts where it has them."""
    if measure is None:
        return None
    counts = measure.numerator, measure.denominator
    numerator, denominator = (None if count is None else plain(count) for count in counts)
    return MeasureOut(value=plain(measure.value), numerator=numerator, denominator=denominator)

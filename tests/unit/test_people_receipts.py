"""What carriers said of pages comes to the same, however it was put together in batches."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.deeds import AddShifts, Declare, NewShift, Receipt
from actions.matters import Alert, Person
from actions.perform import Doer
from app.decided import StreamState
from app.desk import people_due
from app.ingest.submission import Act, CarrierSaid, Submission
from tests.unit.streams import BEGINS, entries, played, stream

SEATS = ("room_lead@QHG", "director@QHG", "deputy@QHG", "executive@QHG", "executive@RD8")
PEOPLE = {f"user:{n}": Person(id=f"user:{n}", name=f"Person {n}") for n in range(len(SEATS))}
DOER = Doer(PEOPLE["user:0"], "room_lead", PEOPLE)
LAST = BEGINS + timedelta(hours=8)
STATES = ("handed_over", "delivered", "failed", "not_sent")


def called() -> StreamState:
    """A declared 4 has called three people by voice and text; others sit where the next steps lead."""
    shifts = tuple(
        NewShift(seat=seat, person=person, starts_at=BEGINS, ends_at=LAST)
        for seat, person in zip(SEATS, PEOPLE, strict=True)
    )
    deeds = AddShifts(shifts=shifts), Declare(unit="RD8-MKH", level=4, reason="No beds", until=LAST)
    return played(stream(), [(BEGINS, [Act(DOER.person.id, deed, DOER) for deed in deeds])])[-1].state


CALLED = called()
ALERT = next(one for one in CALLED.people.matters.values() if isinstance(one, Alert))
said = st.builds(
    lambda n, state: CarrierSaid(
        Receipt(matter=ALERT.id, n=n, state=state, evidence="so it said", at=BEGINS)
    ),
    st.integers(1, len(ALERT.pages) + 4),
    st.sampled_from(STATES),
)
lost = [
    CarrierSaid(Receipt(matter=ALERT.id, n=page.n, state="failed", evidence="engaged", at=BEGINS))
    for page in ALERT.pages
]


@settings(deadline=None)
@given(st.lists(said, max_size=12), st.lists(st.integers(0, 20), max_size=6), st.booleans())
def test_receipts_come_to_the_same_however_they_are_batched(
    heard: list[CarrierSaid],
    cuts: list[int],
    all_lost: bool,  # noqa: FBT001 - drawn
) -> None:
    at = BEGINS + timedelta(minutes=1)
    told: list[Submission] = [*(lost if all_lost else []), *heard]
    edges = sorted({0, *(cut % (len(told) + 1) for cut in cuts), len(told)})
    whole = played(CALLED, [(at, told)])
    parts = played(CALLED, [(at, told[a:b]) for a, b in pairwise(edges)] or [(at, told)])
    assert entries(parts) == entries(whole)
    people = parts[-1].state.people
    assert people.due == whole[-1].state.people.due == people_due(people.house, people.matters.values(), at)
    assert dict(parts[-1].state.people.matters).keys() == dict(whole[-1].state.people.matters).keys()


def test_when_every_page_of_a_step_has_failed_those_of_the_next_go_out_with_the_last_receipt() -> None:
    decision = played(CALLED, [(BEGINS + timedelta(minutes=1), lost)])[-1]
    after = decision.state.people.matters[ALERT.id]
    assert isinstance(after, Alert)
    assert (ALERT.step, after.step > ALERT.step) == (1, True)
    assert len(decision.sent) == len(ALERT.pages)

"""Whatever people do, and whatever a policy says: nothing raises, time always passes, every entry is in order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from actions.deeds import Deed
from actions.house import PolicyInForce
from actions.matters import AnyMatter
from actions.policy_text import Policy
from actions.refusal import Refusal
from tests.examples import tried
from tests.unit.evenings import evening
from tests.unit.rooms import MKUH, MORNING, NIGHT, PEOPLE, Room, house
from tests.unit.walks import EVERYTHING, SEATS, WHO, Step, sound, takes, walks

DEED: TypeAdapter[Deed] = TypeAdapter(Deed)
KINDS = [kind.model_fields["do"].default for kind in get_args(get_args(Deed)[0])]
UNITS = (MKUH, "QHG", "MKCC", "RX9", "Y61", "MK")
MOMENTS = (
    datetime.min.replace(tzinfo=MORNING.tzinfo),
    datetime.max.replace(tzinfo=MORNING.tzinfo),
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+12:00",
)
Made = dict[str, Any]


def moment(room: Room, n: int) -> object:
    """A time near now, or at the ends of time."""
    return MOMENTS[n % 4] if n % 7 == 0 else room.at + timedelta(minutes=(n % 60 - 10) * 30)


def matter(room: Room, n: int) -> tuple[str, int]:
    """The id of a matter and what was seen of it: now, before, or of one that never was."""
    found = list(room.newest.values())
    if not found or n % 11 == 0:
        return f"card-{n}", n
    one = found[n % len(found)]
    return one.id, one.v - n % 3


def made(room: Room, kind: str, n: int, m: int) -> Made:
    """A deed of a kind, well formed and otherwise anything."""
    seats = (*SEATS, "director@X99")
    unit, seat, when = UNITS[n % len(UNITS)], seats[m % len(seats)], moment(room, m)
    key, seen = matter(room, n)
    person = [*PEOPLE, "p-stranger"][n % (len(PEOPLE) + 1)]
    of = {"matter": key, "seen": seen}
    shift = {"seat": seat, "person": person, "starts_at": moment(room, n), "ends_at": when}
    makers: dict[str, Callable[[], Made]] = {
        "declare": lambda: {"unit": unit, "level": n % 4 + 1, "reason": "x", "until": when},
        "agree_declaration": lambda: of,
        "withdraw_declaration": lambda: {**of, "reason": "x"},
        "extend_declaration": lambda: {**of, "until": when, "reason": "x" if n % 2 else None},
        "add_shifts": lambda: {"shifts": [shift, {**shift, "seat": seats[n % len(seats)]}]},
        "end_shift": lambda: of,
        "take_over": lambda: {"seat": seat, "until": None if n % 3 else when},
        "answer_alert": lambda: {
            "matter": key,
            "said": ("have", "pass_on", "met")[m % 3],
            "commitment": "x" if n % 2 else None,
            "until": when if m % 2 else None,
        },
        "move_card": lambda: {
            **of,
            "move": ("accept", "note", "done", "not_applicable", "cannot", "hand_on", "reopen")[m % 7],
            "text": "x" if n % 2 else None,
            "seat": seat if n % 3 else None,
        },
        "write_handover": lambda: {**of, "section": "asks", "text": "x" * (m % 2)},
        "plan_handover": lambda: {
            **of,
            "n": None if n % 2 else m % 3,
            "condition": "x",
            "by": when,
            "who": "x",
            "what": "x" * (n % 3),
        },
        "sign_handover": lambda: {**of, "seat": seat},
        "accept_handover": lambda: {"matter": key, "read_back": ["x"], "seq": seen},
        "tell_partners": lambda: {"unit": unit, "seats": [seat], "text": ""},
        "see_notice": lambda: {"matter": key},
    }
    return {"do": kind, **makers[kind]()}


@tried(20)
@given(walks((*EVERYTHING, *KINDS), 30), st.sampled_from([evening, Room]))
def test_any_deeds_in_any_order_are_done_or_refused_and_never_break(
    walk: list[Step], begins: Callable[[], Room]
) -> None:
    room = begins()
    for step in walk:
        kind, n, m = step
        if kind not in KINDS:
            takes(room, step)
            continue
        before = room.seq
        refused = room.does(DEED.validate_python(made(room, kind, n, m)), WHO[m % len(WHO)])
        assert all(isinstance(one, Refusal) and one.code and one.message for one in refused)
        assert room.seq == before or not refused or refused[0].code == "stale_pack"
        sound(room)
    room.passes(12 * 60)
    sound(room)


def test_every_kind_of_deed_can_be_made_here() -> None:
    room = Room()
    assert [made(room, kind, 5, 5)["do"] for kind in KINDS] == KINDS


# --- any policy ---


SHORT = st.sampled_from(["0m", "1m", "5m", "30m"])
REFS = st.sampled_from(
    [
        "holder",
        "declarer",
        "system.director",
        "system.deputy",
        "unit.executive",
        "unit.on_call",
        "region.on_call",
    ]
)
ONLY = st.one_of(
    st.none(),
    st.just({"readings": 2, "or_after": "15m"}),
    st.just({"last_known_at_least": 3}),
    st.just({"between": {"from": "20:00", "until": "08:00"}}),
)
STEPS = st.fixed_dictionaries(
    {
        "to": st.lists(REFS, min_size=1, max_size=3),
        "by": st.lists(
            st.sampled_from(["sms", "voice", "email", "human"]), min_size=1, max_size=3, unique=True
        ),
        "wait": SHORT,
        "only": ONLY,
    }
)
CAUSES = [
    {"cause": "calculated", "at": "unit", "level": 4},
    {"cause": "calculated", "at": "unit", "level": 3, "for": "30m"},
    {"cause": "calculated", "at": "system", "level": 3},
    {"cause": "declared", "level": 3},
    {"cause": "declaration_lapsing", "before": "30m"},
    {"cause": "declaration_lapsing", "before": "9h"},
    {"cause": "declaration_differs", "by": 1},
    {"cause": "declaration_differs", "by": 2, "for": "15m", "declared": "below"},
    {"cause": "sight_lost", "source": "feed"},
    {"cause": "sight_lost", "source": "manual"},
    {"cause": "card_overdue", "level": 2},
    {"cause": "handover_unaccepted"},
]
RULES = st.lists(
    st.fixed_dictionaries(
        {
            "on": st.sampled_from(CAUSES),
            "steps": st.lists(STEPS, min_size=1, max_size=4),
            "repeat": st.integers(0, 3),
            "night": st.booleans(),
            "all_clear": st.booleans(),
        }
    ),
    min_size=1,
    max_size=5,
)
HEAD = {
    "policy": "any",
    "version": 1,
    "title": "Any",
    "provenance": "example",
    "quiet": {"from": "22:00", "until": "07:00"},
    "all_clear_anyway": "2h",
    "again_after": "60m",
    "lapse_after": "30m",
}


@tried(20)
@given(RULES, walks(EVERYTHING, 12))
def test_under_any_policy_time_passes_and_every_alert_comes_to_its_end(
    rules: list[Made], walk: list[Step]
) -> None:
    named = [{"id": f"rule{n}", **rule} for n, rule in enumerate(rules)]
    policy = Policy.model_validate({**HEAD, "rules": named})
    room = Room(NIGHT)
    room.house = house()._replace(policy=PolicyInForce(policy, ""))
    for step in walk:
        takes(room, step)
        sound(room)
    answered = {
        a.id for a in room.newest.values() if a.kind == "alert" and a.state == "held" and a.due_at is None
    }
    room.passes(2 * 24 * 60)
    for alert in room.newest.values():
        old = (
            alert.kind == "alert"
            and alert.closed_at is None
            and room.at - alert.opened_at > timedelta(days=1)
        )
        assert not old or alert.id in answered or ended(alert), alert.log[-3:]


def ended(alert: AnyMatter) -> bool:
    return alert.kind == "alert" and alert.state == "exhausted"

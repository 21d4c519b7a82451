"""What each role may do, and that nobody reaches beyond what was granted."""

from hypothesis import given
from hypothesis import strategies as st

from app.access.actions import ACTS, Action, Role
from app.access.may import covers, disclosure, leading_role, may, streams_for_unit
from app.access.principal import ANY_UNIT, Grant, Principal

STREAMS = ("QHG", "QK1")
UNITS = ("RD8-MKH", "RC9-BED", "RC9-LDH")
ROOM = {Role.DIRECTOR, Role.ROOM_LEAD, Role.OPERATOR, Role.VIEWER}
WRITES = (Action.POST_READINGS, Action.RECORD_BY_PHONE)

grants = st.builds(Grant, st.sampled_from((ANY_UNIT, *UNITS)), st.sampled_from(list(Role)))
principals = st.builds(
    lambda roles: Principal("user:1", "Somebody", "user", roles),
    st.dictionaries(st.sampled_from(STREAMS), st.lists(grants, max_size=4).map(tuple)),
)


def holding(role: Role, unit: str = ANY_UNIT) -> Principal:
    return Principal("user:1", "Somebody", "user", {"QHG": (Grant(unit, role),)})


def roles_that_may(action: Action) -> set[Role]:
    return {role for role in Role if may(holding(role), action, "QHG", "RD8-MKH")}


def test_each_action_belongs_to_the_roles_of_the_contract() -> None:
    assert {action: roles_that_may(action) for action in Action} == {
        Action.SEE_SYSTEMS: set(Role),
        Action.SEE_CATALOGUE: set(Role),
        Action.SEE_BOARD: ROOM,
        Action.SEE_LEVELS: {Role.PROVIDER},
        Action.POST_READINGS: {Role.PROVIDER, Role.SIMULATOR},
        Action.RECORD_BY_PHONE: {Role.ROOM_LEAD, Role.DIRECTOR},
        Action.READ_HELD: ROOM | {Role.PROVIDER, Role.SIMULATOR},
        Action.READ_REFUSED: ROOM,
        Action.READ_OWN_REFUSED: {Role.PROVIDER, Role.SIMULATOR, Role.ROOM_LEAD, Role.DIRECTOR},
        Action.READ_CLOCK: set(Role),
        Action.SET_CLOCK: {Role.OPERATOR, Role.SIMULATOR},
        Action.SEE_MATTERS: ROOM,
        Action.SEE_OWN_MATTERS: {Role.PROVIDER},
        Action.HAND_OVER: {Role.ROOM_LEAD, Role.DIRECTOR},
        Action.CONFIGURE: {Role.ROOM_LEAD, Role.DIRECTOR},
        **{action: {Role.ROOM_LEAD, Role.DIRECTOR, Role.PROVIDER} for action in ACTS},
    }


def test_a_provider_sees_levels_and_the_room_sees_everything() -> None:
    shown = {role: disclosure(holding(role, "RD8-MKH"), "QHG") for role in Role}
    assert shown == {
        Role.DIRECTOR: "all",
        Role.ROOM_LEAD: "all",
        Role.OPERATOR: "all",
        Role.VIEWER: "all",
        Role.PROVIDER: "level",
        Role.SIMULATOR: None,
    }


def test_the_strongest_of_several_roles_is_the_one_that_is_shown() -> None:
    both = Principal("user:1", "B", "user", {"QHG": (Grant("*", Role.VIEWER), Grant("*", Role.ROOM_LEAD))})
    assert leading_role(both, "QHG") is Role.ROOM_LEAD
    assert leading_role(both, "QK1") is None


@given(principals, st.sampled_from(STREAMS), st.sampled_from(UNITS), st.sampled_from(WRITES))
def test_nobody_writes_to_a_unit_without_a_grant_on_it(
    principal: Principal, stream: str, unit: str, action: Action
) -> None:
    if may(principal, action, stream, unit):
        assert any(covers(grant, unit) for grant in principal.roles.get(stream, ()))


@given(principals, st.sampled_from(list(Action)), st.sampled_from(UNITS))
def test_nothing_is_allowed_in_a_stream_without_a_grant(
    principal: Principal, action: Action, unit: str
) -> None:
    assert not may(principal, action, "OTHER", unit)
    assert disclosure(principal, "OTHER") is None


@given(principals, st.sampled_from(list(Action)), st.sampled_from(STREAMS))
def test_the_star_is_a_grant_and_never_a_unit(principal: Principal, action: Action, stream: str) -> None:
    if may(principal, action, stream, ANY_UNIT):
        assert may(principal, action, stream, None)


@given(principals, grants, st.sampled_from(STREAMS), st.sampled_from(list(Action)), st.sampled_from(UNITS))
def test_a_further_grant_never_takes_anything_away(
    principal: Principal, grant: Grant, stream: str, action: Action, unit: str
) -> None:
    more = principal._replace(roles={**principal.roles, stream: (*principal.roles.get(stream, ()), grant)})
    assert may(principal, action, stream, unit) <= may(more, action, stream, unit)


@given(principals, st.sampled_from(UNITS))
def test_the_streams_of_a_unit_are_those_where_it_may_be_written(principal: Principal, unit: str) -> None:
    expected = tuple(s for s in STREAMS if any(may(principal, action, s, unit) for action in WRITES))
    assert streams_for_unit(principal, unit, WRITES) == expected

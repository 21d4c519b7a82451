"""Accounts, sessions and keys on a real database, in the role that serves requests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from argon2 import PasswordHasher

from app.access import store
from app.access.actions import Action, Role
from app.access.door import Door
from app.access.enrol import Person, Wanted, add_key, add_user, close_user, grant_role, revoke_key
from app.access.key_cache import SECONDS_KEPT
from app.access.keys import principal_of_key
from app.access.may import may
from app.access.sign_in import SignedIn, SignInFailed, TooManyAttempts, session_of, sign_in, sign_out
from app.access.tokens import digest
from app.db.engine import as_owner
from tests.people import add_system

EMAIL, PASSWORD = "lead@example.org", "correct horse battery"
NOW = datetime(2026, 1, 12, 6, tzinfo=UTC)


class Clocks:
    """Real and steady time, moved by the test."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.passed)

    def steady(self) -> float:
        return self.passed


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
async def owner(database: str) -> AsyncIterator[asyncpg.Connection]:
    async with as_owner(database) as connection:
        await add_system(connection)
        await add_user(connection, Person(EMAIL, "Ada Lead", PASSWORD), lead_of("QHG"), NOW)
        yield connection


@pytest.fixture
async def door(
    database: str,
    owner: asyncpg.Connection,  # noqa: ARG001 - the system and the account come first
    clocks: Clocks,
) -> AsyncIterator[Door]:
    role = {"role": "surgeline_app"}
    async with asyncpg.create_pool(database, min_size=1, max_size=3, server_settings=role) as pool:
        yield Door(pool.acquire, timedelta(hours=12), clocks.now, clocks.steady)


def lead_of(system: str) -> Wanted:
    return Wanted(system, ("*",), Role.ROOM_LEAD)


async def enter(door: Door, password: str = PASSWORD, email: str = EMAIL) -> SignedIn:
    return await sign_in(door, email, password, address="10.0.0.1")


async def test_a_password_is_kept_as_argon2id(owner: asyncpg.Connection) -> None:
    kept = await owner.fetchval("select password_hash from user_account")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_a_session_is_found_by_its_token_and_only_its_digest_is_kept(
    door: Door, owner: asyncpg.Connection
) -> None:
    entered = await enter(door, email=" Lead@Example.org ")
    found = await session_of(door, entered.token)
    assert found is not None
    assert may(found.principal, Action.RECORD_BY_PHONE, "QHG", "RD8-MKH")
    assert await owner.fetchval("select token_sha from session") == digest(entered.token)


async def test_a_session_ends_after_its_hours(door: Door, clocks: Clocks) -> None:
    entered = await enter(door)
    clocks.passed = timedelta(hours=12).total_seconds() - 1
    assert await session_of(door, entered.token) is not None
    clocks.passed += 1
    assert await session_of(door, entered.token) is None


async def test_a_session_ends_when_its_person_signs_out(door: Door) -> None:
    entered, other = await enter(door), await enter(door)
    await sign_out(door, entered.session)
    async with door.connect() as connection:
        shas = [entered.session.token_sha, other.session.token_sha]
        assert await store.living_sessions(connection, shas, NOW) == {other.session.token_sha}


async def test_a_session_ends_when_the_account_is_closed(door: Door, owner: asyncpg.Connection) -> None:
    entered = await enter(door)
    await close_user(owner, EMAIL, NOW)
    assert await session_of(door, entered.token) is None
    with pytest.raises(SignInFailed):
        await enter(door)


@pytest.mark.parametrize("token", ["", "short", "7KRtIxMXUs4UuMn4mHKmI_41KdvpGeIqBXWu8Hv0GDM", "é" * 43])
async def test_a_token_that_was_never_given_out_is_nobodys(token: str, door: Door) -> None:
    assert await session_of(door, token) is None


async def test_a_role_granted_later_counts_at_the_next_request(door: Door, owner: asyncpg.Connection) -> None:
    entered = await enter(door)
    await add_system(owner, "QK1")
    await grant_role(owner, EMAIL, lead_of("QK1"))
    found = await session_of(door, entered.token)
    assert found is not None
    assert sorted(found.principal.roles) == ["QHG", "QK1"]


async def test_a_hash_of_weaker_parameters_is_replaced_at_sign_in(
    door: Door, owner: asyncpg.Connection
) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    await owner.execute("update user_account set password_hash = $1", weaker)
    await enter(door)
    kept = await owner.fetchval("select password_hash from user_account")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await enter(door)


async def test_guesses_are_slowed_and_the_owner_is_soon_let_in_again(door: Door, clocks: Clocks) -> None:
    for _ in range(5):
        with pytest.raises(SignInFailed):
            await enter(door, "not this one")
    with pytest.raises(TooManyAttempts) as slowed:
        await enter(door)
    clocks.passed += slowed.value.seconds
    assert await enter(door)


async def test_a_key_works_from_memory_and_stops_within_five_seconds_of_its_end(
    door: Door, owner: asyncpg.Connection, clocks: Clocks
) -> None:
    made = await add_key(owner, "MKUH feed", Wanted("QHG", ("RD8-MKH",), Role.PROVIDER), NOW)
    found = await principal_of_key(door, made.key)
    assert found is not None
    assert (found.id, found.kind) == (made.id, "key")
    assert may(found, Action.POST_READINGS, "QHG", "RD8-MKH")
    assert not may(found, Action.POST_READINGS, "QHG", "RC9-BED")
    await revoke_key(owner, "MKUH feed", NOW)
    assert await principal_of_key(door, made.key) == found
    clocks.passed += SECONDS_KEPT
    assert await principal_of_key(door, made.key) is None


async def test_the_database_agrees_about_who_may_write_a_unit(owner: asyncpg.Connection) -> None:
    made = await add_key(owner, "MKUH feed", Wanted("QHG", ("RD8-MKH",), Role.PROVIDER), NOW)
    asked = [(made.id, "QHG", unit) for unit in ("RD8-MKH", "RC9-BED")]
    agreed = [await owner.fetchval("select may_write($1, $2, $3)", *one) for one in asked]
    assert agreed == [True, False]

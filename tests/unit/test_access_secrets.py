"""Keys, tokens, the throttle and the key cache, as values and steady seconds."""

from hypothesis import given
from hypothesis import strategies as st

from app.access.key_cache import MOST_KEPT, SECONDS_KEPT, KeyCache
from app.access.principal import Principal
from app.access.throttle import LONGEST_WAIT, MOST_REMEMBERED, Attempts, Throttle, limits_for, wait_after
from app.access.tokens import digest, is_key, is_token, new_key, new_token

SOMEBODY = Principal("key:1", "MKUH feed", "key", {})
LIMITS = limits_for("lead@example.org", "10.0.0.1")


def test_a_key_is_recognised_by_its_shape() -> None:
    key = new_key()
    assert key.startswith("slk_")
    assert is_key(key)
    assert not is_key(key + "a")
    assert not is_key("slk_" + "é" * 43)


def test_no_two_tokens_are_the_same() -> None:
    assert len({new_token() for _ in range(100)}) == 100
    assert is_token(new_token())
    assert len(digest(new_token())) == 32


def test_five_failures_are_free_and_the_sixth_waits() -> None:
    throttle = Throttle()
    assert [throttle.admit(LIMITS, 0.0) for _ in range(5)] == [0.0] * 5
    assert throttle.admit(LIMITS, 0.0) == 1.0
    assert throttle.admit(LIMITS, 1.0) == 0.0
    assert throttle.admit(LIMITS, 1.0) == 2.0


def test_a_right_password_starts_the_account_afresh() -> None:
    throttle = Throttle()
    for _ in range(5):
        throttle.admit(LIMITS, 0.0)
    throttle.forgive(LIMITS)
    assert throttle.admit(LIMITS, 0.0) == 0.0


def test_a_stranger_elsewhere_does_not_keep_the_owner_out() -> None:
    throttle = Throttle()
    for second in range(6):
        throttle.admit(limits_for("lead@example.org", "198.51.100.7"), float(second))
    assert throttle.admit(LIMITS, 6.0) == 0.0


def test_many_accounts_tried_from_one_address_are_slowed() -> None:
    throttle = Throttle()
    waits = [throttle.admit(limits_for(f"{n}@example.org", "198.51.100.7"), 0.0) for n in range(51)]
    assert waits[:50] == [0.0] * 50
    assert waits[50] > 0


def test_what_is_remembered_of_failures_is_bounded() -> None:
    throttle = Throttle()
    for n in range(MOST_REMEMBERED):
        throttle.admit(limits_for(f"{n}@example.org", f"address {n}"), 0.0)
    assert len(throttle.remembered) == MOST_REMEMBERED


@given(st.integers(0, 10_000), st.integers(0, 50), st.floats(0, 10_000), st.floats(0, 10_000))
def test_nobody_ever_waits_longer_than_a_minute(failures: int, free: int, last: float, since: float) -> None:
    assert 0 <= wait_after(Attempts(failures, last), free, last + since) <= LONGEST_WAIT + 1e-6


def test_a_key_is_remembered_for_less_than_five_seconds() -> None:
    cache = KeyCache()
    cache.keep(b"a", SOMEBODY, 100.0)
    assert cache.find(b"a", 100.0 + SECONDS_KEPT - 0.01) == SOMEBODY
    assert cache.find(b"a", 100.0 + SECONDS_KEPT) is None
    assert cache.find(b"b", 100.0) is None


def test_the_keys_remembered_are_bounded() -> None:
    cache = KeyCache()
    for n in range(MOST_KEPT + 10):
        cache.keep(n.to_bytes(4, "big"), SOMEBODY, 0.0)
    assert len(cache.kept) == MOST_KEPT

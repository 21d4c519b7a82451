"""Signatures and tokens: what was signed passes, and nothing else does."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.channels.signature import bearer_matches, sign, verify
from tests.channels.pages import NOON

SECRET = "shared with one supplier"
AT = str(int(NOON.timestamp()))
TOLERANCE = timedelta(minutes=5)


def test_the_signature_is_the_documented_one() -> None:
    # printf '1768219200.{}' | openssl dgst -sha256 -hmac 'shared with one supplier'
    assert AT == "1768219200"
    assert sign(SECRET, AT, b"{}") == "v1=499d8f568aae4cd70d3eb1f709682f7d3f1edf640272b8700bff603b6fc75b26"


@given(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), min_size=1), st.integers(-300, 300))
def test_what_was_signed_passes_within_the_tolerance(body: bytes, secret: str, seconds: int) -> None:
    now = NOON + timedelta(seconds=seconds)
    assert verify(secret, AT, body, sign(secret, AT, body), now, TOLERANCE)


@given(st.binary(max_size=50), st.binary(max_size=50), st.integers(0, 2_000_000_000), st.text(max_size=80))
def test_another_body_time_secret_or_signature_does_not_pass(
    body: bytes, other: bytes, moment: int, words: str
) -> None:
    signature = sign(SECRET, AT, body)
    forever = timedelta(days=40_000)
    assert verify(SECRET, AT, other, signature, NOON, forever) == (other == body)
    assert verify(SECRET, str(moment), body, signature, NOON, forever) == (str(moment) == AT)
    assert verify(words, AT, body, signature, NOON, forever) == (words == SECRET)
    assert verify(SECRET, AT, body, words, NOON, forever) == (words == signature)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_what_was_signed_long_ago_or_far_ahead_does_not_pass(seconds: int) -> None:
    now = NOON + timedelta(seconds=seconds)
    assert not verify(SECRET, AT, b"{}", sign(SECRET, AT, b"{}"), now, TOLERANCE)


@pytest.mark.parametrize("timestamp", ["", "now", "-1", f"{AT}.0", f" {AT}", "1" * 5000, "١٧٦٨٢١٩٢٠٠"])
def test_a_time_that_is_not_whole_seconds_does_not_pass(timestamp: str) -> None:
    assert not verify(SECRET, timestamp, b"{}", sign(SECRET, timestamp, b"{}"), NOON, timedelta.max)


@given(st.text(), st.text())
def test_a_token_passes_with_its_scheme_only(one: str, other: str) -> None:
    assert not bearer_matches(one, other) or one.casefold().startswith("bearer ")
    assert not bearer_matches(f"Basic {one}", one)


@pytest.mark.parametrize("header", ["Bearer secret", "bearer secret", "Bearer  secret"])
def test_the_token_expected_passes(header: str) -> None:
    assert bearer_matches(header, "secret")


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer secre", "Bearer secret2", "secret"]
)
def test_no_other_token_passes_and_none_where_none_is_expected(header: str | None) -> None:
    assert not bearer_matches(header, "secret")
    assert not bearer_matches(header, "")

"""Which pages a browser's request may come from."""

import pytest

from app.api.origin import csrf_matches, origin_allowed, same_site
from app.settings import Settings

SETTINGS = Settings(dsn="postgresql://", allowed_origins=frozenset({"https://board.example.nhs.uk"}))


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("http://board.local:8000", True),
        ("https://BOARD.local:8000", True),
        ("https://board.example.nhs.uk", True),
        ("http://board.example.nhs.uk", False),
        ("http://board.local", False),
        ("http://board.local:8000.evil.example", False),
        ("https://evil.example", False),
        ("null", False),
        ("", False),
        ("http://[", False),
        ("file://board.local:8000", False),
    ],
)
def test_an_origin_is_ours_or_it_is_not(origin: str | None, allowed: bool) -> None:  # noqa: FBT001
    headers = {"host": "board.local:8000"} | ({} if origin is None else {"origin": origin})
    assert origin_allowed(headers, SETTINGS) is allowed


def test_without_a_host_no_origin_is_ours() -> None:
    assert not origin_allowed({"origin": "http://"}, SETTINGS)


def test_a_cross_site_fetch_is_not_ours() -> None:
    assert not same_site({"host": "a", "sec-fetch-site": "cross-site"}, SETTINGS)
    assert not same_site({"host": "a", "sec-fetch-site": "same-site"}, SETTINGS)
    assert same_site({"host": "a", "sec-fetch-site": "same-origin", "origin": "http://a"}, SETTINGS)


def test_the_csrf_token_must_be_the_sessions_own() -> None:
    assert csrf_matches({"x-csrf-token": "abc"}, "abc")
    assert not csrf_matches({"x-csrf-token": "abd"}, "abc")
    assert not csrf_matches({"x-csrf-token": "é"}, "abc")
    assert not csrf_matches({}, "abc")


def test_origins_are_read_from_the_environment_as_words_between_commas(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SURGELINE_DSN", "postgresql://x")
    monkeypatch.setenv("SURGELINE_ALLOWED_ORIGINS", "https://A.example/, http://b.example:81,")
    assert Settings().allowed_origins == {"https://a.example", "http://b.example:81"}

"""Whether a browser's request comes from our own pages. Pure; cookies alone prove nothing about that."""

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from app.settings import Settings

CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OUR_OWN = frozenset({"same-origin", "none"})


def origin_allowed(headers: Mapping[str, str], settings: Settings) -> bool:
    """Whether `Origin` is the host that was asked, or one of the settings' own.

    None given: true. A browser gives it with every websocket and every write; what is no browser could
    write anything there.
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    host = headers.get("host", "").lower()
    return origin.lower() in settings.allowed_origins or (host != "" and host_of(origin) == host)


def host_of(origin: str) -> str | None:
    """`host[:port]` of an origin; None for "null" and for what is no http origin."""
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return None
    return parts.netloc if parts.scheme in {"http", "https"} and parts.netloc else None


def same_site(headers: Mapping[str, str], settings: Settings) -> bool:
    """Whether a write may come from where it says it comes from: `Origin` and `Sec-Fetch-Site`, as given."""
    if headers.get("origin", "").lower() in settings.allowed_origins:
        return True
    return origin_allowed(headers, settings) and headers.get("sec-fetch-site", "none").lower() in OUR_OWN


def csrf_matches(headers: Mapping[str, str], token: str) -> bool:
    """Whether the session's own token came in the header, compared in constant time."""
    return hmac.compare_digest(headers.get(CSRF_HEADER, "").encode(), token.encode())

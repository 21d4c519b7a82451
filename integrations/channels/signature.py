"""Signatures of webhooks, ours and a supplier's: HMAC-SHA256 over time and body. Keeps no record of those seen."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

VERSION = "v1"
TIMESTAMP_HEADER = "Surgeline-Timestamp"
SIGNATURE_HEADER = "Surgeline-Signature"
LONGEST_TIMESTAMP = 11


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """`v1=` and the hex HMAC of `timestamp.body`. `timestamp`: whole seconds since 1970."""
    signed = timestamp.encode() + b"." + body
    return f"{VERSION}={hmac.new(secret.encode(), signed, sha256).hexdigest()}"


def verify(
    secret: str, timestamp: str, body: bytes, signature: str, now: datetime, tolerance: timedelta
) -> bool:
    """Whether the body was signed with the secret at a time no further from `now` than the tolerance."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
        return False
    if abs(now.timestamp() - int(timestamp)) > tolerance.total_seconds():
        return False
    return same_text(sign(secret, timestamp, body), signature)


def bearer_matches(header: str | None, expected_token: str) -> bool:
    """Whether an Authorization header carries the token. No token that is expected matches nothing."""
    scheme, _, token = (header or "").partition(" ")
    return scheme.casefold() == "bearer" and expected_token != "" and same_text(expected_token, token.strip())


def same_text(one: str, other: str) -> bool:
    """In a time that does not tell how much of it was right."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))

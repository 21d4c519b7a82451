"""Secrets that are carried, not remembered: session tokens and keys. Only their sha256 is ever stored."""

import hashlib
import re
import secrets

BYTES = 32
KEY_PREFIX = "slk_"
KEY_SHAPE = re.compile(r"slk_[A-Za-z0-9_-]{43}", re.ASCII)
TOKEN_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_token() -> str:
    """256 random bits, base64url: a session's cookie or its CSRF token."""
    return secrets.token_urlsafe(BYTES)


def new_key() -> str:
    """A provider's key: `slk_` and 256 random bits. The prefix lets secret scanners find a leaked one."""
    return KEY_PREFIX + new_token()


def digest(secret: str) -> bytes:
    """What is stored and looked up. A fast hash is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).digest()


def is_key(text: str) -> bool:
    """Whether the text could be a key of ours; what could not is never looked up."""
    return KEY_SHAPE.fullmatch(text) is not None


def is_token(text: str) -> bool:
    """Whether the text could be a session token of ours."""
    return TOKEN_SHAPE.fullmatch(text) is not None

"""Passwords: argon2id with the library's recommended parameters. Stores nothing."""

import secrets
from functools import cache
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 512
WORDS_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else


class Checked(NamedTuple):
    """`rehashed`: the hash to store from now on, where the parameters have changed since it was made."""

    right: bool
    rehashed: str | None = None


@cache
def hasher() -> PasswordHasher:
    """RFC 9106's second recommendation: 64 MiB, 3 passes, 4 lanes."""
    return PasswordHasher()


@cache
def nobodys_hash() -> str:
    """What an unknown e-mail address is checked against, so that it takes as long as a known one."""
    return hasher().hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """An argon2id hash in its own text form. Slow on purpose: call it in a thread."""
    return hasher().hash(password)


def check_password(stored: str | None, password: str) -> Checked:
    """Whether the password is the stored one. `stored` None (no such account): the same work, and no.

    Slow on purpose: call it in a thread.
    """
    try:
        hasher().verify(stored or nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return Checked(right=False)
    if stored is None:
        return Checked(right=False)
    return Checked(
        right=True, rehashed=hash_password(password) if hasher().check_needs_rehash(stored) else None
    )


def one_off_password() -> str:
    """A password to be printed once and typed by a person: 98 bits in five groups."""
    return "-".join("".join(secrets.choice(WORDS_ALPHABET) for _ in range(4)) for _ in range(5))

"""Links that stand for one person and one page: short enough for a text, signed, expiring. Pure."""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MARK = 16
"""Characters of the signature: 96 bits."""
LASTS = timedelta(hours=12)
LONGEST = 40


def token_of(link: int, secret: bytes) -> str:
    """The link's last part."""
    return spelled(link) + signature(link, secret)


def link_of(token: str, secret: bytes) -> int | None:
    """The link a token stands for; None: it is not one of ours."""
    number, mark = token[:-MARK], token[-MARK:]
    if not number or len(token) > LONGEST or any(c not in DIGITS for c in number):
        return None
    link = 0
    for digit in number:
        link = link * len(DIGITS) + DIGITS.index(digit)
    right = spelled(link) == number and hmac.compare_digest(signature(link, secret).encode(), mark.encode())
    return link if right else None


def spelled(number: int) -> str:
    """A number in few characters."""
    text = ""
    while True:
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
        if not number:
            return text


def signature(link: int, secret: bytes) -> str:
    """What only who holds the secret can write."""
    digest = hmac.new(secret, f"link:{link}".encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode()[:MARK]


def expired(created_at: datetime, now: datetime) -> bool:
    """Whether the link no longer holds, in real time."""
    return now >= created_at + LASTS

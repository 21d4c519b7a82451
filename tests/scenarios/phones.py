"""Fake telephones and letter boxes: carriers that deliver at once, remember when, and can be told to fail.

A page that nobody was told to expect is noted as such the moment it arrives.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from integrations.channels.message import Delivered, Failed, Message, Result

LINK = re.compile(r"https?://\S+/a/(\S+)")
CHANNELS = ("email", "sms", "voice")


class Rung(NamedTuple):
    """One page as it arrived at somebody. `at`: service time."""

    at: datetime
    channel: str
    to: str
    message: Message

    @property
    def text(self) -> str:
        """What the phone shows, or what the voice says."""
        return self.message.text

    @property
    def token(self) -> str:
        """The link's last part."""
        found = LINK.search(self.message.body)
        assert found is not None, self.message.body
        return found.group(1)


class Wanted(NamedTuple):
    """A page that was named before it came: part of its words, to whom, by what. `at` None: at any time."""

    channel: str
    to: str
    words: str
    at: datetime | None = None

    def fits(self, rung: Rung) -> bool:
        """Whether this page is the one."""
        where = (self.channel, self.to) == (rung.channel, rung.to)
        return where and self.words in f"{rung.message.subject}\n{rung.text}" and self.at in (None, rung.at)


class Carrier:
    """One way out."""

    def __init__(self, name: str, phones: "Phones") -> None:
        self.name, self.phones = name, phones

    async def send(self, message: Message) -> Result:
        """Delivered at once, or not at all."""
        if message.to in self.phones.off:
            return Failed("switched off")
        self.phones.arrive(Rung(self.phones.now(), self.name, message.to, message))
        return Delivered("the test's phone shows it")

    async def close(self) -> None:
        """Nothing to close."""


class Phones:
    """Every phone of a night, and what has arrived at them. `off`: addresses that no carrier reaches; `borne`: words of
    pages that a test counts, and does not name one by one.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.taken: list[Rung] = []
        self.unexpected: list[Rung] = []
        self.wanted: list[Wanted] = []
        self.off: set[str] = set()
        self.borne: tuple[str, ...] = ()
        self.channels = {name: Carrier(name, self) for name in CHANNELS}

    def arrive(self, rung: Rung) -> None:
        """It is one that was named, or it is noted."""
        self.taken.append(rung)
        fitting = next((wanted for wanted in self.wanted if wanted.fits(rung)), None)
        if fitting is not None:
            self.wanted.remove(fitting)
        elif not any(words in rung.text for words in self.borne):
            self.unexpected.append(rung)

    def of(self, address: str, *channels: str) -> list[Rung]:
        """What has arrived at one address, oldest first."""
        return [r for r in self.taken if r.to == address and r.channel in (channels or CHANNELS)]

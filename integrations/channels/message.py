"""A page as a channel takes it, and what a carrier can say of it. Sends nothing."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

Mode = Literal["live", "simulated", "exercise"]

LONGEST_EVIDENCE = 200


class Message(NamedTuple):
    """One delivery to one person, worded and addressed.

    `reference`: the delivery's own id, the same however often it is tried. `to`: as the channel addresses
    people: an e-mail address, an E.164 number. `text`: for a telephone, at most 160 characters. `body`: for
    an e-mail.
    """

    reference: str
    to: str
    subject: str
    text: str
    body: str
    mode: Mode
    urgent: bool


# Four dataclasses and not NamedTuples: as tuples, Delivered("x") and Failed("x") would be equal.


@dataclass(frozen=True, slots=True)
class Delivered:
    """The carrier says that it reached the person's device. Not that anybody has read or heard it."""

    evidence: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The carrier took it, and a receipt may follow. `evidence`: its words, or its id."""

    evidence: str


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Not taken, for a reason that passes or is ours to mend; not the fault of this address or content."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Not taken, and not by being sent again: the address or the content does not work."""

    reason: str


Result = Delivered | HandedOver | RetryAfter | Failed


class Channel(Protocol):
    """One way out. Whether to try again is in what it returns: trouble on the way is never raised."""

    @property
    def name(self) -> str:
        """The way as policies name it: email, sms, voice."""
        ...

    async def send(self, message: Message) -> Result:
        """Tries once. A try that was cut off may have been taken by the carrier all the same."""
        ...

    async def close(self) -> None:
        """Gives back connections. Nothing is sent after it."""
        ...


def one_line(words: str) -> str:
    """Words of a carrier, or of an exception, fit to be kept: printable, on one line, not long."""
    printable = "".join(character if character.isprintable() else " " for character in words)
    return " ".join(printable.split())[:LONGEST_EVIDENCE]

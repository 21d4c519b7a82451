"""A page in hand as the message its carrier takes, or why it is not to be sent. Pure."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from actions.matters import Alert, AnyMatter, Handover, Notice, Page
from actions.texts import Setting, say
from app.delivery.store import Leased
from integrations.channels.message import Message, Mode
from integrations.paper.plain import handover_text
from integrations.paper.sheet import HandoverPaper

MATTER: TypeAdapter[AnyMatter] = TypeAdapter(AnyMatter)


class NotSent(NamedTuple):
    """Why a page is not sent."""

    reason: str


class Sender(NamedTuple):
    """In whose name pages are sent: the system's short name and its name, its time zone, the stream's mode."""

    system: str
    name: str
    zone: ZoneInfo
    mode: Mode


def message_of(page: Leased, sender: Sender, link: str | None, now: datetime) -> Message | NotSent:
    """What is sent to whom."""
    matter = matter_in(page.body)
    found = page_in(matter, page.n)
    if found is None:
        return NotSent("this page is not known")
    if (reason := unwanted(matter, found, page.sits)) is not None:
        return NotSent(reason)
    if page.address is None:
        return NotSent(f"no {WAYS.get(page.channel, page.channel)} is held for {found.person.name}")
    contact = matter.contact if isinstance(matter, Alert) else None
    if contact is not None and contact.id == found.person.id:  # nobody is told to ring themselves
        contact = None
    setting = Setting(page.stream, sender.system, sender.mode, sender.zone, contact, link)
    said = say(matter, found, setting)
    body = position(matter, sender, now) if isinstance(matter, Handover) else said.body
    reference = f"{page.stream}-{page.matter.rpartition('-')[2]}.{page.n}"
    return Message(
        reference=reference,
        to=page.address,
        subject=said.subject,
        text=said.text,
        body=body,
        mode=sender.mode,
        urgent=page.about == "call",
    )


@lru_cache(maxsize=16)
def matter_in(body: str) -> AnyMatter:
    """A matter as it is stored: all its pages are worded from one. Raises ValidationError."""
    return MATTER.validate_json(body)


def position(handover: Handover, sender: Sender, now: datetime) -> str:
    """The whole position in words, as it was accepted."""
    head = handover.pack.head
    return handover_text(HandoverPaper(handover, sender.name, sender.mode, sender.zone, now, head))


NUMBER = re.compile(r"\+\d{7,15}")
NATIONAL = 10
"""Digits of a number that are its own, however its country is written before them."""
WAYS = {"sms": "mobile number", "email": "e-mail address", "voice": "telephone number"}


def without_address(words: str, address: str) -> str:
    """What a carrier said, fit for those who may not know where somebody is reached."""
    given = re.escape(address)
    if NUMBER.fullmatch(address):
        digits = r"[ ()-]*".join(address[-NATIONAL:])
        given = rf"\+?\d{{0,3}}[ ()-]*{digits}"
    return re.sub(given, "the address", words, flags=re.IGNORECASE)


def page_in(matter: AnyMatter, n: int) -> Page | None:
    """A matter's page by its number."""
    pages = matter.pages if isinstance(matter, Alert | Notice | Handover) else ()
    return next((page for page in pages if page.n == n), None)


def unwanted(matter: AnyMatter, page: Page, sits: str | None) -> str | None:
    """Why nobody needs this page any more; None: they do.

    Who sits in a seat is looked up at the time of sending: a swap meanwhile calls nobody wrongly.
    """
    if page.state == "not_sent":
        return page.evidence or "it was recalled before this was sent"
    if not isinstance(matter, Alert) or page.about != "call":
        return None
    if matter.closed_at is not None:
        return "it was over before this was sent"
    if matter.state == "held" and matter.holder is not None:
        return f"{matter.holder.name} had it before this was sent"
    if sits is not None and sits != page.person.id:
        return f"{page.person.name} no longer sits as {page.seat_title}"
    return None

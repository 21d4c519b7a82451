"""Matters as they stood at an earlier moment: cut back to their lines by then, and to what the journal said. Pure.

A matter's row holds its present; its lines carry their times, and each entry of the journal says how the matter then
was. What neither tells is left out, and named.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import NamedTuple

import orjson
from pydantic import TypeAdapter

from actions.matters import (
    Alert,
    AnyMatter,
    Card,
    Declaration,
    Episode,
    Handover,
    Line,
    Notice,
    Pack,
    Page,
    Person,
    Reply,
    Shift,
    Watch,
)
from app.board.past.cards_then import card_then
from app.board.past.cut import Cut, Fields, Past
from app.clock import parse_optional

MATTER: TypeAdapter[AnyMatter] = TypeAdapter(AnyMatter)
CARRIED = frozenset({"handed_over", "delivered", "failed", "not_sent"})
AGAIN = frozenset({"also", "fewer"})
STILL_APART = "still_apart"


class Standing(NamedTuple):
    """A matter as it stood. `untold`: the fields of which neither lines nor journal tell how they were."""

    matter: AnyMatter
    untold: tuple[str, ...]


def read_matters(bodies: Iterable[str]) -> list[AnyMatter]:
    """Matters as they are stored."""
    return [MATTER.validate_json(body) for body in bodies]


def moved_since(matters: Iterable[AnyMatter], at: datetime) -> list[AnyMatter]:
    """Those that were there by then, and to which something was done afterwards."""
    return [m for m in matters if m.log and m.log[0].at <= at < m.log[-1].at]


def opening_of(matter: AnyMatter) -> int:
    """The seq of its first entry, which its id ends in."""
    return int(matter.id.rpartition("-")[2])


def people_in(matters: Iterable[AnyMatter]) -> dict[str, Person]:
    """Everybody whom the matters name; with a telephone number where one of them has it."""
    found: dict[str, Person] = {}
    for matter in matters:
        for line in matter.log:
            if line.by is not None and line.name is not None:
                found.setdefault(line.by, Person(id=line.by, name=line.name))
        named = (
            getattr(matter, name, None) for name in ("person", "owner", "holder", "by", "giver", "receiver")
        )
        for person in named:
            if isinstance(person, Person) and (person.phone is not None or person.id not in found):
                found[person.id] = person
    return found


def matters_then(matters: Iterable[AnyMatter], past: Past) -> list[Standing]:
    """Those that were there, each as it stood."""
    there = (matter for matter in matters if not matter.log or matter.log[0].at <= past.at)
    return [standing_then(matter, past) for matter in there]


def standing_then(matter: AnyMatter, past: Past) -> Standing:
    """One matter as it stood; one to which nothing was done since is as it is."""
    by = tuple(line for line in matter.log if line.at <= past.at)
    after = matter.log[len(by) :]
    if not after:
        return Standing(matter, ())
    seq, body = past.acts.get(matter.id, (0, "{}"))
    cut = Cut(past, by, after, orjson.loads(body))
    closed = matter.closed_at is not None and matter.closed_at <= past.at
    fields: Fields = {
        "log": by,
        "v": seq,
        "due_at": None,
        "closed_at": matter.closed_at if closed else None,
    }
    own, untold = told_of(matter, cut)
    return Standing(matter.model_copy(update={**fields, **own}), ("due_at", *untold))


def told_of(matter: AnyMatter, cut: Cut) -> tuple[Fields, tuple[str, ...]]:  # noqa: PLR0911 - one for each kind
    """What a matter's own fields were, and which cannot be told."""
    match matter:
        case Shift():
            return {
                "person": cut.person("person") or matter.person,
                "starts_at": parse_optional(cut.said.get("starts_at")) or matter.starts_at,
                "ends_at": parse_optional(cut.said.get("ends_at")) or matter.ends_at,
            }, ()
        case Watch():
            return watch_then(matter, cut)
        case Episode():
            ended = cut.by[-1].at if cut.by[-1].did == "ended" else None
            return {"closed_at": ended}, ()
        case Declaration():
            return declaration_then(matter, cut), ()
        case Alert():
            return alert_then(matter, cut)
        case Card():
            return card_then(matter, cut)
        case Handover():
            return handover_then(matter, cut)
        case Notice():
            pages = tuple(pages_then(matter.pages, cut))
            seen = tuple(
                one
                if one.seen_at is None or one.seen_at <= cut.past.at
                else one.model_copy(update={"seen_at": None, "seen_by": None})
                for one in matter.to
            )
            return {"pages": pages, "to": seen}, ()


def watch_then(watch: Watch, cut: Cut) -> tuple[Fields, tuple[str, ...]]:
    """Who held the system, since when, until when. Who was to take over then is not kept."""
    taken = cut.did("by_rota", "taken_over", "accepted")
    seat = cut.said.get("seat")
    fields: Fields = {
        "seat": seat,
        "title": watch.title if seat == watch.seat else cut.past.titles.get(seat or "", seat),
        "person": cut.person("person"),
        "since": taken.at if taken is not None else None,
        "until": parse_optional(cut.said.get("until")),
        "then": None,
        "accepted": bool(cut.said.get("accepted")),
    }
    return fields, ("then",)


def declaration_then(said: Declaration, cut: Cut) -> Fields:
    """As it stood before it was agreed, asked down or ended."""
    asked = cut.did("asked_down")
    agreed = said.agreed_by if cut.did("agreed") is not None else None
    stepping = cut.past.people.get(asked.by) if asked is not None and asked.by is not None else None
    longer = cut.did("extended")
    extended = cut.past.people.get(longer.by) if longer is not None and longer.by is not None else None
    return {
        "until": parse_optional(cut.said.get("until")) or said.until,
        "awaiting": cut.said.get("awaiting", said.awaiting),
        "ended": cut.said.get("ended"),
        "agreed_by": agreed,
        "extended_by": extended,
        "stepping_down": stepping,
    }


def alert_then(alert: Alert, cut: Cut) -> tuple[Fields, tuple[str, ...]]:
    """Its chase as far as it had come. An alert about late cards had other words while other cards were late."""
    replies = tuple(reply for reply in alert.replies if reply.at <= cut.past.at)
    holder = cut.person("holder")
    fields: Fields = {
        "state": cut.said.get("state", alert.state),
        "step": cut.said.get("step", alert.step),
        "round": cut.said.get("round", alert.round),
        "readings": readings_then(cut.by),
        "pages": tuple(pages_then(alert.pages, cut)),
        "replies": replies,
        "holder": holder,
        "commitment": None if holder is None else promised_by(replies, holder),
    }
    if alert.cause == "declaration_differs" and cut.does(STILL_APART):
        words = f"Declared and calculated levels apart at {alert.where}"
        vague = {"about": words, "brief": words, "because": (), "sure": ""}
        return {**fields, **vague}, ("since", *vague)
    if alert.cause != "card_overdue" or not cut.does(*AGAIN):
        return fields, ()
    words = f"Cards overdue at {alert.where}"
    return {**fields, "about": words, "brief": words, "because": ()}, ("about", "brief", "because")


def readings_then(lines: Iterable[Line]) -> int:
    """The readings in a row that bore it out."""
    readings = 1
    for line in lines:
        if line.did == "confirmed":
            readings += 1
        elif line.did == "doubted":
            readings = 0
    return readings


def promised_by(replies: Iterable[Reply], holder: Person) -> Reply | None:
    """What its holder had promised, and not yet said to be done."""
    promise = None
    for reply in replies:
        if reply.by.id == holder.id and reply.said == "have":
            promise = reply if reply.commitment is not None else promise
        elif reply.said == "met" or reply.by.id == holder.id:
            promise = None
    return promise


def pages_then(pages: Iterable[Page], cut: Cut) -> Iterable[Page]:
    """The pages made by then, each with the last that its carrier had said."""
    over = cut.did("over")
    for page in pages:
        made = over is not None if page.about == "all_clear" else page.at <= cut.past.at
        if made:
            yield page if page.state_at <= cut.past.at else page_then(page, cut)


def page_then(page: Page, cut: Cut) -> Page:
    """A page of which more was heard afterwards: as the lines by then have it, else still waiting."""
    named = f"{page.person.name} by {page.channel}: "
    heard = [line for line in cut.by if line.did in CARRIED and line.at >= page.at]
    line = next((one for one in reversed(heard) if (one.text or "").startswith(named)), None)
    if line is None or line.text is None:
        return page.model_copy(update={"state": "waiting", "state_at": page.at, "evidence": None})
    told = {"state": line.did, "state_at": line.at, "evidence": line.text.removeprefix(named)}
    return page.model_copy(update=told)


def handover_then(handover: Handover, cut: Cut) -> tuple[Fields, tuple[str, ...]]:
    """What was written and signed by then. A pack that was made anew since, and plans changed since, are not kept."""
    at, untold = cut.past.at, []
    accepted = cut.person("accepted_by")
    fields: Fields = {
        "words": tuple(words for words in handover.words if words.at <= at),
        "signatures": tuple(one for one in handover.signatures if one.at <= at),
        "state": cut.said.get("state", handover.state),
        "accepted_by": accepted,
        "accepted_at": handover.accepted_at if accepted is not None else None,
        "read_back": handover.read_back if accepted is not None else (),
        "pages": tuple(pages_then(handover.pages, cut)),
    }
    if cut.said.get("pack_seq") != handover.pack.seq:
        fields["pack"] = no_pack(cut.said.get("pack_seq", 0), cut.by[0].at)
        untold.append("pack")
    if cut.does("planned"):
        fields["plans"] = ()
        untold.append("plans")
    if cut.does("worded"):
        untold.append("words")
    if cut.does("unaccepted", "accepted"):
        untold += ["giver", "receiver"]
    return fields, tuple(untold)


no_items: partial[Pack] = partial(
    Pack, asks=(), worst=(), unseen=(), cards=(), alerts=(), declared=(), seats=(), read_back=(), head=""
)


def no_pack(seq: int, at: datetime) -> Pack:
    """In place of a pack that is not kept."""
    return no_items(seq=seq, at=at)

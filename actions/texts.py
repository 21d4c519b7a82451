"""What a page says: a text within 160 plain characters, and an e-mail with all of it. Pure.

What, where, since, was, whom to ring, as what you are called, why, reference. The word SIMULATED or EXERCISE stands
at both ends. Source: the board's phone layout; GOV.UK Notify counts a text's characters in GSM 03.38.
"""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from actions.finish import why_over
from actions.gsm import LONGEST, cut, length, plain
from actions.matters import Alert, AnyMatter, Handover, Notice, Page, Person

WORDS = {"simulated": "SIMULATED", "exercise": "EXERCISE", "live": ""}
LEAST_SAID = 40
"""A link that left less room than this for what it is about is left out; the e-mail has it."""


class Said(NamedTuple):
    """One page in words."""

    subject: str
    text: str
    body: str


class Setting(NamedTuple):
    """What a page is said in. `contact`: whom to ring about it. `link`: None where there is none."""

    stream: str
    system: str
    mode: str
    zone: ZoneInfo
    contact: Person | None = None
    link: str | None = None


def say(matter: AnyMatter, page: Page, setting: Setting) -> Said:
    """The page in words."""
    parts = [said for part in parts_of(matter, page, setting) if (said := ended(part))]
    short = [said for part in brief_parts(matter, page, setting, parts) if (said := ended(part))]
    ref = f"Ref {setting.stream}-{matter.id.rpartition('-')[2]}.{page.n}"
    word = WORDS[setting.mode]
    text = fitted([plain(part) for part in short], ref, setting.link, word)
    subject = plain(" ".join(part for part in (word, *parts[:1]) if part))
    body = "\n".join(lines_of(parts, matter, setting, ref, word))
    return Said(subject, text, body)


def ended(part: str) -> str:
    """Without the full stop that is put behind it."""
    return part.strip().rstrip(".")


def parts_of(matter: AnyMatter, page: Page, setting: Setting) -> list[str]:
    """What is said, the most important first: what does not fit in a text goes from the end."""
    match matter:
        case Alert() if page.about == "all_clear":
            at = f"{(matter.closed_at or page.at).astimezone(setting.zone):%H:%M}"
            return [f"All clear: {matter.about}, {setting.system}", f"At {at}: {why_over(matter)}"]
        case Alert():
            return alert_parts(matter, page, setting)
        case Handover():
            hour = matter.hour.astimezone(setting.zone)
            what = f"Handover of {hour:%H:%M} to {matter.to_title}, {setting.system}"
            by = matter.accepted_by.name if matter.accepted_by is not None else None
            return [what, f"Accepted by {by}" if by else "Read back and accept"]
        case Notice():
            return [matter.text, f"{setting.system}, from {matter.by.name}"]
        case _:
            return [f"{setting.system}: {matter.kind}"]


def alert_parts(alert: Alert, page: Page, setting: Setting) -> list[str]:
    """An alert, in the order of what must not be lost."""
    since = alert.since.astimezone(setting.zone)
    about_level = alert.level is not None and alert.cause != "sight_lost"
    was = f" (was {alert.was})" if alert.was and about_level else ""
    begun = f" since {since:%H:%M}" if about_level else ""
    parts = [f"{alert.about}, {setting.system}{begun}{was}"]
    if setting.contact is not None and setting.contact.phone:
        parts.append(f"Ring {setting.contact.name} {setting.contact.phone}")
    parts.append(f"You: {page.seat_title}")
    if alert.cause == "sight_lost":
        parts.append(alert.sure)
    if alert.because:
        parts.append(", ".join(alert.because))
    return parts


def brief_parts(matter: AnyMatter, page: Page, setting: Setting, parts: list[str]) -> list[str]:
    """What a text says, the most important first: of an alert with the unit's short name and its first reason."""
    if not isinstance(matter, Alert) or page.about == "all_clear":
        return parts
    head, *rest = alert_parts(matter, page, setting)
    if matter.brief:
        where = matter.brief if matter.brief.endswith(setting.system) else f"{matter.brief}, {setting.system}"
        head = where + head.removeprefix(f"{matter.about}, {setting.system}")
    why, more = matter.because[:1], ", ".join(matter.because[1:])
    return [head, *why, *(part for part in rest if part != ", ".join(matter.because)), more]


def fitted(parts: list[str], ref: str, link: str | None, word: str) -> str:
    """The first part and what else fits in 160 characters with the reference, the link and the mode's word. The link
    is whole or not there, the reference and the word always are.
    """
    ends = [plain(ref), link] if link else [plain(ref)]
    if link and (plain(link) != link or room_for(ends, word) < LEAST_SAID):
        ends = ends[:1]
    kept: list[str] = []
    for part in parts:
        if length(joined(f"{'. '.join([*kept, part])}.", ends, word)) <= LONGEST:
            kept.append(part)
        elif not kept:
            break
    if kept:
        return joined(f"{'. '.join(kept)}.", ends, word)
    return joined(cut(parts[0] if parts else "", room_for(ends, word)), ends, word)


def room_for(ends: list[str], word: str) -> int:
    """How many characters are left for what it is about."""
    return LONGEST - length(joined("-", ends, word)) + 1


def joined(said: str, ends: list[str], word: str) -> str:
    """One text."""
    return " ".join(part for part in (word, said, *ends, word) if part)


def lines_of(parts: list[str], matter: AnyMatter, setting: Setting, ref: str, word: str) -> list[str]:
    """An e-mail's lines."""
    lines = [word] if word else []
    lines += parts
    if isinstance(matter, Alert) and matter.sure and matter.sure not in parts:
        lines.append(f"Sure: {matter.sure}")
    if isinstance(matter, Handover):
        lines += ["", *(item.text for item in matter.pack.read_back)]
    lines += ["", ref]
    if setting.link:
        lines += [
            setting.link,
            "Opening the link does nothing; pressing a button there does. It is for you alone.",
        ]
    return [*lines, "", word] if word else lines

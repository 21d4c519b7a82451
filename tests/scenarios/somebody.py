"""Somebody of a staffed night: a seat, a phone in the pocket, a browser. Does nothing by themselves."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx
import orjson
from pydantic import TypeAdapter

from actions.matters import AnyMatter, Card, Handover
from app.access.actions import Role
from app.clock import real_now
from integrations.channels.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from tests.people import Browser
from tests.scenarios.phones import Rung, Wanted

if TYPE_CHECKING:
    from tests.scenarios.room import Room

MATTERS = TypeAdapter(list[AnyMatter])
VOICE_SECRET = "what the supplier of calls signs with"
TIMES = ("until", "by", "starts_at", "ends_at")


class Part(NamedTuple):
    """Who somebody is. `number`: the one that people are shown; texts and calls go to `mobile`."""

    name: str
    role: Role
    unit: str
    seats: tuple[str, ...]
    mobile: str
    number: str = ""
    email: str = ""


class Problem(NamedTuple):
    """Why something was not done."""

    status: int
    code: str
    said: str


class Somebody:
    """Lives for one test."""

    def __init__(self, night: "Room", part: Part, person: str, browser: Browser) -> None:
        self.night, self.part, self.id, self.browser = night, part, person, browser
        self.name = part.name

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where pages to them arrive."""
        return tuple(filter(None, (self.part.mobile, self.part.email)))

    # --- the phone ---

    def expects_page(self, words: str, *by: str, at: str | None = None) -> None:
        """Names what will come, by text unless said otherwise; `at`: the HH:MM at which. Whatever else comes fails the
        night.
        """
        moment = None if at is None else self.night.coming(at)
        for channel in by or ("sms",):
            to = self.part.email if channel == "email" else self.part.mobile
            self.night.phones.wanted.append(Wanted(channel, to, words, moment))

    def got(self, *channels: str) -> list[Rung]:
        """Every page so far, oldest first."""
        return [rung for rung in self.night.phones.taken if self.took(rung, channels)]

    def took(self, rung: Rung, channels: tuple[str, ...]) -> bool:
        """Whether a page came to this person, by one of these ways if any are named."""
        return rung.to in self.addresses and (not channels or rung.channel in channels)

    def newest(self, *channels: str) -> Rung:
        """The page that came last."""
        return self.got(*channels)[-1]

    async def opens(self, rung: Rung | None = None) -> dict[str, Any]:
        """Opens the link in a page, the newest if none is named; it does nothing."""
        answer = await self.night.ask("GET", f"/api/v1/links/{(rung or self.newest()).token}")
        assert answer.status_code == httpx.codes.OK, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def presses(self, rung: Rung | None = None, /, **deed: object) -> httpx.Response:
        """Presses a button behind the link of a page, the newest if none is named."""
        path = f"/api/v1/links/{(rung or self.newest()).token}"
        return await self.night.ask("POST", path, self.timed(deed))

    async def answers(self, said: str = "have", rung: Rung | None = None, /, **more: object) -> None:
        """Answers the alert behind the link: `commitment` with `until` HH:MM."""
        alert = (await self.opens(rung))["matter"]["id"]
        answer = await self.presses(rung, do="answer_alert", matter=alert, said=said, **more)
        assert answer.status_code == httpx.codes.OK, answer.text

    async def passes_on(self) -> None:
        """Not me: the next, please."""
        await self.answers("pass_on")

    async def presses_key(self, key: str) -> None:
        """Answers the newest call and presses a key."""
        body = orjson.dumps(
            {"reference": self.newest("voice").message.reference, "status": "answered", "keypress": key}
        )
        stamp = str(int(real_now().timestamp()))
        signed = {TIMESTAMP_HEADER: stamp, SIGNATURE_HEADER: sign(VOICE_SECRET, stamp, body)}
        answer = await self.night.ask("POST", "/api/v1/callbacks/voice", body, signed)
        assert answer.status_code == httpx.codes.NO_CONTENT, answer.text

    async def reads_back(self) -> httpx.Response:
        """Opens the newest page about a handover, reads its three lines back and presses accept."""
        rung = next(rung for rung in reversed(self.got("sms")) if "not accepted" in rung.text)
        handover = Handover.model_validate((await self.opens(rung))["matter"])
        return await self.presses(rung, **accepting(handover))

    async def accepts_by_link(self) -> None:
        """Reads back, and holds the system."""
        answer = await self.reads_back()
        assert answer.status_code == httpx.codes.OK, answer.text

    # --- the browser ---

    async def sends(self, deed: Mapping[str, object]) -> httpx.Response:
        """A deed as this person's browser sends it."""
        path = f"/api/v1/systems/{self.night.place.stream}/deeds"
        return await self.night.ask("POST", path, self.timed(deed), self.browser.headers)

    async def deed(self, **deed: object) -> list[AnyMatter]:
        """Does it: what it touched."""
        answer = await self.sends(deed)
        assert answer.status_code == httpx.codes.OK, answer.text
        return MATTERS.validate_python(answer.json()["matters"])

    async def refused(self, **deed: object) -> Problem:
        """Tries it, and is told why not."""
        answer = await self.sends(deed)
        assert answer.is_error, answer.text
        said = answer.json()
        return Problem(answer.status_code, said["code"], said["detail"])

    async def accepts(self) -> None:
        """Reads the open handover's three lines back on the page, and accepts."""
        await self.deed(**accepting(await self.night.handover()))

    async def signs(self, seat: str) -> None:
        """Signs a part of the open handover."""
        handover = await self.night.handover()
        await self.deed(do="sign_handover", matter=handover.id, seat=seat, seen=handover.v)

    async def moves(self, card: Card, move: str, **more: object) -> None:
        """Moves a card, as it now is."""
        await self.deed(do="move_card", matter=card.id, move=move, seen=card.v, **more)

    async def works(self, cards: Iterable[Card]) -> None:
        """Does what these cards ask, those that are still open."""
        for card in cards:
            if card.closed_at is None:
                await self.moves(card, "done", text="done")

    async def records(self, unit: str, *, source: str, **values: float) -> None:
        """Types what somebody said on the telephone."""
        told = [{**reading, "source": source} for reading in self.night.readings(unit, None, values)]
        answer = await self.night.ask("POST", "/api/v1/readings", told, self.browser.headers)
        assert answer.status_code == httpx.codes.OK, answer.text
        assert {verdict["verdict"] for verdict in answer.json()["verdicts"]} == {"accepted"}

    def timed(self, deed: Mapping[str, object]) -> dict[str, object]:
        """The deed with its HH:MM as moments."""
        return {
            name: self.night.coming(value).isoformat() if name in TIMES and isinstance(value, str) else value
            for name, value in deed.items()
        }


def accepting(handover: Handover) -> dict[str, object]:
    """What a receiver sends who has read back all three lines."""
    keys = [item.key for item in handover.pack.read_back]
    assert len(keys) == 3, keys
    return {"do": "accept_handover", "matter": handover.id, "read_back": keys, "seq": handover.pack.seq}

"""Makes a system's text a stream's configuration: one transaction, all or nothing, journalled.

Runs as the owner role, beside running writers: it locks the stream's row first, as they do.
"""

from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Literal, NamedTuple

from app.db.connection import Connection
from app.journal.append import append
from app.journal.chain import GENESIS, Draft, Json
from app.organisations import store
from app.organisations.check import read_and_check
from app.organisations.differences import differences
from app.organisations.history import History, WouldOrphanHistoryError, reasons_to_refuse
from app.organisations.queries import local_day, local_midnight, settling_order
from app.organisations.rules import Rules, pack_texts, rules_here
from app.organisations.system_file import SystemFile, read_system, sha256_of

Mode = Literal["live", "simulated", "exercise"]
SUBMITTED_BY = "service"
SALT_BYTES = 16


class Applied(NamedTuple):
    """What applying changed, in words. Empty: the stream already held this text, and nothing was written."""

    stream: str
    seq: int
    changes: list[str]


class Why(NamedTuple):
    """Who changes a configuration, and what for, as they said it."""

    by: str
    reason: str | None

    def digest(self, salt: bytes) -> str | None:
        """What the journal says of the reason: the words themselves can be erased."""
        return None if self.reason is None else sha256(salt + self.reason.encode()).hexdigest()


class Proposal(NamedTuple):
    """A checked text, and what it was checked against."""

    system: SystemFile
    text: str
    rules: Rules


async def apply_system(  # each is a separate choice of the operator
    connection: Connection,
    text: str,
    name: str,
    *,
    stream: str | None,
    mode: Mode | None,
    now: datetime,
) -> Applied:
    """Checks, stores and journals the text; `stream` defaults to the system's code, `now` is real time.

    `mode` None: as the stream is, live if it is new. Raises SystemFileError, PackErrors,
    WouldOrphanHistoryError; then nothing was written.
    """
    rules = await rules_here(connection)
    after = read_and_check(text, name, rules)
    async with connection.transaction():
        state = await _locked(connection, after, stream or after.system, mode, now)
        await _keep_rules(connection, rules, now)
        if state.config == text:
            return Applied(state.code, state.head.seq, [])
        return await _configure(connection, state, Proposal(after, text, rules), now)


async def _locked(
    connection: Connection, after: SystemFile, code: str, mode: Mode | None, now: datetime
) -> store.StreamState:
    """The stream's row under lock, made if it is new. Its mode is fixed when it is made.

    A live stream begins now; a simulated one on the system's first day, so that any later day can be played.
    """
    state = await store.lock_stream(connection, code)
    if state is None:
        begins = now if mode in {None, "live"} else local_midnight(after, after.from_)
        opening = store.Opening(code, after.name, mode or "live", GENESIS, begins, now)
        state = await store.open_stream(connection, opening)
    if mode not in {None, state.mode}:
        raise WouldOrphanHistoryError(
            [f"{code} is a {state.mode} stream for good; give {mode} another --stream"]
        )
    return state


async def _configure(
    connection: Connection, state: store.StreamState, proposal: Proposal, now: datetime
) -> Applied:
    after = proposal.system
    before = None if state.config is None else read_system(state.config, f"the text of {state.code} in force")
    at = service_time(state, now)
    await hold_to_history(connection, state.code, before, after, at)
    await _keep_text(connection, state, before, proposal, now)
    return await journal_change(connection, state, before, proposal, Why(SUBMITTED_BY, None), at)


async def journal_change(
    connection: Connection,
    state: store.StreamState,
    before: SystemFile | None,
    proposal: Proposal,
    why: Why,
    at: datetime,
) -> Applied:
    """Writes down what changed, and has everything looked at again. `at`: service time."""
    changes = changes_between(before, proposal.system)
    salt = token_bytes(SALT_BYTES)
    draft = Draft("configured", None, _body(state, proposal, changes, why.digest(salt), at), why.by)
    (entry,) = await append(connection, state.code, state.head, [draft], at)
    if why.reason is not None:
        await store.keep_words(connection, state.code, entry.seq, salt, why.reason)
    after = proposal.system
    await store.wake(connection, state.code, settling_order(after, local_day(after, at)), at)
    return Applied(state.code, entry.seq, changes)


def changes_between(before: SystemFile | None, after: SystemFile) -> list[str]:
    """What changed, in words; never nothing."""
    return differences(before, after) or ["the wording of the file; nothing that it means"]


def _body(
    state: store.StreamState, proposal: Proposal, changes: list[str], words: str | None, at: datetime
) -> dict[str, Json]:
    return {
        "changes": changes,
        "effective_at": at,
        "sha": sha256_of(proposal.text),
        "system": proposal.system.system,
        "was": None if state.config is None else sha256_of(state.config),
        **({} if words is None else {"words_sha": words}),
    }


async def hold_to_history(
    connection: Connection, stream: str, before: SystemFile | None, after: SystemFile, at: datetime
) -> None:
    """Raises WouldOrphanHistoryError where the new text does not fit what the stream has lived up to `at`."""
    history = History(frozenset(), None)
    if before is not None and await store.has_facts(connection, stream):
        units = await store.units_with_facts(connection, stream, list(before.units_by_code))
        history = History(units, at)
    if reasons := reasons_to_refuse(before, after, history):
        raise WouldOrphanHistoryError(reasons)


async def _keep_rules(connection: Connection, rules: Rules, now: datetime) -> None:
    await store.keep_catalogue(connection, rules.catalogue.sha, rules.catalogue.text, now)
    await store.keep_packs(connection, pack_texts(rules.packs), now)


async def _keep_text(
    connection: Connection,
    state: store.StreamState,
    before: SystemFile | None,
    proposal: Proposal,
    now: datetime,
) -> None:
    sha, after = sha256_of(proposal.text), proposal.system
    await store.keep_system(connection, sha, proposal.text, now)
    await store.keep_units(connection, state.code, after.units)
    gone = [] if before is None else sorted(set(before.units_by_code) - set(after.units_by_code))
    await store.drop_units(connection, state.code, gone)
    await store.keep_follows(connection, state.code, after.units)
    await store.point_to(connection, state.code, after.name, sha)


def service_time(state: store.StreamState, now: datetime) -> datetime:
    """The stream's own time, which never runs back. A simulated one whose clock was never set stands where it was."""
    never_set = state.mode != "live" and state.clock.speed is None
    return state.last_at if never_set else max(state.clock.at(now), state.last_at)

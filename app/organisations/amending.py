"""A person changes one list of a stream's configuration: checked first, then written whole, under their own rights."""

import asyncio
from datetime import datetime
from typing import NamedTuple

from app.db.connection import Connection
from app.organisations import store
from app.organisations.amend import Amendment, amended, only_touches, refused
from app.organisations.apply import (
    Applied,
    Proposal,
    Why,
    changes_between,
    hold_to_history,
    journal_change,
    service_time,
)
from app.organisations.check import read_and_check
from app.organisations.differences import differences
from app.organisations.rules import Rules, rules_here
from app.organisations.system_file import SystemFile, read_system, sha256_of


class MovedMeanwhile(Exception):
    """The text is not the one that was looked at; the argument says what has changed since, in words."""


class NoConfiguration(Exception):
    """The stream has no configuration yet."""


class Proposed(NamedTuple):
    """A change that would be taken, against the text `was`."""

    was: str
    before: SystemFile
    proposal: Proposal
    changes: list[str]


async def propose(
    connection: Connection, stream: str, amendment: Amendment, seen: str, now: datetime
) -> Proposed:
    """What the change would come to; `seen` is the sha of the text it was made on, `now` real time.

    Raises MovedMeanwhile, NoConfiguration, SystemFileError, WouldOrphanHistoryError.
    """
    state = await store.look_at_stream(connection, stream)
    if state is None or state.config is None:
        raise NoConfiguration(stream)
    text = state.config
    if sha256_of(text) != seen:
        raise MovedMeanwhile(await since(connection, seen, text))
    rules = await rules_here(connection)
    before, proposal = await asyncio.to_thread(read_anew, text, amendment, f"the text of {stream}", rules)
    await hold_to_history(connection, stream, before, proposal.system, service_time(state, now))
    changes = [] if proposal.text == text else changes_between(before, proposal.system)
    return Proposed(text, before, proposal, changes)


def read_anew(text: str, amendment: Amendment, name: str, rules: Rules) -> tuple[SystemFile, Proposal]:
    """The text before and with the change. Raises SystemFileError."""
    before = read_system(text, name)
    written = amended(text, amendment, name)
    after = read_and_check(written, name, rules)
    if not only_touches(before, after, amendment.part):
        raise refused(name, amendment.part, "this would change other parts of the text as well")
    return before, Proposal(after, written, rules)


async def amend(connection: Connection, stream: str, proposed: Proposed, why: Why, now: datetime) -> Applied:
    """Writes the change: text, pointer and journal entry, or nothing. Raises MovedMeanwhile, WouldOrphanHistoryError;
    the database refuses whoever may not.
    """
    async with connection.transaction():
        state = await store.lock_stream(connection, stream)
        if state is None or state.config is None:
            raise NoConfiguration(stream)
        if state.config != proposed.was:
            raise MovedMeanwhile(await since(connection, sha256_of(proposed.was), state.config))
        if not proposed.changes:
            return Applied(stream, state.head.seq, [])
        at = service_time(state, now)
        await hold_to_history(connection, stream, proposed.before, proposed.proposal.system, at)
        await store.configure(connection, why.by, stream, proposed.proposal.text, now)
        return await journal_change(connection, state, proposed.before, proposed.proposal, why, at)


async def since(connection: Connection, seen: str, text: str) -> str:
    """What has changed since somebody looked, in words."""
    old = await store.text_of(connection, seen)
    if old is None:
        return "the text that you looked at is not known here"
    changes = differences(read_system(old, "the text before"), read_system(text, "the text in force"))
    return "; ".join(changes) or "the wording of the file"

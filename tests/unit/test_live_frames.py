"""A snapshot and the frames after it make the later snapshot, however the frames were cut, joined or late."""

import asyncio
from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson
from hypothesis import given
from hypothesis import strategies as st

from app.board.disclose import disclose
from app.live.board import MOST_EVENTS, Board
from app.live.chunk import Chunk, frame_text, joined, wire_frame

UNITS = ("MKUH", "BED", "QHG")
AUDIENCES = st.sampled_from(["all", "level"])


class History(NamedTuple):
    """Commits in order, each a chunk."""

    chunks: tuple[Chunk, ...]

    def shown(self, upto: int, audience: str) -> dict[str, Any]:
        """What a snapshot at a seq shows to an audience."""
        states: dict[str, str] = {}
        for chunk in self.chunks:
            if chunk.to <= upto:
                states |= disclose(audience, chunk).states
        return {unit: orjson.loads(text) for unit, text in states.items()}


class Shown:
    """A board as the protocol wants it, without a network."""

    def __init__(self, history: History, audience: str, seq: int) -> None:
        self.history, self.audience, self.seq = history, audience, seq
        self.states = history.shown(seq, audience)
        self.events: list[int] = []
        self.snapshots = 0

    def take(self, text: str) -> None:
        frame = orjson.loads(text)
        if frame["from"] > self.seq:
            self.snapshots += 1
            self.seq = self.history.chunks[-1].to
            self.states = self.history.shown(self.seq, self.audience)
        for unit, state in frame["states"].items():
            if unit not in self.states or state["v"] > self.states[unit]["v"]:
                self.states[unit] = state
        self.events += [event["seq"] for event in frame["events"]]
        self.seq = max(self.seq, frame["to"])


def picture(unit: str, version: int) -> str:
    settling = {"evidenced": {"p4": "6"}, "at_least": [None, None, None]}
    body = {"unit": unit, "v": version, "level": version % 4 + 1, "score": str(version), "settling": settling}
    return orjson.dumps({**body, "parameters": [version], "held": {"ed.dta": version}}).decode()


def event(seq: int) -> str:
    return orjson.dumps({"kind": "level", "seq": seq, "because": ["Majors 126 %"]}).decode()


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to twelve commits, each of a few entries, some of them events, with pictures at their end."""
    seq, chunks = 0, []
    for _ in range(draw(st.integers(1, 12))):
        after, seq = seq, seq + draw(st.integers(1, 3))
        seqs = tuple(s for s in range(after + 1, seq + 1) if draw(st.booleans()))
        states = {unit: picture(unit, seq) for unit in UNITS if draw(st.booleans())}
        chunks.append(
            Chunk(after, seq, "2026-01-12T08:00:00Z", "live", seqs, tuple(map(event, seqs)), states)
        )
    return History(tuple(chunks))


def parts(data: st.DataObject, chunks: Sequence[Chunk]) -> list[Chunk]:
    """The same chunks, neighbours joined at random."""
    groups: list[list[Chunk]] = []
    for chunk in chunks:
        follows: bool = data.draw(st.booleans(), "joined to the last")
        if groups and follows:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    return [joined(group) for group in groups]


def taken(board: Board) -> str | None:
    """What the board's socket would send next; None when it would wait or has been cut."""
    if board.cut is None and not board.frames and board.note is None:
        return None
    try:
        board.next().send(None)
    except StopIteration as sent:
        text: str | None = sent.value
        return text
    raise AssertionError("a board with something to send waits")


@given(histories(), AUDIENCES, st.data())
def test_snapshot_and_any_partition_into_frames_is_the_later_snapshot(
    history: History, audience: str, data: st.DataObject
) -> None:
    start = data.draw(st.sampled_from([0, *(chunk.to for chunk in history.chunks)]))
    board = Shown(history, audience, start)
    for frame in parts(data, [chunk for chunk in history.chunks if chunk.to > start]):
        board.take(frame_text(disclose(audience, frame)))
    assert board.states == history.shown(history.chunks[-1].to, audience)
    assert board.snapshots == 0


@given(histories(), AUDIENCES, st.data())
def test_frames_sent_before_the_snapshot_was_taken_change_nothing_back(
    history: History, audience: str, data: st.DataObject
) -> None:
    start = data.draw(st.sampled_from([chunk.to for chunk in history.chunks]))
    board = Shown(history, audience, start)
    for frame in parts(data, history.chunks):
        board.take(frame_text(disclose(audience, frame)))
    assert board.states == history.shown(history.chunks[-1].to, audience)


@given(histories(), AUDIENCES, st.data())
def test_a_board_that_reads_now_and_then_loses_no_event_and_ends_right(
    history: History, audience: str, data: st.DataObject
) -> None:
    queue, board = Board(audience, 0), Shown(history, audience, 0)
    for chunk in parts(data, history.chunks):
        seen = disclose(audience, chunk)
        queue.offer(seen, frame_text(seen))
        if data.draw(st.booleans(), "reads") and (text := taken(queue)) is not None:
            board.take(text)
    while (text := taken(queue)) is not None:
        board.take(text)
    assert board.states == history.shown(history.chunks[-1].to, audience)
    assert board.events == [seq for chunk in history.chunks for seq in chunk.seqs]


@given(histories(), AUDIENCES, st.data())
def test_a_board_that_was_skipped_asks_for_a_snapshot_whatever_waited_for_it(
    history: History, audience: str, data: st.DataObject
) -> None:
    *told, last = (disclose(audience, chunk) for chunk in history.chunks)
    missed = data.draw(st.integers(0, max(len(told) - 1, 0)))
    queue, board = Board(audience, 0), Shown(history, audience, 0)
    for chunk in told[:missed]:
        queue.offer(chunk, frame_text(chunk))
    skip = Chunk(last.to, last.to, last.at, last.mode, (), (), {})
    queue.offer(skip, frame_text(skip))
    while (text := taken(queue)) is not None:
        board.take(text)
    assert board.states == history.shown(last.to, audience)
    assert board.snapshots == 1


@given(histories())
def test_levels_only_never_carries_a_figure(history: History) -> None:
    texts = [frame_text(disclose("level", chunk)) for chunk in history.chunks]
    assert not any("Majors" in text or "ed.dta" in text or "p4" in text for text in texts)
    scores = {state["score"] for text in texts for state in orjson.loads(text)["states"].values()}
    assert scores <= {"0"}


def test_a_board_with_too_many_events_waiting_is_cut() -> None:
    queue = Board("all", 0)
    for seq in range(MOST_EVENTS + 3):
        chunk = Chunk(seq, seq + 1, "2026-01-12T08:00:00Z", "live", (seq + 1,), (event(seq + 1),), {})
        queue.offer(chunk, frame_text(chunk))
    assert queue.cut == (4408, "this board could not keep up")
    assert taken(queue) is None


def test_only_the_newest_heartbeat_is_sent_and_frames_go_first() -> None:
    queue = Board("all", 0)
    queue.offer_note("old")
    queue.offer_note("new")
    chunk = Chunk(0, 1, "2026-01-12T08:00:00Z", "live", (), (), {})
    queue.offer(chunk, frame_text(chunk))
    assert [taken(queue), taken(queue), taken(queue)] == [frame_text(chunk), "new", None]


def test_the_first_reason_for_which_a_board_is_cut_stands() -> None:
    queue = Board("all", 0)
    queue.close(4401, "session ended")
    queue.close(1012, "restarting")
    assert queue.cut == (4401, "session ended")


def payload_of(frame: bytes) -> str:
    """The text of a whole frame, read as a browser does."""
    assert frame[0] == 0x81
    length = frame[1]
    assert length <= 127, "a server masks nothing"
    begins = {126: 4, 127: 10}.get(length, 2)
    assert begins == 2 or int.from_bytes(frame[2:begins]) == len(frame) - begins
    return frame[begins:].decode()


@given(histories(), AUDIENCES, st.data())
def test_what_goes_straight_to_a_free_line_never_overtakes_what_waits(
    history: History, audience: str, data: st.DataObject
) -> None:
    shown, free = Shown(history, audience, 0), [True]
    turns = st.lists(st.integers(0, 2), min_size=40, max_size=40)
    sends, between = (
        iter(data.draw(turns, "turns that a send takes") * 9),
        iter(data.draw(turns, "between commits")),
    )
    lines = data.draw(st.lists(st.booleans(), min_size=12, max_size=12), "the line is free")

    async def story() -> None:
        board = Board(audience, 0)

        def direct(frame: bytes) -> bool:
            if free[0]:
                shown.take(payload_of(frame))
            return free[0]

        async def sender() -> None:
            while (text := await board.next()) is not None:
                shown.take(text)
                for _ in range(next(sends)):
                    await asyncio.sleep(0)

        board.direct = direct
        sending = asyncio.create_task(sender())
        await asyncio.sleep(0)
        for chunk, is_free in zip(history.chunks, lines, strict=False):
            free[0] = is_free
            seen = disclose(audience, chunk)
            text = frame_text(seen)
            board.offer(seen, text, wire_frame(text))
            for _ in range(next(between)):
                await asyncio.sleep(0)
        for _ in range(100):  # more turns than all of it can take
            await asyncio.sleep(0)
        board.close(1000, "enough")
        await sending

    asyncio.run(story())
    assert shown.states == history.shown(history.chunks[-1].to, audience)
    assert shown.events == [seq for chunk in history.chunks for seq in chunk.seqs]
    assert shown.snapshots == 0


@given(st.text(max_size=200), st.integers(0, 70_000))
def test_a_frame_made_here_is_read_as_it_was_written(text: str, longer: int) -> None:
    whole = text + "x" * longer
    assert payload_of(wire_frame(whole)) == whole

"""What happened on a stream in (from, to], as texts ready to send. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Chunk(NamedTuple):
    """`events`: JSON texts in order, `seqs` theirs. `states`: picture texts by unit; `matters`: theirs by id. `mode`
    and `at` as on the wire.
    """

    after: int
    to: int
    at: str
    mode: str
    seqs: tuple[int, ...]
    events: tuple[str, ...]
    states: Mapping[str, str]
    matters: Mapping[str, str] = {}


def joined(chunks: Iterable[Chunk]) -> Chunk:
    """Chunks that follow one another as one: every event, the newest of each state."""
    first, *rest = chunks
    seqs, events = list(first.seqs), list(first.events)
    states, matters = dict(first.states), dict(first.matters)
    last = first
    for last in rest:
        seqs += last.seqs
        events += last.events
        states.update(last.states)
        matters.update(last.matters)
    return Chunk(first.after, last.to, last.at, last.mode, tuple(seqs), tuple(events), states, matters)


def frame_text(chunk: Chunk) -> str:
    """The frame (shape: app.messages.board.Frame)."""
    events = ",".join(chunk.events)
    return (
        f'{{"kind":"frame","from":{chunk.after},"to":{chunk.to},"at":"{chunk.at}","mode":"{chunk.mode}",'
        f'"events":[{events}],"states":{{{by_key(chunk.states)}}},"matters":{{{by_key(chunk.matters)}}}}}'
    )


TEXT_FRAME, SHORT, MEDIUM = 0x81, 126, 1 << 16


def wire_frame(text: str) -> bytes:
    """A whole text message of a websocket as a server sends it (RFC 6455, 5.2): final, not masked."""
    payload = text.encode()
    length = len(payload)
    if length < SHORT:
        head = bytes((TEXT_FRAME, length))
    elif length < MEDIUM:
        head = bytes((TEXT_FRAME, 126)) + length.to_bytes(2)
    else:
        head = bytes((TEXT_FRAME, 127)) + length.to_bytes(8)
    return head + payload


def by_key(texts: Mapping[str, str]) -> str:
    """The inside of a JSON object whose values are texts already."""
    return ",".join(f'"{key}":{text}' for key, text in texts.items())

"""What happened on a stream in (from, to], as texts ready to send. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Chunk(NamedTuple):
    """`events`: JSON texts in order, `seqs` theirs. `states`: picture texts by unit. `mode` and `at` as on the wire."""

    after: int
    to: int
    at: str
    mode: str
    seqs: tuple[int, ...]
    events: tuple[str, ...]
    states: Mapping[str, str]


def joined(chunks: Iterable[Chunk]) -> Chunk:
    """Chunks that follow one another as one: every event, the newest of each state."""
    first, *rest = chunks
    seqs, events, states = list(first.seqs), list(first.events), dict(first.states)
    last = first
    for last in rest:
        seqs += last.seqs
        events += last.events
        states.update(last.states)
    return Chunk(first.after, last.to, last.at, last.mode, tuple(seqs), tuple(events), states)


def frame_text(chunk: Chunk) -> str:
    """The frame (shape: app.messages.board.Frame)."""
    events = ",".join(chunk.events)
    states = ",".join(f'"{unit}":{text}' for unit, text in chunk.states.items())
    return (
        f'{{"kind":"frame","from":{chunk.after},"to":{chunk.to},"at":"{chunk.at}","mode":"{chunk.mode}",'
        f'"events":[{events}],"states":{{{states}}}}}'
    )

"""What an audience may see of a picture or a chunk. Pure."""

from collections.abc import Iterable

import orjson

from app.live.chunk import Chunk

ALL = "all"
LEVEL = "level"

HIDDEN_SCORES = ("score", "available", "floor_score", "ceiling_score", "bounds_available")


def disclose(audience: str, chunk: Chunk) -> Chunk:
    """The chunk as the audience sees it; a chunk that is empty for it still moves its seq."""
    if audience == ALL:
        return chunk
    told = [(seq, event) for seq, event in zip(chunk.seqs, chunk.events, strict=True) if told_to_all(event)]
    return chunk._replace(
        seqs=tuple(seq for seq, _ in told),
        events=tuple(without_reasons(event) for _, event in told),
        states={unit: level_only(text) for unit, text in chunk.states.items()},
        matters={key: text for key, text in chunk.matters.items() if matter_for_all(key)},
    )


def events_told(audience: str, texts: Iterable[str]) -> list[orjson.Fragment]:
    """The events of a snapshot as the audience sees them."""
    if audience == ALL:
        return [orjson.Fragment(text) for text in texts]
    return [orjson.Fragment(without_reasons(text)) for text in texts if told_to_all(text)]


FOR_ALL = ("shift", "watch", "declaration")
"""Matters that everybody in a system may see: who holds which seat, and what was declared."""
HEARD_OF = (*FOR_ALL, "card")
"""Kinds of which everybody hears that something was done: a provider then asks for its own cards."""


def matter_for_all(key: str) -> bool:
    """Whether a matter is shown to those who see levels only."""
    return key.partition("-")[0] in FOR_ALL


def told_to_all(event: str) -> bool:
    """Whether an event is told to those who see levels only."""
    body = orjson.loads(event)
    if body["kind"] == "trigger":
        return False  # it says figures
    return body["kind"] != "act" or body["about"] in HEARD_OF


def level_only(text: str) -> str:
    """A picture without the figures and points behind its level, and without why its service is as it is."""
    body = orjson.loads(text)
    body.update(dict.fromkeys(HIDDEN_SCORES, "0"))
    body.update(parameters=[], held={}, triggers=[])
    body["settling"]["evidenced"] = {}
    if body.get("service") is not None:
        body["service"]["reason"] = None
    return orjson.dumps(body).decode()


def without_reasons(event: str) -> str:
    """An event without the figures that explain it."""
    body = orjson.loads(event)
    if "because" in body:
        body["because"] = []
    return orjson.dumps(body).decode()

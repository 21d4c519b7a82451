"""What an audience may see of a picture or a chunk. Pure."""

import orjson

from app.live.chunk import Chunk

ALL = "all"
LEVEL = "level"

HIDDEN_SCORES = ("score", "available", "floor_score", "ceiling_score", "bounds_available")


def disclose(audience: str, chunk: Chunk) -> Chunk:
    """The chunk as the audience sees it; a chunk that is empty for it still moves its seq."""
    if audience == ALL:
        return chunk
    return chunk._replace(
        events=tuple(without_reasons(event) for event in chunk.events),
        states={unit: level_only(text) for unit, text in chunk.states.items()},
    )


def level_only(text: str) -> str:
    """A picture without the figures and points behind its level."""
    body = orjson.loads(text)
    body.update(dict.fromkeys(HIDDEN_SCORES, "0"))
    body.update(parameters=[], held={})
    body["settling"]["evidenced"] = {}
    return orjson.dumps(body).decode()


def without_reasons(event: str) -> str:
    """An event without the figures that explain it."""
    body = orjson.loads(event)
    if "because" in body:
        body["because"] = []
    return orjson.dumps(body).decode()

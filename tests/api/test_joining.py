"""What a board that joins is told at once, before the next beat."""

import orjson

from tests.serving import served


async def test_a_stream_that_no_beat_knew_yet_is_not_said_to_be_out_of_reach(database: str) -> None:
    async with served(database) as service:
        beat = service.app.state.services.beat
        await beat.heads.read()
        assert orjson.loads(beat.note_now("QHG"))["kind"] == "heartbeat"
        assert beat.note_now("MADE-JUST-NOW") is None

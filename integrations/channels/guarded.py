"""The one boundary of channel delivery where everything is caught. Knows no carrier."""

import asyncio

import structlog

from integrations.channels.message import Channel, Message, Result, RetryAfter

log = structlog.get_logger()

BROKEN_SECONDS = 30.0


class Guarded:
    """A channel that always answers, within `limit_seconds`: a fault of ours is logged and tried again."""

    def __init__(self, channel: Channel, limit_seconds: float) -> None:
        self.name = channel.name
        self.channel = channel
        self._limit_seconds = limit_seconds

    async def send(self, message: Message) -> Result:
        """What the channel says; RetryAfter if it breaks or does not say anything in time."""
        try:
            async with asyncio.timeout(self._limit_seconds):
                return await self.channel.send(message)
        except TimeoutError:
            return RetryAfter(BROKEN_SECONDS, f"no answer within {self._limit_seconds:g} s")
        except Exception as error:
            log.exception("channel_broke", channel=self.name, reference=message.reference)
            return RetryAfter(BROKEN_SECONDS, f"fault of ours: {type(error).__name__}")

    async def close(self) -> None:
        """Closes the channel; one that cannot be closed does not keep the service from stopping."""
        try:
            await self.channel.close()
        except Exception:
            log.exception("channel_not_closed", channel=self.name)

"""The stand-in for a carrier: shows the page on this machine. Reaches nobody."""

from collections.abc import Callable

import structlog

from integrations.channels.message import Delivered, Message

log = structlog.get_logger()

Show = Callable[[str, Message], None]
"""Takes the channel's name and the page."""


def log_page(channel: str, message: Message) -> None:
    """As a line of the service's log, the address with it: for demonstrations and development."""
    log.info(
        "page_shown",
        channel=channel,
        reference=message.reference,
        to=message.to,
        mode=message.mode,
        urgent=message.urgent,
        subject=message.subject,
        text=message.text,
    )


class Console:
    """A channel whose pages appear where `show` puts them."""

    def __init__(self, name: str, show: Show = log_page) -> None:
        self.name = name
        self._show = show

    async def send(self, message: Message) -> Delivered:
        """Shown is delivered: there is no device to wait for."""
        self._show(self.name, message)
        return Delivered("shown on the console; no carrier")

    async def close(self) -> None:
        """Holds nothing."""

"""A page as an e-mail: headers and body. Sends nothing."""

import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from integrations.channels.message import Message, one_line

ONE_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", re.ASCII
)
SENDER = re.compile(r'(?:"?(?P<name>[^<>@,;:"]*?)"?\s*<)?(?P<address>[^<>\s]+)(?(name)>)')


class BadSender(ValueError):
    """The configured sender is not an e-mail address."""

    def __init__(self, sender: str) -> None:
        super().__init__(f'{sender!r} is not a sender such as "Surgeline <surgeline@example.nhs.uk>"')
        self.sender = sender


def is_address(text: str) -> bool:
    """Whether it is one plain address; a list, a name in front, or a line break makes it none."""
    return ONE_ADDRESS.fullmatch(text) is not None


def sender_of(text: str) -> Address:
    """An address with or without a name in front. Raises BadSender."""
    found = SENDER.fullmatch(text.strip())
    if found is None or not is_address(found["address"]):
        raise BadSender(text)
    try:
        return Address(one_line(found["name"] or ""), addr_spec=found["address"])
    except MessageError as error:
        raise BadSender(text) from error


def compose(message: Message, sender: Address, now: datetime) -> EmailMessage:
    """The e-mail to `message.to`, which must be an address.

    Its Message-ID is derived from the reference: sent twice, it is one e-mail to a mailbox that looks.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = message.to
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{quote(message.reference, safe='')}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Surgeline-Mode"] = message.mode
    if message.urgent:
        mail["Importance"] = "high"
        mail["Priority"] = "urgent"
        mail["X-Priority"] = "1"
    mail.set_content(message.body.encode("utf-8", "replace").decode())
    return mail

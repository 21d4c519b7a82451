"""A page of the tests. Sends nothing."""

from datetime import UTC, datetime

from integrations.channels.message import Message

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)
EMAIL, MOBILE = "director@example.nhs.uk", "+447700900123"
PAGE = Message(
    reference="QHG-1203.2",
    to=EMAIL,
    subject="OPEL 4 at Milton Keynes University Hospital",
    text="QHG-1203 12:00 OPEL 4 at MKUH. Reply on the board.",
    body="OPEL 4 at Milton Keynes University Hospital since 12:00.\n\nMajors 118 %: 26 for 22 places.\n",
    mode="live",
    urgent=True,
)
TEXT = PAGE._replace(to=MOBILE)

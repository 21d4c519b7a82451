"""What carriers call back with → a value. Who may call back is asked in `signature`; nothing is stored."""

from datetime import datetime
from typing import Annotated, Literal, NamedTuple, assert_never

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from integrations.channels.message import Delivered, Failed, HandedOver

Id = Annotated[str, Field(min_length=1, max_length=200)]


class ReceiptRefused(ValueError):
    """The body is not a receipt that can be understood. `reason` names fields, never their values."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Receipt(NamedTuple):
    """What Notify says became of a message. `carrier_id`: Notify's. `at` None: not completed."""

    reference: str
    carrier_id: str
    result: Delivered | HandedOver | Failed
    at: datetime | None


class VoiceReceipt(NamedTuple):
    """What became of a call. `keypress`: what the person pressed, and so proof that somebody heard it."""

    reference: str
    result: Delivered | Failed
    keypress: str | None


class _Receipt(BaseModel):
    """Notify's callback (REST API documentation, Delivery receipts). It may grow fields."""

    model_config = ConfigDict(frozen=True)

    id: Id
    reference: Id
    status: Literal[
        "created",
        "sending",
        "pending",
        "sent",
        "delivered",
        "permanent-failure",
        "temporary-failure",
        "technical-failure",
    ]
    notification_type: Literal["sms", "email"]
    completed_at: AwareDatetime | None = None


class _VoiceReceipt(BaseModel):
    model_config = ConfigDict(frozen=True)

    reference: Id
    status: Literal["delivered", "answered", "failed", "no_answer", "busy"]
    keypress: Annotated[str, Field(pattern=r"^[0-9*#]$")] | None = None


def parse_receipt(body: bytes) -> Receipt:
    """Notify's delivery receipt. A message without a reference is not one of ours. Raises ReceiptRefused."""
    try:
        told = _Receipt.model_validate_json(body)
    except ValidationError as error:
        raise _refused(error) from None
    return Receipt(told.reference, told.id, _result(told), told.completed_at)


def _result(told: _Receipt) -> Delivered | HandedOver | Failed:
    match told.status:
        case "delivered":
            return Delivered(told.id)
        case "created" | "sending" | "pending" | "sent":
            return HandedOver(told.id)
        case "temporary-failure" if told.notification_type == "sms":
            return Failed("phone off or out of reach")
        case "temporary-failure":
            return Failed("mailbox full or its server out of reach")
        case "permanent-failure":
            return Failed("no such number or address, or its network refused the message")
        case "technical-failure":
            return Failed("not sent: trouble between Notify and its provider")
        case _:
            assert_never(told.status)


def parse_voice_receipt(body: bytes) -> VoiceReceipt:
    """A voice supplier's callback. A key pressed in a call that nobody took is refused. Raises ReceiptRefused."""
    try:
        told = _VoiceReceipt.model_validate_json(body)
    except ValidationError as error:
        raise _refused(error) from None
    result = _voice_result(told)
    if told.keypress is not None and isinstance(result, Failed):
        raise ReceiptRefused(f"keypress: a call that is {told.status} has none")
    return VoiceReceipt(told.reference, result, told.keypress)


def _voice_result(told: _VoiceReceipt) -> Delivered | Failed:
    match told.status:
        case "delivered" | "answered":
            return Delivered(f"call {told.status}")
        case "failed":
            return Failed("the call failed")
        case "no_answer":
            return Failed("nobody answered")
        case "busy":
            return Failed("engaged")
        case _:
            assert_never(told.status)


def _refused(error: ValidationError) -> ReceiptRefused:
    problems = (f"{'.'.join(map(str, found['loc'])) or 'body'}: {found['msg']}" for found in error.errors())
    return ReceiptRefused("; ".join(problems))

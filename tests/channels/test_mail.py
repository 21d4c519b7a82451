"""A page as an e-mail: what is in it, and what nobody can put into it."""

from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from integrations.channels.mail import BadSender, compose, is_address, sender_of
from integrations.channels.message import Message
from tests.channels.pages import NOON, PAGE

SENDER = sender_of("Surgeline <surgeline@example.nhs.uk>")
FEW = settings(max_examples=40, deadline=None)


def on_the_wire(message: Message) -> dict[str, str]:
    read = message_from_bytes(compose(message, SENDER, NOON).as_bytes(), policy=default)
    return {name: str(value) for name, value in read.items()}


def test_an_urgent_page_says_who_when_and_how_urgent() -> None:
    assert on_the_wire(PAGE) == {
        "From": "Surgeline <surgeline@example.nhs.uk>",
        "To": "director@example.nhs.uk",
        "Subject": "OPEL 4 at Milton Keynes University Hospital",
        "Date": "Mon, 12 Jan 2026 12:00:00 +0000",
        "Message-ID": "<QHG-1203.2@example.nhs.uk>",
        "Auto-Submitted": "auto-generated",
        "Surgeline-Mode": "live",
        "Importance": "high",
        "Priority": "urgent",
        "X-Priority": "1",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "7bit",
        "MIME-Version": "1.0",
    }


def test_a_page_that_can_wait_claims_no_importance() -> None:
    assert {"Importance", "Priority", "X-Priority"}.isdisjoint(on_the_wire(PAGE._replace(urgent=False)))


@FEW
@example("OPEL 4\r\nBcc: everybody@example.nhs.uk", "\ud800", "QHG-1>\r\nBcc: x@y")
@given(st.text(st.characters()), st.text(st.characters()), st.text(min_size=1))
def test_no_text_adds_a_header_or_changes_another(subject: str, body: str, reference: str) -> None:
    told = on_the_wire(PAGE._replace(subject=subject, body=body, reference=reference))
    of_the_page = {"Subject", "Message-ID", "Content-Type", "Content-Transfer-Encoding"}
    assert {name: value for name, value in told.items() if name not in of_the_page} == {
        name: value for name, value in on_the_wire(PAGE).items() if name not in of_the_page
    }


@FEW
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r")))
def test_the_body_arrives_as_it_was_written(body: str) -> None:
    read = message_from_bytes(compose(PAGE._replace(body=body), SENDER, NOON).as_bytes(), policy=default)
    assert read.get_content().replace("\r\n", "\n") == body.removesuffix("\n") + "\n"


@FEW
@given(st.lists(st.text(min_size=1, max_size=40), min_size=2, max_size=2, unique=True))
def test_two_references_never_share_a_message_id(references: list[str]) -> None:
    one, other = (on_the_wire(PAGE._replace(reference=reference))["Message-ID"] for reference in references)
    assert one != other


@pytest.mark.parametrize(
    "text",
    [
        "",
        "director",
        "a@b, c@d",
        "a@b\r\nBcc: c@d",
        "J Okoro <j.okoro@nhs.net>",
        "a b@c",
        "a@b c",
        "a@b\n",
        "ü@b",
        "<a@b>",
        "a@b>",
        "a@-b",
    ],
)
def test_what_is_not_one_plain_address_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("text", ["j.okoro@nhs.net", "on-call+night@trust.example.nhs.uk", "root@localhost"])
def test_a_plain_address_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["", "Surgeline", "Surgeline <surgeline>", "a@b\r\nBcc: c@d", "a@b..c", "a@b, c@d"]
)
def test_a_sender_that_is_none_is_refused_at_once(text: str) -> None:
    with pytest.raises(BadSender, match="is not a sender"):
        sender_of(text)

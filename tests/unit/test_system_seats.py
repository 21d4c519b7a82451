"""Seats and handovers of a system: what they are seen as, and what is said when they change."""

from pathlib import Path

from app.organisations.check import read_and_check
from app.organisations.check_seats import seat_scopes
from app.organisations.differences import differences
from app.organisations.history import History, reasons_to_refuse
from app.organisations.reference_systems import reference_text
from app.organisations.system_file import SystemFile, read_system

TEXT = (Path(__file__).parent / "systems" / "good.seats.yaml").read_text("utf-8")
WITHOUT = (Path(__file__).parent / "systems" / "good.smallest.yaml").read_text("utf-8")


def blmk() -> SystemFile:
    return read_and_check(reference_text("blmk") or "", "blmk.yaml")


def told(before: str, after: str) -> list[str]:
    return differences(read_system(before, "before"), read_system(after, "after"))


def test_a_system_without_seats_is_called_by_the_default_policy() -> None:
    found = read_and_check(WITHOUT, "good.smallest.yaml")
    assert (found.seats, found.handovers, found.policy) == ((), (), "default")


def test_a_provider_counts_as_its_units() -> None:
    scopes = seat_scopes(blmk())
    assert {code: scopes[code] for code in ("RD8", "RD8-MKH", "MKCC", "MK", "QHG", "Y61")} == {
        "RD8": "unit",
        "RD8-MKH": "unit",
        "MKCC": "unit",
        "MK": "place",
        "QHG": "system",
        "Y61": "region",
    }


def test_in_blmk_the_room_and_the_director_hold_the_system_in_turn_and_both_cells_sign() -> None:
    seats = {seat.key: seat for seat in blmk().seats}
    evening, morning = blmk().handovers
    assert {key for key, seat in seats.items() if seat.holds} == {"room_lead@QHG", "director@QHG"}
    assert (evening.from_, evening.to, f"{evening.at:%H:%M}") == ("room_lead", "director", "20:00")
    assert evening.signed_by == ("room_lead@QHG", "cell_lead@MK", "cell_lead@BCA")
    assert (morning.from_, morning.to, f"{morning.at:%H:%M}") == ("director", "room_lead", "08:00")


def test_a_seat_that_nobody_must_fill_is_not_missed() -> None:
    seats = {seat.key: seat.must for seat in blmk().seats}
    assert (seats["site_manager@RD8-MKH"], seats["feed_contact@RD8"], seats["on_call@RYE"]) == (
        True,
        False,
        False,
    )


def test_new_seats_and_handovers_are_told_by_name() -> None:
    assert told(WITHOUT, TEXT) == [
        "seat room_lead@XX1 added",
        "seat director@XX1 added",
        "seat cell_lead@P1 added",
        "seat site_manager@RD8-A added",
        "seat executive@RD8 added",
        "seat on_call@Y61 added",
        "handover room_lead to director at 20:00 added",
        "handover director to room_lead at 08:00 added",
    ]


def test_a_changed_seat_is_told_in_words() -> None:
    hours = TEXT.replace(
        'at: XX1, title: Room lead, hours: {from: "08:00"', 'at: XX1, title: Room lead, hours: {from: "07:30"'
    )
    after = hours.replace("title: Region on call, must: false", "title: Region on call")
    assert told(TEXT, after) == [
        "seat room_lead@XX1: hours 08:00 to 20:00 → 07:30 to 20:00",
        "seat on_call@Y61: must no → yes",
    ]


def test_a_changed_handover_is_told_in_words() -> None:
    after = TEXT.replace("signed_by: [room_lead@XX1, cell_lead@P1]", "signed_by: [room_lead@XX1]")
    assert told(TEXT, after) == [
        "handover room_lead to director at 20:00: signed by room_lead@XX1 cell_lead@P1 → room_lead@XX1"
    ]


def test_another_policy_is_told() -> None:
    assert told(TEXT, TEXT + "policy: ours\n") == ["system policy: default → ours"]


def test_seats_may_change_at_any_time() -> None:
    before, after = read_system(TEXT, "before"), read_system(WITHOUT, "after")
    assert reasons_to_refuse(before, after, History(frozenset({"RD8-A"}), None)) == []

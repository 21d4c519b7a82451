"""Where each version of a pack is in force, from when, and on whose word."""

from datetime import UTC, date, datetime

from app.board.pack_uses import uses_in
from app.board.packs_known import packs_in
from app.messages.packs import KnownPack, PackUse
from app.organisations.assignments import Assignment, TriggerUse
from app.organisations.reference_systems import reference_text
from app.organisations.rules import packaged_rules
from app.organisations.system_file import SystemFile, read_system

NOW = datetime(2026, 1, 13, 12, tzinfo=UTC)
SYSTEM = read_system(reference_text("blmk") or "", "blmk")
EARLIER, LATER = ("opel-acute-2023-24", 1), ("opel-acute-2024-26", 1)
ACUTE = ["RD8-MKH", "RC9-BED", "RC9-LDH"]


def told(uses: tuple[PackUse, ...]) -> list[tuple[str, str, str | None, list[str]]]:
    return [
        (one.standing, one.from_[:16], one.until and one.until[:16], [unit.code for unit in one.of])
        for one in uses
    ]


def with_assignment(**given: object) -> SystemFile:
    more = Assignment.model_validate(given)
    return SYSTEM.model_copy(update={"assignments": (*SYSTEM.assignments, more)})


def known(pack: str, system: SystemFile = SYSTEM) -> KnownPack:
    found = packs_in("QHG", system, packaged_rules().packs.by_key, NOW).packs
    return next(one for one in found if one.id == pack)


def test_a_later_version_ends_the_earlier_ones_time() -> None:
    uses = uses_in(SYSTEM, NOW)
    assert told(uses[EARLIER]) == [("past", "2023-12-01T00:00", "2025-06-15T23:00", ACUTE)]
    assert told(uses[LATER]) == [("now", "2025-06-15T23:00", None, ACUTE)]


def test_what_lies_ahead_is_said_beside_what_holds_with_who_decided_and_why() -> None:
    system = with_assignment(
        unit="RC9-BED",
        pack="opel-acute-2023-24",
        version=1,
        **{"from": "2026-02-01"},
        approver="Dilys Marchetti",
        reason="Compare with last year",
    )
    uses = uses_in(system, NOW)
    assert told(uses[EARLIER])[0] == ("ahead", "2026-02-01T00:00", None, ["RC9-BED"])
    assert (uses[EARLIER][0].approver, uses[EARLIER][0].reason) == (
        "Dilys Marchetti",
        "Compare with last year",
    )
    assert told(uses[LATER]) == [
        ("now", "2025-06-15T23:00", None, ["RD8-MKH", "RC9-LDH"]),
        ("now", "2025-06-15T23:00", "2026-02-01T00:00", ["RC9-BED"]),
    ]


def test_an_assignment_of_the_unit_outranks_one_of_its_pillar_that_begins_later() -> None:
    system = with_assignment(unit="RD8-MKH", pack="opel-acute-2023-24", version=1, **{"from": "2024-01-01"})
    assert told(uses_in(system, NOW)[EARLIER])[0] == ("now", "2024-01-01T00:00", None, ["RD8-MKH"])
    assert [code for use in uses_in(system, NOW)[LATER] for code in told((use,))[0][3]] == ACUTE[1:]


def test_from_a_null_pack_on_nothing_is_in_force() -> None:
    system = with_assignment(unit="RD8-MKH", pack=None, **{"from": "2026-01-10"})
    assert ("past", "2025-06-15T23:00", "2026-01-10T00:00", ["RD8-MKH"]) in told(uses_in(system, NOW)[LATER])


def test_a_unit_is_judged_only_while_it_is_open() -> None:
    given = SYSTEM.model_dump(by_alias=True)
    for unit in given["units"]:
        if unit["code"] == "RC9-LDH":
            unit |= {"opened": date(2025, 9, 1), "closed": date(2026, 1, 13)}
    uses = uses_in(SystemFile.model_validate(given), NOW)
    assert ("past", "2025-08-31T23:00", "2026-01-13T00:00", ["RC9-LDH"]) in told(uses[LATER])
    assert "RC9-LDH" not in [code for use in told(uses[EARLIER]) for code in use[3]]


def test_nothing_is_in_force_in_a_system_that_has_ended() -> None:
    given = SYSTEM.model_dump(by_alias=True) | {"until": date(2026, 1, 1)}
    uses = uses_in(SystemFile.model_validate(given), NOW)
    assert told(uses[LATER]) == [("past", "2025-06-15T23:00", "2026-01-01T00:00", ACUTE)]
    assert {use.standing for every in uses.values() for use in every} == {"past"}


def test_local_triggers_are_used_by_the_system_until_the_version_is_null() -> None:
    over = TriggerUse.model_validate({"pack": "example-triggers", "version": None, "from": "2026-01-01"})
    system = SYSTEM.model_copy(update={"triggers": (*SYSTEM.triggers, over)})
    assert told(uses_in(SYSTEM, NOW)["example-triggers", 1]) == [("now", "2025-12-01T00:00", None, ["QHG"])]
    assert told(uses_in(system, NOW)["example-triggers", 1])[0][:3] == (
        "past",
        "2025-12-01T00:00",
        "2026-01-01T00:00",
    )


def test_packs_stand_by_what_they_judge_those_in_force_first() -> None:
    packs = packs_in("QHG", SYSTEM, packaged_rules().packs.by_key, NOW).packs
    assert [one.id for one in packs if one.group == "acute"] == ["opel-acute-2024-26", "opel-acute-2023-24"]
    assert list(dict.fromkeys(one.judges for one in packs)) == [
        "Acute",
        "Community",
        "Mental health",
        "NHS 111",
        "Ambulance",
        "Councils",
        "Primary care",
        "Places, pillars and the system",
        "Local triggers",
    ]


def test_a_pack_can_be_tried_where_it_could_judge_by_figures() -> None:
    assert list(known("opel-acute-2024-26").trial_units) == ACUTE
    assert known("acute-rollup-points").trial_units == ()
    assert known("example-triggers").trial_units == ()
    assert known("example-triggers").local_triggers[:1] != ()

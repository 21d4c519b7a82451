"""What differs between two packs is said in words; nothing that differs in meaning is passed over."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from app.cli.packs import packs_app
from tests.unit.ruling import catalogue, pack, rollup
from triggers.diff_packs import AnyPack, diff_packs
from triggers.loading import load_packs, packaged_texts
from triggers.packs import ParametersPack

LATER = "opel-acute-2024-26"
TEXT = dict(packaged_texts())[f"{LATER}.yaml"]
PACKAGED = [loaded.pack for _, loaded in sorted(load_packs(catalogue()).by_key.items())]
WORDS = st.sampled_from(["official", "published", "reconstructed", "unverified"])


def changed(**fields: object) -> ParametersPack:
    return later().model_copy(update=fields)


def later() -> ParametersPack:
    return pack(LATER).pack


def with_parameter(place: int, **fields: object) -> ParametersPack:
    parameters = list(later().parameters)
    parameters[place] = parameters[place].model_copy(update=fields)
    return changed(parameters=tuple(parameters))


def sentences(before: AnyPack, after: AnyPack) -> list[str]:
    return [found.sentence for found in diff_packs(before, after, catalogue())]


@pytest.mark.parametrize("given_", PACKAGED, ids=lambda p: p.pack)
def test_a_pack_and_itself_do_not_differ(given_: AnyPack) -> None:
    again = type(given_).model_validate(given_.model_dump(by_alias=True))
    assert diff_packs(given_, again, catalogue()) == ()


@given(st.sampled_from(PACKAGED), st.sampled_from(PACKAGED))
def test_any_two_packaged_packs_differ_in_words(before: AnyPack, after: AnyPack) -> None:
    same = (before.pack, before.version) == (after.pack, after.version)
    assert bool(diff_packs(before, after, catalogue())) != same


@pytest.mark.parametrize(
    ("after", "moves"),
    [
        (changed(title="Another"), False),
        (changed(source="Another"), False),
        (changed(provenance="published"), False),
        (changed(provenance="unverified"), True),
        (changed(state_from=Decimal("0.4")), True),
        (changed(parameters=tuple(reversed(later().parameters))), False),
        (with_parameter(0, note="Another", provenance="published", id="p99"), False),
        (with_parameter(0, cut_belongs_to="worse"), True),
        (with_parameter(0, cuts=(Decimal(1), Decimal(2), Decimal(3))), True),
    ],
)
def test_what_is_only_words_is_told_from_what_can_move_a_level(after: ParametersPack, *, moves: bool) -> None:
    found = diff_packs(later(), after, catalogue())
    assert {one.moves for one in found} == {moves}


numbers = st.decimals(1, 99, places=1)
pack_fields = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(min_size=1, max_size=5),
        "provenance": WORDS,
        "state_from": st.decimals(0, 1, places=2),
        "score": st.sampled_from(["points", "percent_of_available"]),
        "hold_down": st.timedeltas(min_value=later().hold_up),
        "applies_to": st.none(),
        "parameters": st.permutations(later().parameters).map(tuple),
        "bands": st.lists(numbers, min_size=4, max_size=4).map(
            lambda bounds: tuple(
                b.model_copy(update={"up_to": u}) for b, u in zip(later().bands, bounds, strict=True)
            )
        ),
    },
)
parameter_fields = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["p3", "p30"]),
        "metric": st.sampled_from(["ed.majors_resus_occupancy_pct", "ed.attendance_variation_pct"]),
        "worse": st.sampled_from(["higher", "lower"]),
        "cuts": st.lists(numbers, min_size=2, max_size=4).map(tuple),
        "points": st.lists(numbers, min_size=3, max_size=5).map(tuple),
        "cut_belongs_to": st.sampled_from(["calmer", "worse"]),
        "provenance": WORDS,
        "note": st.none() | st.text(min_size=1, max_size=5),
    },
)


@given(pack_fields, st.integers(0, 8), parameter_fields)
def test_packs_that_differ_in_any_field_never_diff_empty(
    fields: dict[str, object], place: int, of_parameter: dict[str, object]
) -> None:
    other = with_parameter(place, **of_parameter).model_copy(update=fields)
    if "parameters" not in fields and "metric" in of_parameter:
        metrics = [p.metric for p in other.parameters]
        if len(set(metrics)) < len(metrics):
            return  # no pack that checks names a metric twice
    assert bool(sentences(later(), other)) == (other != later())


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (
            with_parameter(2, cuts=(Decimal(80), Decimal(105), Decimal(120))),
            "Majors and resus cubicle occupancy (adult): the cut for 2 points moves from 100 to 105 %.",
        ),
        (
            with_parameter(2, points=tuple(map(Decimal, (0, 1, 2, 5)))),
            "Majors and resus cubicle occupancy (adult): above 120 % it earns 5 (was 3).",
        ),
        (
            with_parameter(2, provenance="official"),
            "Majors and resus cubicle occupancy (adult): it is official (was unverified).",
        ),
        (
            changed(parameters=later().parameters[1:]),
            "Mean ambulance handover time since midnight: removed; it could earn 3 points.",
        ),
        (
            changed(state_from=Decimal("0.6")),
            "A level is stated once figures for 60 % of the points are known (was 50 %).",
        ),
        (changed(hold_down=later().hold_up), "The level falls at once (was once it has held for 30m)."),
        (
            changed(
                bands=(
                    *later().bands[:2],
                    later().bands[2].model_copy(update={"up_to": Decimal(67)}),
                    later().bands[3],
                )
            ),
            "OPEL 4 from above 67 % (was 70 %).",
        ),
    ],
)
def test_a_difference_is_said_as_a_room_lead_would(other: ParametersPack, words: str) -> None:
    assert sentences(later(), other) == [words]


def test_an_added_parameter_is_told_with_its_points_and_provenance() -> None:
    without = changed(parameters=later().parameters[1:])
    assert sentences(without, later()) == [
        "Mean ambulance handover time since midnight: added, 0, 1, 2, 3 points at 15, 30, 45 min (unverified)."
    ]


def test_roll_ups_are_compared_too() -> None:
    was = rollup("acute-rollup-percent").pack
    now = was.model_copy(update={"input": "level"})
    assert sentences(was, now) == ["input: level (was score)."]


def test_the_command_says_what_a_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "next.yaml"
    file.write_text(
        TEXT.replace("[80, 100, 120]", "[80, 105, 120]").replace("version: 1", "version: 2"), "utf-8"
    )
    said = CliRunner().invoke(packs_app, ["diff", f"{LATER}@1", str(file)])
    assert (said.exit_code, said.stdout.splitlines()) == (
        0,
        [
            f"From {LATER} version 1 to {LATER} version 2:",
            "- Majors and resus cubicle occupancy (adult): the cut for 2 points moves from 100 to 105 %.",
        ],
    )
    told = json.loads(CliRunner().invoke(packs_app, ["diff", f"{LATER}@1", str(file), "--json"]).stdout)
    assert [one["about"] for one in told["differences"]] == ["ed.majors_resus_occupancy_pct"]


def test_the_command_names_the_packs_there_are() -> None:
    said = CliRunner().invoke(packs_app, ["diff", f"{LATER}@1", "nothing@7"])
    assert (said.exit_code, f"{LATER}@1" in said.stderr) == (1, True)

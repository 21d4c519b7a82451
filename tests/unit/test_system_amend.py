"""One entry of a system's text is changed; every other line, comment and meaning stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.organisations.amend import PARTS, Amendment, Part, amended, flow, only_touches
from app.organisations.problems import SystemFileError
from app.organisations.reference_systems import reference_text
from app.organisations.system_file import read_system
from triggers.yaml_text import Plain, read_yaml

SMALL = (Path(__file__).parent / "systems" / "good.weights_change.yaml").read_text(encoding="utf-8")
BLMK = reference_text("blmk") or ""
GAP = {
    "unit": "RC9-BED",
    "metrics": ["discharge.*"],
    "reason": "No feed: moved to another record",
    "owner": "J Okoro",
    "from": "2026-01-12",
    "review": "2026-03-01",
}
HANDMADE = """\
before: 1
known_gaps:
  # the first
  - unit: A   # whose
    metrics: [x.*,
              y.*]
    reason: >
      long
      words

  # the second
  - {unit: B, metrics: [x.*]}

after: 2
"""

words = st.text(max_size=20)
scalars = st.one_of(words, st.integers(-(10**9), 10**9), st.booleans(), st.none())
entries = st.dictionaries(
    st.text("abcdefg_", min_size=1, max_size=8), st.one_of(scalars, st.lists(scalars, max_size=3)), max_size=4
)


def values(text: str) -> dict[str, Plain]:
    read, _ = read_yaml(text, "text")
    assert isinstance(read, dict)
    return read


@given(entry=entries, part=st.sampled_from(PARTS), text=st.sampled_from([SMALL, BLMK, HANDMADE]))
def test_an_entry_that_is_added_is_the_last_of_its_list_and_nothing_else_is_touched(
    entry: dict[str, Plain], part: Part, text: str
) -> None:
    after = amended(text, Amendment(part=part, entry=entry), "text")
    was = values(text)
    held = was.get(part, [])
    assert isinstance(held, list)
    assert values(after) == {**was, part: [*held, entry]}
    assert set(text.split("\n")) <= {*after.split("\n"), f"{part}: []"}


@given(data=st.data(), text=st.sampled_from([SMALL, BLMK, HANDMADE]))
def test_an_entry_is_replaced_or_removed_alone(data: st.DataObject, text: str) -> None:
    was = values(text)
    part = data.draw(st.sampled_from([part for part in PARTS if was.get(part)]))
    held = was[part]
    assert isinstance(held, list)
    number = data.draw(st.integers(0, len(held) - 1))
    entry = data.draw(st.one_of(st.none(), entries))
    after = amended(text, Amendment(part=part, number=number, entry=entry), "text")
    rest = [*held[:number], *([] if entry is None else [entry]), *held[number + 1 :]]
    assert values(after) == {**was, part: rest}


@given(entry=entries)
def test_a_value_on_one_line_reads_back_as_it_was(entry: dict[str, Plain]) -> None:
    assert values(f"entry: {flow(entry)}")["entry"] == entry


def test_comments_and_the_look_of_other_entries_stay() -> None:
    after = amended(HANDMADE, Amendment(part="known_gaps", number=0, entry={"unit": "C"}), "text")
    assert after == HANDMADE.replace(
        HANDMADE[HANDMADE.index("  - unit: A") : HANDMADE.index("\n\n  # the second")], "  - {unit: C}"
    )


def test_the_only_entry_that_goes_leaves_an_empty_list() -> None:
    text = amended(BLMK, Amendment(part="known_gaps", entry=GAP), "text")
    after = amended(text, Amendment(part="known_gaps", number=0), "text")
    assert read_system(after, "text").known_gaps == ()


def test_a_gap_added_to_a_system_is_read_as_one() -> None:
    before = read_system(BLMK, "text")
    after = read_system(amended(BLMK, Amendment(part="known_gaps", entry=GAP), "text"), "text")
    assert [gap.owner for gap in after.known_gaps] == ["J Okoro"]
    assert only_touches(before, after, "known_gaps")
    assert not only_touches(before, after, "plans")


def test_a_whole_list_is_taken_as_it_was_typed() -> None:
    typed = "- {unit: RC9-BED, metric: ed.dta, on: fri, hour: 16, value: 9.5, source: Plan}\n"
    after = read_system(amended(BLMK, Amendment(part="plans", text=typed), "text"), "text")
    assert [(plan.hour, str(plan.value)) for plan in after.plans] == [(16, "9.5")]


@pytest.mark.parametrize(
    ("amendment", "reason"),
    [
        (Amendment(part="plans", number=3, entry={}), "there is no entry 4: there are 0"),
        (Amendment(part="plans", text="unit: RC9-BED"), "must be a list"),
        (Amendment(part="plans", text="- {a: 1}\nunits: []"), "expected"),
        (Amendment(part="plans", text="- {a: [}"), "did not find"),
    ],
)
def test_what_is_no_list_is_refused_with_its_place(amendment: Amendment, reason: str) -> None:
    with pytest.raises(SystemFileError, match=reason):
        amended(BLMK, amendment, "text")

"""The picture of levels over time: well formed, whole, and local on the wall, on nights of any length."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from integrations.paper.strip import LEFT, PLOT, Strip, StripRow, StripUnit, strip_svg
from integrations.paper.strip_png import strip_png
from integrations.paper.time_axis import ticks
from tests.unit.ruling import LONDON, minutes
from triggers.replay.tally import disagreements, spans_of
from triggers.replay.values import Change

NIGHTS = [datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)]
SVG = "{http://www.w3.org/2000/svg}"
levels = st.sampled_from([1, 2, 3, 4, None])
changes = st.lists(st.tuples(st.integers(0, 3000), levels), max_size=30).map(
    lambda rows: [Change(minutes(at), level) for at, level in sorted(rows, key=lambda row: row[0])]
)


def drawn(rows: list[list[Change]], name: str = "RD8-MKH", days: int = 2) -> Strip:
    ends = minutes(days * 1440)
    spans = [spans_of(row, minutes(0), ends) for row in rows]
    unit = StripUnit(name, [StripRow(f"v{n}", s) for n, s in enumerate(spans)], disagreements(spans))
    return Strip("OPEL levels", minutes(0), ends, LONDON, [unit])


@given(st.lists(changes, min_size=1, max_size=3), st.sampled_from([1, 2, 400]))
def test_each_row_is_drawn_from_end_to_end(rows: list[list[Change]], days: int) -> None:
    root = ET.fromstring(strip_svg(drawn(rows, days=days)))  # noqa: S314  # our own text
    bars = [r for r in root.iter(f"{SVG}rect") if float(r.get("x") or 0) >= LEFT and r.get("y") is not None]
    base = {line.get("y1") for line in root.iter(f"{SVG}line") if line.get("x1") == str(LEFT)}
    for y in base:
        mine = [r for r in bars if float(r.get("y") or 0) + float(r.get("height") or 0) == float(y or 0)]
        assert abs(sum(float(r.get("width") or 0) for r in mine) - PLOT) < 0.1 * len(mine) + 0.1


def test_names_are_shown_as_they_are_written() -> None:
    text = strip_svg(drawn([[Change(minutes(0), 3)]], name='<script>"&'))
    assert '<script>"&' in [t.text for t in ET.fromstring(text).iter(f"{SVG}text")]  # noqa: S314  # our own text


def test_where_versions_differ_is_marked_and_only_there() -> None:
    three = [Change(minutes(0), 3)]
    same, other = strip_svg(drawn([three, three])), strip_svg(drawn([three, [Change(minutes(0), 2)]]))
    assert ("versions differ" in same, "versions differ" in other) == (False, True)


@given(st.sampled_from(NIGHTS), st.integers(1, 400))
def test_marks_are_in_order_and_at_whole_hours_of_the_wall(begins: datetime, hours: int) -> None:
    found = ticks(begins, begins + timedelta(hours=hours), ZoneInfo("Europe/London"))
    assert found == sorted(found)
    assert all(tick.at.astimezone(LONDON).minute == 0 for tick in found)


def test_on_the_night_clocks_go_back_an_hour_is_marked_twice() -> None:
    begins = datetime(2026, 10, 24, 23, tzinfo=UTC)
    labels = [tick.label for tick in ticks(begins, begins + timedelta(hours=6), LONDON)]
    assert labels == ["Sun 25", "02:00", "04:00"]


def test_the_png_is_a_picture_of_the_same_shape() -> None:
    strip = drawn([[Change(minutes(0), 3), Change(minutes(90), 1)]])
    png = strip_png(strip)
    wide, tall = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    height = int(ET.fromstring(strip_svg(strip)).get("height") or 0)  # noqa: S314  # our own text
    assert (png[:4], wide, tall) == (b"\x89PNG", 2400, 2 * height)

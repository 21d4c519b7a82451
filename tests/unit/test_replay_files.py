"""A file of history is taken row by row or refused row by row; nothing goes missing and no figure is rounded."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.history import MANY_ODD, SAMPLE, HistoryRead, HistoryUnread, read_history
from integrations.history_rows import Limits
from tests.unit.ruling import catalogue, minutes
from triggers.replay.lane import Lane
from triggers.values import Measure, Reading

LIMITS = Limits(timedelta(minutes=5), timedelta(days=35))
MAJORS, HANDOVER = "ed.majors_resus_occupancy_pct", "ambulance.mean_handover_minutes"
HEADING = "organisation,metric,value,observed_at\n"
FULL = "organisation,metric,value,observed_at,received_at,source,unit\n"


def read(file: Path) -> HistoryRead:
    return read_history(file, catalogue(), LIMITS)


def taken(found: HistoryRead) -> list[tuple[datetime, Reading]]:
    """Every reading with when it was received, by unit and metric."""
    rows: list[tuple[datetime, Reading]] = []
    for unit, lanes in found.history.lanes.items():
        for metric, frame in lanes.items():
            lane = Lane(unit, metric, frame, found.history.sources)
            received = (datetime.fromtimestamp(at / 1_000_000, UTC) for at in frame["received"])
            rows += zip(received, map(lane.row, range(len(frame))), strict=True)
    return rows


def csv(folder: Path, text: str) -> Path:
    file = folder / "history.csv"
    file.write_text(text, "utf-8")
    return file


figures = st.decimals(0, 600, places=6) | st.decimals(2, 600, places=1) | st.integers(2, 600).map(Decimal)


@settings(max_examples=60, deadline=None)
@given(st.lists(figures.filter(lambda value: not 0 < value <= 1), min_size=1, max_size=30))
def test_a_column_of_floats_gives_the_decimals_that_were_meant(values: list[Decimal]) -> None:
    times = [minutes(15 * n) for n in range(len(values))]
    columns = {"organisation": ["RD8"] * len(values), "metric": [MAJORS] * len(values)}
    frame = pl.DataFrame({**columns, "value": list(map(float, values)), "observed_at": times})
    with TemporaryDirectory() as folder:
        file = Path(folder) / "history.parquet"
        frame.write_parquet(file)
        found = read(file)
    assert [(at, r.observed_at, r.measure) for at, r in taken(found)] == [
        (at, at, Measure(value)) for at, value in zip(times, values, strict=True)
    ]


cells = st.sampled_from(["52", "52.50", "unknown", "", "x", "1e1", "5.25000000001", "-9999", "0.5"])


@settings(max_examples=60, deadline=None)
@given(st.lists(cells, min_size=1))
def test_every_row_is_taken_or_refused(values: list[str]) -> None:
    lines = (f"RD8,{MAJORS},{value},{minutes(n).isoformat()}\n" for n, value in enumerate(values))
    with TemporaryDirectory() as folder:
        found = read(csv(Path(folder), HEADING + "".join(lines)))
    good = {"52": "52", "52.50": "52.5", "unknown": None, "1e1": "10", "5.25000000001": "5.25000000001"}
    wanted = [None if good[v] is None else Measure(Decimal(str(good[v]))) for v in values if v in good]
    assert [reading.measure for _, reading in taken(found)] == wanted
    assert [one.row for one in found.refused] == [n for n, v in enumerate(values, 1) if v not in good]
    assert found.rows == len(values)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("RD8,beds.nope,10,2026-01-12T08:00:00Z,,,", "unknown_metric"),
        (f",{MAJORS},10,2026-01-12T08:00:00Z,,,", "missing"),
        (f"RD8,{MAJORS},,2026-01-12T08:00:00Z,,,", "missing"),
        (f"RD8,{MAJORS},many,2026-01-12T08:00:00Z,,,", "not_a_number"),
        (f"RD8,{MAJORS},601,2026-01-12T08:00:00Z,,,", "impossible_value"),
        (f"RD8,{MAJORS},0.9,2026-01-12T08:00:00Z,,,", "looks_like_fraction"),
        (f"RD8,{HANDOVER},-9999,2026-01-12T08:00:00Z,,,", "dummy_value"),
        (f"RD8,{HANDOVER},20,2026-01-12T08:00:00Z,,,hours", "wrong_unit"),
        (f"RD8,{HANDOVER},20,yesterday,,,", "not_a_time"),
        (f"RD8,{HANDOVER},20,2026-01-12T08:00:00,,,", "no_zone"),
        (f"RD8,{HANDOVER},20,2026-01-12T08:00:00Z,2026-01-12T07:00:00Z,,", "ahead_of_clock"),
        (f"RD8,{HANDOVER},20,2026-01-12T08:00:00Z,2026-03-12T07:00:00Z,,", "too_old"),
    ],
)
def test_a_row_is_refused_by_its_reason_and_named(tmp_path: Path, row: str, code: str) -> None:
    good = f"RD8,{HANDOVER},20,2026-01-12T08:00:00+01:00,2026-01-12T07:04:00Z,site,mins\n"
    found = read(csv(tmp_path, FULL + good + row + "\n"))
    assert [(one.row, one.code) for one in found.refused] == [(2, code)]
    assert taken(found) == [
        (minutes(-56), Reading("RD8", HANDOVER, Measure(Decimal(20)), minutes(-60), "site"))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organisation,metric,value,observed_at,ward\n", "ward: no known column"),
        ("organisation,metric,value\n", "the column observed_at is missing"),
        ("", "cannot be read"),
    ],
)
def test_a_file_of_something_else_is_refused_whole(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(HistoryUnread, match=said):
        read(csv(tmp_path, text))


def test_times_without_a_zone_are_refused_whole(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"organisation": ["RD8"], "metric": [HANDOVER], "value": [20], "observed_at": [datetime(2026, 1, 12)]}  # noqa: DTZ001
    )
    frame.write_parquet(tmp_path / "history.parquet")
    with pytest.raises(HistoryUnread, match="observed_at has no time zone"):
        read(tmp_path / "history.parquet")


def test_a_unit_that_neither_begins_nor_ends_the_file_is_found(tmp_path: Path) -> None:
    rows = {"A": SAMPLE, "B": MANY_ODD + 1, "C": SAMPLE}
    units = [unit for unit, count in rows.items() for _ in range(count)]
    ends = minutes(0) + timedelta(seconds=len(units) - 1)
    times = pl.datetime_range(minutes(0), ends, "1s", eager=True)
    pl.DataFrame(
        {"organisation": units, "metric": HANDOVER, "value": 20, "observed_at": times}
    ).write_parquet(tmp_path / "history.parquet")
    found = read(tmp_path / "history.parquet")
    assert {unit: len(lanes[HANDOVER]) for unit, lanes in found.history.lanes.items()} == rows


def test_rows_stand_in_the_order_received_and_of_one_moment_in_the_order_of_the_file(tmp_path: Path) -> None:
    row = f"RD8,{HANDOVER},{{}},2026-01-12T08:00:00Z,2026-01-12T08:{{}}:00Z,,\n"
    given_ = [("3", "20"), ("1.0000000001", "10"), ("2", "10")]
    found = read(csv(tmp_path, FULL + "".join(row.format(*one) for one in given_)))
    assert [str(reading.measure.value.normalize()) for _, reading in taken(found) if reading.measure] == [
        "1.0000000001",
        "2",
        "3",
    ]

"""Levels over time as a picture, in SVG: a row for each unit and version, and where versions differ. Judges nothing.

A level is told by colour, by the height of its bar, and by its number where there is room; "not enough figures" is
hatched.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from integrations.paper.time_axis import Tick, column_words, ticks
from triggers.replay.columns import in_columns, too_fine
from triggers.replay.tally import Disagreement
from triggers.replay.values import Span

WIDTH, LEFT, RIGHT = 1200, 190, 24
PLOT = WIDTH - LEFT - RIGHT
TOP, TRACK, BETWEEN, LANE, UNIT = 104, 32, 6, 10, 22
FOOT = 40
DIGIT_ROOM = 13
BODY = 13
LABEL_ROOM = 44
COLOURS = {1: ("#00703c", "#fff"), 2: ("#ffb81c", "#212b32"), 3: ("#d5281b", "#fff"), 4: ("#0b0c0c", "#fff")}
INK, GREY, FAINT, FAINTER, DIFFERS = "#212b32", "#4c6272", "#d8dde0", "#eef1f2", "#512aa5"
TOP_LEVEL = 4
DEFS = f"""<defs>
<pattern id="unknown" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="7" height="7" fill="#f0f4f5"/><rect width="2" height="7" fill="#aeb7bd"/></pattern>
<pattern id="differs" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
<rect width="6" height="6" fill="{DIFFERS}"/><rect width="1.5" height="6" fill="#fff"/></pattern>
</defs>"""


class StripRow(NamedTuple):
    """One version's levels of a unit. `label`: what the row is called."""

    label: str
    spans: Sequence[Span]


class StripUnit(NamedTuple):
    """A unit's rows, and where they differ."""

    name: str
    rows: Sequence[StripRow]
    differ: Sequence[Disagreement] = ()


class Strip(NamedTuple):
    """The whole picture: what is shown over [begins, ends), in the local time of `zone`."""

    title: str
    begins: datetime
    ends: datetime
    zone: ZoneInfo
    units: Sequence[StripUnit]


def strip_svg(strip: Strip, font: str = "Arial, Helvetica, sans-serif") -> str:
    """The picture. Of the same strip always the same text."""
    height = TOP + sum(_height(unit) for unit in strip.units) + FOOT
    bottom = height - FOOT
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family={quoteattr(font)} role="img" aria-label={quoteattr(strip.title)}>'
    )
    parts = [
        head,
        DEFS,
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(24, 34, strip.title, size=20),
        *_legend(strip),
        *_axis(strip, bottom),
    ]
    y = TOP
    for unit in strip.units:
        parts += _unit(strip, unit, y)
        y += _height(unit)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _height(unit: StripUnit) -> int:
    return UNIT + len(unit.rows) * (TRACK + BETWEEN) + (LANE + BETWEEN if unit.differ else 0) + BETWEEN


def _unit(strip: Strip, unit: StripUnit, y: int) -> Iterator[str]:
    yield f'<line x1="24" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="{FAINT}"/>'
    yield _text(24, y + 16, unit.name, size=14)
    y += UNIT
    for row in unit.rows:
        yield _text(LEFT - 8, y + TRACK - 10, row.label, anchor="end")
        yield from _track(strip, row, y)
        y += TRACK + BETWEEN
    if unit.differ:
        yield _text(LEFT - 8, y + LANE - 1, "versions differ", anchor="end", colour=DIFFERS)
        for x, wide in _stretches(strip, unit.differ):
            yield f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{LANE}" fill="url(#differs)"/>'


def _stretches(strip: Strip, differ: Sequence[Disagreement]) -> Iterator[tuple[float, float]]:
    """Place and width of each disagreement, at least a pixel wide; those that would touch as one."""
    open_: tuple[float, float] | None = None
    for stretch in differ:
        begins = _x(strip, stretch.begins)
        ends = max(_x(strip, stretch.ends), begins + 1)
        if open_ is not None and begins <= open_[1]:
            open_ = open_[0], max(ends, open_[1])
            continue
        if open_ is not None:
            yield open_[0], open_[1] - open_[0]
        open_ = begins, ends
    if open_ is not None:
        yield open_[0], open_[1] - open_[0]


def _track(strip: Strip, row: StripRow, y: int) -> Iterator[str]:
    for level, x, wide in _drawn(strip, row.spans):
        if level is None:
            yield f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{TRACK}" fill="url(#unknown)"/>'
            continue
        tall = TRACK * level // TOP_LEVEL
        fill, ink = COLOURS[level]
        yield f'<rect x="{x:.1f}" y="{y + TRACK - tall}" width="{wide:.1f}" height="{tall}" fill="{fill}"/>'
        if wide >= DIGIT_ROOM:
            above = tall < DIGIT_ROOM  # the lowest bar is too low to hold its number
            at = y + TRACK - tall - 3 if above else y + TRACK - tall // 2 + 4
            yield _text(x + wide / 2, at, str(level), anchor="middle", colour=INK if above else ink)
    yield f'<line x1="{LEFT}" x2="{LEFT + PLOT}" y1="{y + TRACK}" y2="{y + TRACK}" stroke="{GREY}"/>'


def _drawn(strip: Strip, spans: Sequence[Span]) -> Iterator[tuple[int | None, float, float]]:
    """Level, place and width of what is drawn. Where a span is narrower than a pixel, each shows its highest."""
    for span in in_columns(spans, strip.begins, strip.ends, PLOT):
        x = _x(strip, span.begins)
        yield span.level, x, _x(strip, span.ends) - x


def _x(strip: Strip, moment: datetime) -> float:
    return LEFT + PLOT * ((moment - strip.begins) / max(strip.ends - strip.begins, timedelta(seconds=1)))


def _axis(strip: Strip, bottom: int) -> Iterator[str]:
    shown: list[Tick] = ticks(strip.begins, strip.ends, strip.zone)
    for tick in shown:
        x = _x(strip, tick.at)
        colour = FAINT if tick.label else FAINTER
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{bottom}" stroke="{colour}"/>'
        if tick.label and x < WIDTH - RIGHT - LABEL_ROOM:
            yield _text(x + 3, bottom + 16, tick.label, colour=GREY)
            yield _text(x + 3, TOP - 10, tick.label, colour=GREY)
    yield _text(24, bottom + 16, "Local time", colour=GREY)


def _legend(strip: Strip) -> Iterator[str]:
    x = 24
    for level, (fill, _) in COLOURS.items():
        tall = 20 * level // TOP_LEVEL
        yield f'<rect x="{x}" y="{70 - tall}" width="20" height="{tall}" fill="{fill}"/>'
        yield _text(x + 26, 66, f"OPEL {level}", size=13)
        x += 96
    yield f'<rect x="{x}" y="50" width="20" height="20" fill="url(#unknown)"/>'
    yield _text(x + 26, 66, "not enough figures", size=13)
    x += 160
    if any(unit.differ for unit in strip.units):
        yield f'<rect x="{x}" y="55" width="20" height="{LANE}" fill="url(#differs)"/>'
        yield _text(x + 26, 66, "versions differ", size=13, colour=DIFFERS)
        x += 130
    rows = [row for unit in strip.units for row in unit.rows]
    if any(too_fine(row.spans, strip.begins, strip.ends, PLOT) for row in rows):
        words = f"each column shows the highest level of {column_words((strip.ends - strip.begins) / PLOT)}"
        yield _text(WIDTH - RIGHT, 66, words, anchor="end", colour=GREY)


def _text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, size: int = 12) -> str:
    """Words; those of a title are bold, and so are numbers in their bars."""
    weight = "bold" if size > BODY or anchor == "middle" else "normal"
    style = f'font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'

"""How alike two pictures are to an eye too far away to read them. Knows nothing of what they show.

Both are scaled to a coarse grid, whose cells are compared as colours are perceived (CIELAB, CIE 1976). What differs
between one machine's letters and another's drowns in a cell; a mark, a colour, a hatch does not.
"""

from math import dist
from typing import NamedTuple

from PIL import Image, ImageDraw

COLUMNS = 24
WORST_CELL = 8.0
"""In units of CIELAB, where 2 is just seen side by side; black on white is 100."""
MEAN_CELL = 1.5
MOST_PIXELS = 2
"""That one picture may be larger than the other: fractions of pixels are rounded."""
WHITE = (0.95047, 1.0, 1.08883)
Lab = tuple[float, float, float]


class Difference(NamedTuple):
    """In units of CIELAB; `why` empty: alike enough."""

    worst: float
    mean: float
    why: str


def difference(expected: Image.Image, actual: Image.Image) -> Difference:
    """Judged by the constants above."""
    if any(abs(a - b) > MOST_PIXELS for a, b in zip(expected.size, actual.size, strict=True)):
        return Difference(100, 100, f"{actual.size} pixels instead of {expected.size}")
    rows = max(1, round(COLUMNS * expected.height / expected.width))
    apart = [
        dist(a, b) for a, b in zip(cells(expected, COLUMNS, rows), cells(actual, COLUMNS, rows), strict=True)
    ]
    worst, mean = max(apart), sum(apart) / len(apart)
    why = []
    if worst > WORST_CELL:
        at = apart.index(worst)
        why.append(
            f"column {at % COLUMNS + 1} row {at // COLUMNS + 1} of {COLUMNS} × {rows} is {worst:.1f} apart"
        )
    if mean > MEAN_CELL:
        why.append(f"{mean:.1f} apart as a whole")
    return Difference(worst, mean, "; ".join(why))


def cells(picture: Image.Image, columns: int, rows: int) -> list[Lab]:
    """The mean colour of each cell, row by row."""
    small = picture.convert("RGB").resize((columns, rows), Image.Resampling.BOX)
    raw = small.tobytes()
    return [lab(raw[at], raw[at + 1], raw[at + 2]) for at in range(0, len(raw), 3)]


def lab(red: int, green: int, blue: int) -> Lab:
    """An sRGB colour as CIELAB under D65."""
    r, g, b = (linear(part / 255) for part in (red, green, blue))
    x = 0.4124564 * r + 0.3575761 * g + 0.1804375 * b
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = 0.0193339 * r + 0.1191920 * g + 0.9503041 * b
    fx, fy, fz = (cube_root(part / white) for part, white in zip((x, y, z), WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def linear(part: float) -> float:
    """A part of sRGB without its gamma."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def cube_root(part: float) -> float:
    """CIELAB's own, straight near black."""
    return float(part ** (1 / 3)) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29


def side_by_side(expected: Image.Image, actual: Image.Image) -> Image.Image:
    """Expected left, actual right, a line between."""
    width, height = expected.width + actual.width + 12, max(expected.height, actual.height) + 16
    both = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(both)
    for left, picture, words in ((0, expected, "expected"), (expected.width + 12, actual, "actual")):
        draw.text((left + 2, 2), words, fill="black")
        both.paste(picture.convert("RGB"), (left, 16))
    draw.line((expected.width + 6, 0, expected.width + 6, height), fill="red")
    return both

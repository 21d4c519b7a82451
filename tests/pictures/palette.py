"""A screenshot in 256 colours, so that it is small. Decides nothing about what is on it."""

from io import BytesIO
from typing import cast

from PIL import Image

COLOURS = 256
Counted = list[tuple[int, tuple[int, int, int]]]


def in_256_colours(png: bytes) -> bytes:
    """The same picture; colours beyond the 256 commonest become the nearest of them."""
    with Image.open(BytesIO(png)) as opened:
        image = opened.convert("RGB")
    counted = cast("Counted", image.getcolors(image.width * image.height))
    commonest = sorted(counted, key=lambda found: (-found[0], found[1]))[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in commonest for part in colour])
    written = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()

"""Two pictures compared from afar: what the test of the gallery rests on."""

import pytest
from PIL import Image, ImageDraw

from tests.browser.likeness import COLUMNS, cells, difference


def sheet(colour: str = "white", size: tuple[int, int] = (240, 60)) -> Image.Image:
    return Image.new("RGB", size, colour)


def test_a_picture_is_like_itself() -> None:
    assert difference(sheet(), sheet()) == (0, 0, "")


def test_a_picture_of_another_size_is_another_picture() -> None:
    assert "instead of" in difference(sheet(), sheet(size=(240, 70))).why


def test_a_rounded_pixel_is_no_other_size() -> None:
    assert difference(sheet(), sheet(size=(240, 61))).why == ""


def test_white_and_black_are_a_hundred_apart() -> None:
    assert difference(sheet(), sheet("black")).worst == pytest.approx(100, abs=0.1)
    assert len(cells(sheet(), COLUMNS, 6)) == 144


def test_one_cell_of_another_colour_is_named() -> None:
    marked = sheet()
    ImageDraw.Draw(marked).rectangle((30, 10, 39, 19), fill="red")
    assert difference(sheet(), marked).why.startswith("column 4 row 2 of 24 × 6 is ")


def test_a_hair_is_not_seen_from_afar() -> None:
    marked = sheet()
    ImageDraw.Draw(marked).point([(x, 30) for x in range(0, 240, 20)], fill="black")
    assert difference(sheet(), marked).why == ""

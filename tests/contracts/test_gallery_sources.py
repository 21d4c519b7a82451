"""The gallery of strip states is not shipped with the board, and weighs little."""

import re

from tests.contracts.source import REPOSITORY

MOST_BYTES = 400_000


def test_the_gallery_is_not_in_the_board() -> None:
    built = REPOSITORY / "app" / "web"
    assert [path.name for path in built.rglob("*") if re.search("gallery|arimo", path.name)] == []


def test_the_pictures_kept_are_few_bytes() -> None:
    pictures = (REPOSITORY / "tests" / "browser" / "strip_states").glob("*.png")
    assert 0 < sum(path.stat().st_size for path in pictures) < MOST_BYTES

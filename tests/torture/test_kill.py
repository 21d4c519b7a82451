"""Nothing acknowledged is lost, nothing held twice, whatever is killed; the board comes right by itself."""

import sys
from pathlib import Path

import pytest

from tests.torture.campaign import campaign


@pytest.mark.torture
def test_no_reading_is_lost_or_doubled_when_the_service_and_postgresql_are_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = campaign(tmp_path / "cluster", rounds=20, seed=20260112)
    with capsys.disabled():
        sys.stdout.write(f"\n{figures.line()}\n")
    assert figures.found == ((), (), ())
    assert figures.wrong == ()
    assert max(figures.seconds_to_ready) < 30

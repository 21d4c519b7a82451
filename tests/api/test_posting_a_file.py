"""`surgeline readings post`, against a real process of the service."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.running import Filled, filled, serving

NOW = datetime.now(UTC).replace(microsecond=0)


def posted(place: Filled, url: str, file: Path) -> tuple[int, str]:
    command = [sys.executable, "-c", "from app.cli import main; main()", "readings", "post", str(file)]
    environment = {**os.environ, "SURGELINE_URL": url, "SURGELINE_KEY": place.mkuh_key, "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_file_is_posted_its_refusals_are_named_and_a_repeat_changes_nothing(
    database: str, tmp_path: Path
) -> None:
    place = asyncio.run(filled(database))
    file = tmp_path / "beds.csv"
    lines = [
        "organisation,metric,value,observed_at",
        f"RD8-MKH,beds.ga_occupancy_pct,97.4,{(NOW - timedelta(minutes=5)).isoformat()}",
        f"RD8-MKH,beds.nctr_pct,unknown,{NOW.isoformat()}",
        f"RC9-BED,beds.ga_occupancy_pct,95,{NOW.isoformat()}",
    ]
    with serving(database) as service:
        file.write_text("\n".join(lines[:3]), encoding="utf-8")
        assert posted(place, service.url, file)[0] == 0
        file.write_text("\n".join(lines), encoding="utf-8")
        status, said = posted(place, service.url, file)
        assert (status, "RC9-BED" in said, "duplicate" in said) == (1, True, True)
        file.write_text("organisation,value\nRD8-MKH,1\n", encoding="utf-8")
        status, said = posted(place, service.url, file)
        assert (status, "metric" in said) == (2, True)

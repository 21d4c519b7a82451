"""`surgeline demo` as a newcomer meets it: it starts, lives its Sunday, lets each of its people in, and stops."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.demos import Shown, demo

PEOPLE = {
    "room.lead@demo.invalid": "room_lead",
    "director@demo.invalid": "director",
    "mkuh.site@demo.invalid": "provider",
}


def test_a_newcomer_signs_in_as_anybody_and_finds_a_day_behind_the_moment_they_join_at(folder: Path) -> None:
    with demo(folder, "--from", "2026-01-12T14:46:30", "--speed", "0") as shown:
        roles = {email: role_of(shown, email) for email in PEOPLE}
        clock = seen_by_the_site(shown, "/api/v1/systems/QHG/clock")
        held = seen_by_the_site(shown, "/api/v1/organisations/RD8-MKH/readings")["held"]
        refused = seen_by_the_site(shown, "/api/v1/organisations/RD8-MKH/refused")

    assert roles == PEOPLE
    assert all(email in shown.said for email in PEOPLE)
    assert "Living through Sunday" in shown.said
    assert (clock["now"], clock["speed"]) == ("2026-01-12T14:46:30.000000Z", "0")
    assert {f["scores"]["value"] for f in held if f["metric"] == "ed.majors_resus_occupancy_pct"} == {"126"}
    assert [(r["metric"], r["raw"], r["at"][:16]) for r in refused] == [
        ("beds.ga_occupancy_pct", "956", "2026-01-12T09:10")
    ]


def role_of(shown: Shown, email: str) -> str:
    """What the service takes somebody for."""
    with signed_in(shown, email) as client:
        (system,) = client.get("/api/v1/session").json()["streams"]
    role: str = system["role"]
    return role


def seen_by_the_site(shown: Shown, path: str) -> Any:  # noqa: ANN401 - whatever JSON it is
    """What Milton Keynes's person gets there."""
    with signed_in(shown, "mkuh.site@demo.invalid") as client:
        return client.get(path).raise_for_status().json()


@contextmanager
def signed_in(shown: Shown, email: str) -> Iterator[httpx.Client]:
    """With the password that was printed."""
    with httpx.Client(base_url=shown.url, timeout=30) as client:
        credentials = {"email": email, "password": shown.password}
        client.post("/api/v1/session", json=credentials).raise_for_status()
        yield client

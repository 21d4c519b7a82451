"""The wheel holds the service, its data and the board, and nothing of the tests."""

import subprocess
import sys
import zipfile

import pytest

from tests.contracts.source import PACKAGES, REPOSITORY

DATA = {".yaml", ".yml", ".mako", ".json", ".sql", ".csv", ".typ"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a freshly built wheel."""
    to = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(to)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    with zipfile.ZipFile(next(to.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_and_data_file_of_the_packages(wheel: set[str]) -> None:
    ours = {
        path.relative_to(REPOSITORY).as_posix()
        for package in PACKAGES
        for path in (REPOSITORY / package).rglob("*")
        if path.is_file()
        and (path.suffix == ".py" or path.suffix in DATA)
        and "__pycache__" not in path.parts
    }
    assert ours - wheel == set()


def test_the_wheel_holds_nothing_else_but_the_board(wheel: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} <= set(PACKAGES)


def test_the_wheel_holds_the_board_when_it_is_built(wheel: set[str]) -> None:
    if not (REPOSITORY / "app" / "web" / "index.html").exists():
        pytest.skip("the board is not built: make setup")
    assert "app/web/index.html" in wheel
    assert any(name.startswith("app/web/assets/") and name.endswith(".js") for name in wheel)


def test_the_migrations_travel_with_it(wheel: set[str]) -> None:
    assert "migrations/env.py" in wheel
    assert any(name.startswith("migrations/versions/") for name in wheel)

"""The Dockerfile's basics, since no container engine is at hand to build it."""

import re

import pytest

from tests.contracts.source import REPOSITORY


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """Instruction and argument of every step, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (REPOSITORY / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = [line for line in re.sub(r"\\\n", " ", text).splitlines() if line.strip()]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def test_it_has_several_stages_and_the_last_is_slim_and_pinned(steps: list[tuple[str, str]]) -> None:
    bases = [argument for step, argument in steps if step == "FROM"]
    assert len(bases) > 1
    assert all(re.match(r"python:3\.\d+-slim-\w+( AS \w+)?$", base) for base in bases)


def test_it_runs_as_a_number_that_is_not_root(steps: list[tuple[str, str]]) -> None:
    after_last_base = steps[max(i for i, (step, _) in enumerate(steps) if step == "FROM") :]
    users = [argument for step, argument in after_last_base if step == "USER"]
    assert users
    assert users[-1].isdigit()
    assert int(users[-1]) > 0


def test_everything_installed_is_checked_by_hash_or_is_our_own_wheel(steps: list[tuple[str, str]]) -> None:
    installs = [argument for step, argument in steps if step == "RUN" and "pip install" in argument]
    assert installs
    assert all(
        "--require-hashes --only-binary :all:" in run or "--no-deps --no-index" in run for run in installs
    )
    npm = [argument for step, argument in steps if step == "RUN" and "npm" in argument]
    assert all("npm ci --ignore-scripts" in run or "npm run build" in run for run in npm)


def test_it_asks_readiness_and_serves(steps: list[tuple[str, str]]) -> None:
    assert any(step == "HEALTHCHECK" and "/health/ready" in argument for step, argument in steps)
    assert steps[-1] == ("CMD", '["surgeline", "serve"]')


def test_copied_sources_exist(steps: list[tuple[str, str]]) -> None:
    sources = [
        source
        for step, argument in steps
        if step == "COPY" and "--from" not in argument
        for source in argument.split()[:-1]
    ]
    assert [source for source in sources if not (REPOSITORY / source).exists()] == []

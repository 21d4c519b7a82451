"""Locks pin everything by hash and name no host."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.contracts.source import REPOSITORY

LOCKS = sorted((REPOSITORY / "requirements").glob("*.txt"))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_by_hash_and_no_host_is_named(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    pinned = re.compile(r"\S+==\S+.*--hash=sha256:", re.DOTALL)
    assert [block.splitlines()[0] for block in blocks if not pinned.match(block)] == []


def test_the_locks_agree_with_each_other() -> None:
    runtime, dev = (dict(_pins(REPOSITORY / "requirements" / name)) for name in ("runtime.txt", "dev.txt"))
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_runtime_lock_holds_everything_declared() -> None:
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split(r"[\[<>=]", name)[0] for name in declared}
    assert names - {name for name, _ in _pins(REPOSITORY / "requirements" / "runtime.txt")} == set()


def test_the_boards_lock_names_no_host_and_lacks_no_platform() -> None:
    packages = json.loads((REPOSITORY / "frontend" / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    optional = {
        f"node_modules/{name}"
        for package in packages.values()
        for name in package.get("optionalDependencies", {})
    }
    nested = {re.sub(r"^.*(?=node_modules/)", "", name) for name in packages}
    assert optional - nested == set()


def _pins(path: Path) -> list[tuple[str, str]]:
    return re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text("utf-8"), re.MULTILINE)

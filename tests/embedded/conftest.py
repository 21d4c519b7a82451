"""Throw-away folders for real servers."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.embedded.account import Account
from app.embedded.folder import folder_for


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place for a cluster; where root's really lies is removed too."""
    yield from _place(tmp_path / "cluster")


@pytest.fixture
def second_folder(tmp_path: Path) -> Iterator[Path]:
    """Another one."""
    yield from _place(tmp_path / "second")


def _place(requested: Path) -> Iterator[Path]:
    yield requested
    if os.geteuid() == 0:
        shutil.rmtree(folder_for(requested, Account(0, 0)).path)

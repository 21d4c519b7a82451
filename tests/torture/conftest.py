"""Announces the marker of tests that kill processes."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "torture: kills real processes under load; about a minute")

"""Days and nights that begin where each test says."""

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.night import Night, lived


@pytest.fixture
async def night(request: pytest.FixtureRequest, database: str) -> AsyncIterator[Night]:
    """The module's `BEGINS` is where it starts."""
    async with lived(database, request.module.BEGINS) as night:
        yield night

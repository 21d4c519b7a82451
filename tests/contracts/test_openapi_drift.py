"""The board's types come from the service's own description: it is the committed one, and it is whole."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from app.main import create_app
from app.settings import Settings
from tests.contracts.source import REPOSITORY

COMMITTED = REPOSITORY / "frontend" / "openapi.json"
SHAPES = "#/components/schemas/"
LIVE = "/api/v1/systems/{code}/live"


@cache
def described() -> dict[str, Any]:
    """As the service describes itself; no database is needed for that."""
    return create_app(Settings(dsn="postgresql://nobody@localhost/none")).openapi()


def references(part: object) -> Iterator[str]:
    """Every $ref, wherever it stands."""
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == "$ref")
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_the_boards_types_are_made_from_what_the_service_says_of_itself() -> None:
    committed = json.loads(COMMITTED.read_text("utf-8"))
    assert committed == json.loads(json.dumps(described())), "run `make types` and commit what it writes"


def test_every_shape_that_is_named_is_there_and_every_shape_that_is_there_is_named() -> None:
    assert set(references(described())) == {SHAPES + name for name in described()["components"]["schemas"]}


def test_every_refusal_is_described_as_a_problem() -> None:
    problem = {"application/problem+json": {"schema": {"$ref": f"{SHAPES}ProblemOut"}}}
    operations = [o for methods in described()["paths"].values() for o in methods.values()]
    assert [o["operationId"] for o in operations if o["responses"]["4XX"]["content"] != problem] == []


def test_what_comes_over_the_socket_is_described_beside_the_routes() -> None:
    message = described()["paths"][LIVE]["get"]["responses"]["426"]["content"]["application/json"]["schema"]
    kinds = {kind: f"{SHAPES}{kind.title()}" for kind in ("frame", "heartbeat", "unsure")}
    assert message["discriminator"] == {"propertyName": "kind", "mapping": kinds}


def test_the_snapshot_and_the_verdicts_are_described() -> None:
    def answer(method: str, path: str) -> object:
        return described()["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]

    assert answer("get", "/api/v1/systems/{code}/board") == {"$ref": f"{SHAPES}Snapshot"}
    assert answer("post", "/api/v1/readings") == {"$ref": f"{SHAPES}VerdictsOut"}

"""An answer that says what is wrong: application/problem+json (RFC 9457). Decides nothing."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class FieldError(NamedTuple):
    """One field, as a path with dots, and what is wrong with it. Never the value that was sent."""

    field: str
    reason: str


class FieldErrorOut(BaseModel):
    """One field that was refused."""

    field: str
    reason: str


class ProblemOut(BaseModel):
    """The body of every answer that is not a success."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldErrorOut] | None = None


REFUSALS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "Refused; `code` and `detail` say why",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
    }
}
"""For the `responses` of the application: every route may answer with a problem. Given to FastAPI as a model
it would be described as application/json, which it is not; so `SHAPES` are to be added to the components."""

_, _described = models_json_schema(
    [(ProblemOut, "serialization")], ref_template="#/components/schemas/{model}"
)
SHAPES: dict[str, Any] = _described["$defs"]


def problem(
    status: int,
    code: str,
    title: str,
    detail: str,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer. ASCII JSON, so that whatever was echoed of a path or a field name can be sent."""
    body: dict[str, object] = {
        "type": f"urn:surgeline:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if errors:
        body["errors"] = [error._asdict() for error in errors]
    return Response(json.dumps(body), status, headers, MEDIA_TYPE)

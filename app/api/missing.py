"""What is said where no route answers: what there is instead. Knows the application's own routes only."""

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response

from app.api.problem import problem


def missing(request: Request) -> Response:
    """405 naming the methods where the path exists, otherwise 404 naming the paths that do."""
    methods = methods_at(request.app, request.scope["path"])
    if methods and request.method not in methods:
        there = ", ".join(methods)
        return problem(
            405, "no_such_method", "Not that way", f"This path takes: {there}.", headers={"Allow": there}
        )
    return problem(
        404, "no_such_route", "Nothing is here", f"There is: {', '.join(described_paths(request.app))}."
    )


def methods_at(app: FastAPI, path: str) -> tuple[str, ...]:
    """Every method that some route takes at the path."""
    found: set[str] = set()
    for route in iter_route_contexts(app.routes):
        pattern = getattr(route, "path_regex", None)
        if route.methods and pattern is not None and pattern.match(path):
            found |= route.methods
    return tuple(sorted(found))


def described_paths(app: FastAPI) -> tuple[str, ...]:
    """The paths that OpenAPI describes."""
    routes = iter_route_contexts(app.routes)
    return tuple(sorted({r.path for r in routes if r.path and getattr(r, "include_in_schema", False)}))

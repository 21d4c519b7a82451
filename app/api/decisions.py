"""Who may call each route, as the routes say themselves. With an undecided one the service does not start."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts

from app.access.actions import Action, roles_allowed

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


class Decision(NamedTuple):
    """`allowed`: whoever holds a role that carries one of the actions, `on` what the path's `{code}` is."""

    who: Literal["anyone", "signed_in", "allowed"]
    actions: frozenset[Action] = frozenset()
    on: Literal["anywhere", "system", "unit"] = "anywhere"

    def published(self) -> dict[str, object]:
        """The decision as OpenAPI carries it."""
        return {
            "who": self.who,
            "actions": sorted(action.value for action in self.actions),
            "roles": [role.value for role in roles_allowed(self.actions)],
            "on": self.on,
        }


ANYONE = Decision("anyone")
SIGNED_IN = Decision("signed_in")


class DecidedRoute(NamedTuple):
    """A route; `methods` empty: a websocket or a mounted folder; `decision` None: nobody decided."""

    path: str
    methods: tuple[str, ...]
    decision: Decision | None


class UndecidedRoute(Exception):
    """Some route does not say who may call it."""


def decided(decision: Decision) -> Callable[[Endpoint], Endpoint]:
    """For an endpoint outside FastAPI's dependencies: states the decision that its code enforces."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.decision = decision  # type: ignore[attr-defined]
        return endpoint

    return mark


def decided_routes(app: FastAPI) -> tuple[DecidedRoute, ...]:
    """Every route of the application, websockets and mounted folders among them."""
    return tuple(
        DecidedRoute(route.path or "", tuple(sorted(route.methods or ())), decision_of(app, route))
        for route in iter_route_contexts(app.routes)
    )


def decision_of(app: FastAPI, route: RouteContext) -> Decision | None:
    """The route's own decision; where several were made, the one made last, nearest to the endpoint."""
    if route.path == app.openapi_url:
        return ANYONE  # FastAPI's own route: the description of the API is public
    stated = getattr(route.endpoint or getattr(route.original_route, "app", None), "decision", None)
    if isinstance(stated, Decision):
        return stated
    dependant = getattr(route, "dependant", None)
    found = list(decisions_within(dependant)) if isinstance(dependant, Dependant) else []
    return found[-1] if found else None


def decisions_within(dependant: Dependant) -> Iterator[Decision]:
    """The decisions among a route's dependencies, in the order they are resolved."""
    for child in dependant.dependencies:
        stated = getattr(child.call, "decision", None)
        if isinstance(stated, Decision):
            yield stated
        yield from decisions_within(child)


def require_decisions(app: FastAPI) -> None:
    """Refuse to start with an undecided route, and let OpenAPI carry each decision as `x-access`.

    Called last, when all routes are there. Raises UndecidedRoute.
    """
    routes = decided_routes(app)
    undecided = [
        f"{' '.join(route.methods) or 'WS'} {route.path}" for route in routes if route.decision is None
    ]
    if undecided:
        raise UndecidedRoute(f"Nobody said who may call: {', '.join(undecided)}")
    describe = app.openapi
    app.openapi = lambda: with_decisions(describe(), routes)  # type: ignore[method-assign]


def with_decisions(document: dict[str, Any], routes: Sequence[DecidedRoute]) -> dict[str, Any]:
    """The OpenAPI document with `x-access` on each operation, and `x-websockets` by path beside them."""
    document["x-websockets"] = {
        route.path: route.decision.published()
        for route in routes
        if route.decision is not None and not route.methods and route.path
    }
    for route in routes:
        for method in route.methods:
            operation = document["paths"].get(route.path, {}).get(method.lower())
            if operation is not None and route.decision is not None:
                operation["x-access"] = route.decision.published()
    return document

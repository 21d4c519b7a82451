"""Who counts towards whom, with what weight, on which date. A directed acyclic graph on every date."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Annotated

from pydantic import Field

from app.organisations.bodies import Code, From, Part, in_force
from triggers.text_fields import Provenance

Weight = Annotated[Decimal, Field(ge=0, le=1)]


class Membership(Part):
    """An edge of the acute roll-up: `child` counts towards `parent` with `weight`."""

    child: Code
    parent: Code
    weight: Weight
    from_: From
    until: date | None = None
    provenance: Provenance = "unverified"


def edges_on(memberships: Iterable[Membership], day: date) -> list[Membership]:
    """The edges in force on a day, in the order of the file."""
    return [edge for edge in memberships if in_force(edge, day)]


def days_of_change(memberships: Iterable[Membership]) -> list[date]:
    """Every day on which some edge begins or ends, in order."""
    return sorted({day for edge in memberships for day in (edge.from_, edge.until) if day is not None})


def weight_under(edges: Iterable[Membership], parent: str) -> Decimal:
    """The sum of the weights of a parent's children."""
    return sum((edge.weight for edge in edges if edge.parent == parent), Decimal(0))


def circle_in(edges: Sequence[Membership]) -> list[str] | None:
    """The codes of a circle among the edges, first and last the same; None where there is none."""
    try:
        children_first(edges)
    except CycleError as error:
        return list(error.args[1])
    return None


def children_first(edges: Iterable[Membership]) -> list[str]:
    """Every code of the graph, each after all of its children. Raises graphlib.CycleError."""
    graph: TopologicalSorter[str] = TopologicalSorter()
    for edge in edges:
        graph.add(edge.parent, edge.child)
    return list(graph.static_order())

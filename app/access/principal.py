"""Somebody known: a person or a key, and what was granted to them. Decides nothing."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from app.access.actions import Role

ANY_UNIT = "*"


class Grant(NamedTuple):
    """A role on one unit of a stream, or on all of it (`unit` = '*')."""

    unit: str
    role: Role


class Principal(NamedTuple):
    """`roles` by stream code; a stream that is not there is not to be known of."""

    id: str
    name: str
    kind: Literal["user", "key"]
    roles: Mapping[str, tuple[Grant, ...]]

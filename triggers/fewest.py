"""Moves that together change a score by enough, none of them wider than need be. Knows no levels and no figures."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from triggers.moves import Move

MOST_OPEN = 5_000
"""A pack with points like 3.17 beside 4.29 has as many sums as it has sets: beyond this the largest sets are let go."""
Enough = Callable[[Decimal], bool]
Chain = tuple[Decimal, tuple[Move, ...]]  # how far in all, in the parameters' own stretches; the moves
Rank = tuple[int, Decimal, Decimal]


class Combined(NamedTuple):
    """`sets`: the first by rank. `shortest`: of all of them the one whose moves are the smallest in all; empty where
    there is none. `total`: how many there are; where not `complete`, at least so many.
    """

    sets: tuple[tuple[Move, ...], ...]
    shortest: tuple[Move, ...]
    total: int
    complete: bool


class _Open(NamedTuple):
    """What every set not yet enough has in common that will be judged alike: how many moves, what they give, and
    the smallest last band among them.
    """

    moves: int
    gain: Decimal
    narrowest: Decimal | None


class _Many(NamedTuple):
    """How many there are of a kind, and the shortest of them."""

    number: int
    shortest: tuple[Chain, ...]


NONE = _Many(0, ())


def fewest(options: Sequence[Sequence[Move]], enough: Enough, most: int, *, by_points: bool) -> Combined:
    """Sets with at most one move of each of `options` whose gains are `enough`, and would not be if any move were left
    out or went one band less far. Fewest moves first, then (`by_points`) least gain, then the shortest way.

    `enough` takes what the score changes by; more is always enough if less is.
    """
    opened: dict[_Open, _Many] = {_Open(0, Decimal(0), None): _Many(1, ((Decimal(0), ()),))}
    closed: list[tuple[Rank, tuple[Move, ...]]] = []
    nearest: Chain | None = None
    total, complete = 0, True
    for moves in options:
        grown: dict[_Open, _Many] = defaultdict(lambda: NONE, opened)
        for state, many in opened.items():
            for move in moves:
                after = _after(state, move)
                chains = [(length + move.relative, (*chain, move)) for length, chain in many.shortest]
                if not enough(after.gain):
                    grown[after] = _joined(grown[after], _Many(many.number, tuple(chains)), most)
                elif after.narrowest is not None and not enough(after.gain - after.narrowest):
                    total += many.number
                    points = after.gain if by_points else Decimal(0)
                    nearest = min(filter(None, (nearest, *chains)), key=_length)
                    closed += [((after.moves, points, length), chain) for length, chain in chains]
        opened, kept = _bounded(grown)
        complete = complete and kept
        closed = sorted(closed, key=lambda found: found[0])[:most]
    return Combined(tuple(chain for _, chain in closed), nearest[1] if nearest else (), total, complete)


def _length(chain: Chain) -> Decimal:
    return chain[0]


def _after(state: _Open, move: Move) -> _Open:
    narrowest = move.last if state.narrowest is None else min(state.narrowest, move.last)
    return _Open(state.moves + 1, state.gain + move.gain, narrowest)


def _joined(one: _Many, other: _Many, most: int) -> _Many:
    shortest = sorted((*one.shortest, *other.shortest), key=_length)
    return _Many(one.number + other.number, tuple(shortest[:most]))


def _bounded(opened: dict[_Open, _Many]) -> tuple[dict[_Open, _Many], bool]:
    if len(opened) <= MOST_OPEN:
        return opened, True
    return dict(sorted(opened.items(), key=lambda found: found[0].moves)[:MOST_OPEN]), False

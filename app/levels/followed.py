"""A body of another stream, as its parent here takes it over from the picture it left there. Pure."""

import orjson

from app.levels.picture import NOTHING, read_assessment, read_picture
from app.state import ChildPicture, UnitState


def taken_over(before: UnitState, seen: ChildPicture) -> UnitState:
    """The state here after the child's. Its level is the child's own: it was settled there, by rules in force there."""
    child = read_picture(seen.picture)
    assessment = read_assessment(orjson.loads(seen.picture))
    return before._replace(
        settled=child.settled._replace(next_change_at=None, evidenced={}),
        assessment=None if assessment is None else assessment._replace(next_change_at=None),
        pack=child.pack,
        figures=seen.seq,
        worst_level=child.worst_level,
        due=None,
    )


def not_seen(before: UnitState) -> UnitState:
    """As it was taken over; of a body that nothing ever came of, anything, which is not the same as "not assessed"."""
    return before if before.assessment is not None else before._replace(assessment=NOTHING)


def is_newer(before: UnitState | None, seen: ChildPicture) -> bool:
    """Whether the child has moved since it was last looked at."""
    return before is None or before.figures < seen.seq

"""How many examples a property is tried on. Few in every run; where there is time, `SURGELINE_EXAMPLES=10` tries ten
times as many.
"""

import os

from hypothesis import settings

TIMES = int(os.environ.get("SURGELINE_EXAMPLES", "1"))


def tried(on: int) -> settings:
    """A property tried on so many examples, however long each takes."""
    return settings(max_examples=on * TIMES, deadline=None)

"""Why a deed was not done: a code, a sentence that says what to do, and the matter it is about."""

from typing import NamedTuple


class Refusal(NamedTuple):
    """Nothing was recorded. `matter`: the id of what stands in the way, to be shown as it now is."""

    code: str
    message: str
    matter: str | None = None

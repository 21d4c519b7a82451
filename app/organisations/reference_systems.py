"""The reference systems that travel in this distribution, as text. Checks nothing."""

from importlib.resources import files

NAMES = ("blmk", "llr", "nhs-central-east")
ABOVE = ("east-of-england", "england")
"""A region and the nation, which follow systems."""


def reference_text(name: str) -> str | None:
    """The text of a packaged system; None for any other name."""
    if name not in NAMES + ABOVE:
        return None
    return files("app.organisations").joinpath("reference", f"{name}.yaml").read_text(encoding="utf-8")

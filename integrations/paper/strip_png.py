"""The picture of levels over time as PNG, set by typst in this process. Draws nothing itself."""

from pathlib import Path

import typst

from integrations.paper.handover import fonts
from integrations.paper.strip import Strip, strip_svg

HERE = Path(__file__).parent
TEMPLATE = HERE / "strip.typ"
FONT = "Libertinus Serif"
DOTS_AN_INCH = 144.0


def strip_png(strip: Strip) -> bytes:
    """The picture, two dots to each point. Its letters are those inside typst."""
    return typst.compile(
        TEMPLATE,
        root=HERE,
        format="png",
        ppi=DOTS_AN_INCH,
        font_paths=fonts(),
        sys_inputs={"svg": strip_svg(strip, FONT)},
    )

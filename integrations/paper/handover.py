"""A handover as a PDF of A4 pages, set by typst in this process. Needs no folder, no font of the machine, no network.

People's words reach the template as data, never as its source: whatever they hold is printed as it is written.
"""

import re
from functools import cache
from pathlib import Path
from unicodedata import name

import orjson
import typst

from integrations.paper.sheet import HandoverPaper, sheet_of

__all__ = ["HandoverPaper", "handover_pdf"]

HERE = Path(__file__).parent
TEMPLATE = HERE / "handover.typ"
NO_SHAPE = re.compile(
    "[^\x00-\u04ff\u0590-\u05ff\u0621-\u063a\u0640-\u0655\u1e00-\u20ff\u2190-\u23ff\u2500-\u25ff\ufffd]"
)
"""Characters that the fonts inside typst may lack: those of other scripts than ours, and pictures."""


def handover_pdf(paper: HandoverPaper) -> bytes:
    """The PDF; of the same paper always the same bytes. Waits for nothing and holds no lock: threads may share it."""
    return typst.compile(
        TEMPLATE,
        root=HERE,  # by itself typst would ask for the working folder
        format="pdf",
        font_paths=fonts(),
        sys_inputs=inputs_of(paper),
        timestamp=int(paper.printed_at.timestamp()),
    )


def inputs_of(paper: HandoverPaper) -> dict[str, str]:
    """What the template reads."""
    return {"sheet": NO_SHAPE.sub(named, orjson.dumps(sheet_of(paper)).decode())}


def named(found: re.Match[str]) -> str:
    """A character that cannot be drawn, by its name: [ambulance]."""
    return f"[{name(found[0], f'U+{ord(found[0]):04X}').lower()}]"


@cache
def fonts() -> typst.Fonts:
    """Those inside typst and no others, so that every machine prints the same."""
    return typst.Fonts(include_system_fonts=False)

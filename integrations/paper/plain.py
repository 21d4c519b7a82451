"""A handover as plain text, to be mailed: what is left to work from while the service is down (hazard H14)."""

from collections.abc import Iterator

from integrations.paper.sheet import HandoverPaper, Section, Sheet, sheet_of


def handover_text(paper: HandoverPaper) -> str:
    """The same position in the same order as on paper. What people wrote begins with "- " or "> " on each line."""
    return "\n".join(lines_of(sheet_of(paper))) + "\n"


def lines_of(sheet: Sheet) -> Iterator[str]:
    """From top to bottom; a mode's word stands at both ends."""
    word = [sheet.word] if sheet.word else []
    yield from word
    yield from (
        sheet.title,
        sheet.system,
        sheet.position,
        f"Journal number {sheet.seq}, head {sheet.head}",
        "",
    )
    yield from filter(None, (sheet.acceptance, sheet.remark))
    yield from (f"From {sheet.giver}", f"To {sheet.receiver}", f"Due {sheet.hour}")
    for section in sheet.sections:
        yield from ("", section.heading.upper(), *section_lines(section))
    yield from ("", "SIGNED", *signed_lines(sheet))
    yield from ("", "THE THREE TO READ BACK", sheet.read_back_said)
    yield from (f"- [{'x' if item.done else ' '}] {item.text}" for item in sheet.read_back)
    yield from ("", f"Made at {sheet.printed}", *word)


def section_lines(section: Section) -> Iterator[str]:
    """The pack's lines, the plans, the words."""
    if not section.lines and section.nothing:
        yield section.nothing
    for line in section.lines:
        yield f"- {line.text}"
    for plan in section.plans:
        yield f"- If {plan.condition} by {plan.by}, then {plan.who}: {plan.what} (written by {plan.written})"
    for quote in section.quotes:
        yield from (f"> {line}".rstrip() for line in (*quote.lines, f"({quote.written})"))


def signed_lines(sheet: Sheet) -> Iterator[str]:
    """Each part, signed or not."""
    if not sheet.parts:
        yield "Nothing is to be signed"
    for part in sheet.parts:
        signed = f"{part.by}, {part.at}, at journal number {part.on}" if part.by is not None else "NOT SIGNED"
        yield f"- {part.title}: {signed}"

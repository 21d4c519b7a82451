"""`surgeline packs diff`: what differs between two packs, in sentences."""

import json
from typing import Annotated

import typer

from app.cli.asking import say

PackWords = Annotated[
    str, typer.Argument(help="id@version of a packaged pack, or a file.", show_default=False)
]


def diff_command(
    before: PackWords,
    after: PackWords,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,  # noqa: FBT002  # a flag
) -> None:
    """Say in words what AFTER changes of BEFORE. Ids and versions themselves are not compared."""
    from app.cli.pack_texts import pack_named
    from triggers.catalogue import load_catalogue
    from triggers.diff_packs import diff_packs
    from triggers.loading import load_packs

    catalogue = load_catalogue()
    packaged = load_packs(catalogue)
    was, now = (pack_named(wanted, packaged, catalogue) for wanted in (before, after))
    found = diff_packs(was.pack, now.pack, catalogue)
    names = [f"{one.pack.pack} version {one.pack.version}" for one in (was, now)]
    if as_json:
        keys = [{"pack": one.pack.pack, "version": one.pack.version, "sha": one.sha} for one in (was, now)]
        body = {"before": keys[0], "after": keys[1], "differences": [one._asdict() for one in found]}
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    say(f"From {names[0]} to {names[1]}:" if found else f"{names[0]} and {names[1]} mean the same.")
    for one in found:
        say(f"- {one.sentence}")

"""`surgeline packs`: checks rule packs, compares them, runs them over history, loads a local one into the database."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.asking import Dsn, ask, say, stopped
from app.cli.pack_diff import diff_command
from app.cli.pack_replay import replay_command

packs_app = typer.Typer(no_args_is_help=True, help="Rule packs.")
packs_app.command("diff")(diff_command)
packs_app.command("replay")(replay_command)


@packs_app.callback()
def packs() -> None:
    """Rule packs."""


@packs_app.command("check")
def check_packs(
    files: Annotated[list[Path] | None, typer.Argument(help="Pack files; the packaged ones if none.")] = None,
) -> None:
    """Check packs with the service's own loader; name file, line, path and reason of what is wrong."""
    from triggers.catalogue import load_catalogue
    from triggers.loading import Loaded, PackErrors, collect_packs, packaged_texts, read_pack

    catalogue = load_catalogue()
    loaded: list[Loaded] = []
    problems: list[str] = []
    texts = _read(files, problems) if files else packaged_texts()
    for name, text in texts:
        try:
            loaded.append(read_pack(text, name, catalogue))
        except PackErrors as error:
            problems += map(str, error.problems)
        else:
            pack = loaded[-1].pack
            typer.echo(f"{name}: {pack.pack} version {pack.version}, {pack.provenance}: checks")
    try:
        collect_packs(loaded)
    except PackErrors as error:
        problems += map(str, error.problems)
    for line in problems:
        typer.echo(line, err=True)
    if problems:
        raise typer.Exit(1)


@packs_app.command("load")
def load_pack(
    file: Annotated[Path, typer.Argument(help="A pack file.", show_default=False)], dsn: Dsn
) -> None:
    """Check a pack and keep it in the database, so that system files may assign it. Its text never changes."""
    from app.clock import real_now
    from app.db.connection import Connection
    from app.organisations.store import PackText, keep_packs
    from triggers.catalogue import load_catalogue
    from triggers.loading import PackErrors, read_pack

    problems: list[str] = []
    for name, text in _read([file], problems):
        try:
            loaded = read_pack(text, name, load_catalogue())
        except PackErrors as error:
            raise stopped(str(error)) from None
        pack = PackText(loaded.pack.pack, loaded.pack.version, loaded.sha, loaded.text)

        async def keeping(connection: Connection, pack: PackText = pack) -> list[PackText]:
            return await keep_packs(connection, [pack], real_now())

        if ask(dsn, keeping):
            raise stopped(
                f"{pack.id} version {pack.version} is there with other text; give this one a new version."
            )
        say(f"{pack.id} version {pack.version} is in the database; a system file may now assign it.")
    if problems:
        raise stopped("\n".join(problems))


def _read(files: list[Path], problems: list[str]) -> list[tuple[str, str]]:
    texts: list[tuple[str, str]] = []
    for file in files:
        try:
            texts.append((str(file), file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{file}:1: the text: cannot be read: {error}")
    return texts

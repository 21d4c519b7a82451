"""`surgeline packs replay`: packs run over history, and where they disagree. Reads, runs, prints; stores nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple
from zoneinfo import ZoneInfo

import typer

from app.cli.asking import ask, stopped

if TYPE_CHECKING:
    from app.backtest.run import Back
    from app.organisations.system_file import SystemFile
    from integrations.history_rows import Refusal
    from triggers.catalogue import Catalogue
    from triggers.compile import CompiledPack
    from triggers.loading import Packs
    from triggers.replay.history import History
    from triggers.replay.values import Era

LONDON = "Europe/London"


class Found(NamedTuple):
    """A history with what was refused of its file. `rows`: all that were in it."""

    history: "History"
    rows: int
    refused: tuple["Refusal", ...] = ()


class Judged(NamedTuple):
    """By what. `system` None: nothing is expected of anybody."""

    packs: dict[str, "CompiledPack"]
    catalogue: "Catalogue"
    system: "SystemFile | None"


def replay_command(  # noqa: PLR0913, PLR0917  # a command's options
    pack: Annotated[
        list[str], typer.Option(help="id@version of a packaged pack, or a file; may be repeated.")
    ],
    file: Annotated[
        Path | None, typer.Option(help="CSV or Parquet: organisation, metric, value, observed_at.")
    ] = None,
    dsn: Annotated[str | None, typer.Option(help="A database instead: postgresql://…")] = None,
    stream: Annotated[str | None, typer.Option(help="Whose figures of the database.")] = None,
    system: Annotated[
        str | None,
        typer.Option(help="A system's file, or blmk, llr: when figures are due. Never, if not given."),
    ] = None,
    unit: Annotated[
        list[str] | None, typer.Option(help="One unit; may be repeated. All if not given.")
    ] = None,
    begins: Annotated[str | None, typer.Option("--from", help="ISO 8601 with zone, or a local day.")] = None,
    ends: Annotated[
        str | None, typer.Option("--to", help="The same; it does not belong to what is shown.")
    ] = None,
    picture: Annotated[Path | None, typer.Option(help="Where to draw the levels: .svg or .png.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,  # noqa: FBT002  # a flag
) -> None:
    """Run packs over history: the levels people would have been told, and where the packs disagree.

    Figures before --from are run, too, so that the level is right when it begins. Rows that are refused are counted and
    named. Status 1: not what was asked, 2: the file cannot be read.
    """
    from app.cli.pack_replay_output import write_json, write_refusals, write_tables
    from triggers.catalogue import load_catalogue
    from triggers.loading import load_packs

    catalogue = load_catalogue()
    if picture is not None and picture.suffix.casefold() not in {".svg", ".png"}:
        raise stopped(f"{picture}: a picture is .svg or .png.")
    packs = compiled(pack, load_packs(catalogue), catalogue)
    rules = None if system is None else system_of(system)
    zone = ZoneInfo(LONDON if rules is None else rules.timezone)
    since, upto = moment_of(begins, zone, "--from"), moment_of(ends, zone, "--to")
    found = from_file(file, catalogue) if file is not None else from_database(dsn, stream, unit, upto)
    history = chosen(found.history, unit)
    back = ran(history, Judged(packs, catalogue, rules), (since, upto))
    if as_json:
        write_json(back, found.rows, found.refused)
    else:
        write_tables(back, zone)
        write_refusals(found.refused, found.rows)
    if picture is not None:
        draw(back, zone, picture)


def compiled(wanted: Sequence[str], packaged: "Packs", catalogue: "Catalogue") -> dict[str, "CompiledPack"]:
    """The packs by the words that name them. Ends the command if one scores no figures."""
    from app.cli.pack_texts import pack_named
    from triggers.compile import compile_pack
    from triggers.packs import ParametersPack

    found = {}
    for words in wanted:
        loaded = pack_named(words, packaged, catalogue)
        if not isinstance(loaded.pack, ParametersPack):
            raise stopped(f"{words} scores no figures: only such packs can be run over history.")
        name = f"{loaded.pack.pack}@{loaded.pack.version}"
        found[f"{name} ({words})" if name in found else name] = compile_pack(loaded.pack, loaded.sha)
    return found


def system_of(wanted: str) -> "SystemFile":
    """A system file by name or path. Ends the command if it does not check."""
    from app.organisations.check import read_and_check
    from app.organisations.problems import SystemFileError
    from app.organisations.reference_systems import reference_text

    try:
        text = reference_text(wanted)
        return read_and_check(Path(wanted).read_text(encoding="utf-8") if text is None else text, wanted)
    except (SystemFileError, OSError, UnicodeDecodeError) as error:
        raise stopped(f"{wanted}: {error}") from None


def moment_of(words: str | None, zone: ZoneInfo, option: str) -> datetime | None:
    """A moment, or the midnight at which a local day begins."""
    if words is None:
        return None
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise stopped(f"{option}: {words!r} is no time such as 2026-01-12T08:00:00Z, and no day.") from None
    if moment.tzinfo is None and "T" in words.upper():
        raise stopped(f"{option}: {words!r} has no time zone; end it with Z or an offset.")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def from_file(file: Path, catalogue: "Catalogue") -> Found:
    """The figures of a file, with a bar while it is read."""
    from rich.console import Console
    from rich.progress import Progress

    from app.ingest.times import AHEAD, BACK
    from integrations.history import HistoryUnread, read_history
    from integrations.history_rows import Limits

    try:
        with Progress(transient=True, console=Console(stderr=True)) as progress:
            task = progress.add_task(f"reading {file.name}", total=None)
            read = read_history(
                file,
                catalogue,
                Limits(AHEAD, BACK),
                lambda done, of: progress.update(task, completed=done, total=of),
            )
    except HistoryUnread as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    return Found(*read)


def from_database(
    dsn: str | None, stream: str | None, units: Sequence[str] | None, ends: datetime | None
) -> Found:
    """The figures of a stream."""
    from rich.console import Console
    from rich.progress import Progress

    from app.backtest.history import Stored, stored_history
    from app.db.connection import Connection

    if dsn is None or stream is None:
        raise stopped("Name the figures: --file FILE, or --dsn with --stream.")
    wanted = Stored(stream, units, ends)

    async def reading(connection: Connection) -> "History":
        with Progress(transient=True, console=Console(stderr=True)) as progress:
            task = progress.add_task(f"reading {stream}", total=None)
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                return await stored_history(
                    connection, wanted, lambda done: progress.update(task, completed=done)
                )

    history = ask(dsn, reading)
    return Found(history, history.rows)


def ran(history: "History", judged: Judged, asked: tuple[datetime | None, datetime | None]) -> "Back":
    """The back-test, with a bar while it lasts. Ends the command if there is nothing to show."""
    from rich.console import Console
    from rich.progress import Progress

    from app.backtest.run import NothingToShow, Rules, run, stretch_of

    try:
        stretch = stretch_of(history, asked)
    except NothingToShow:
        raise stopped(
            "There is nothing to show: --from must lie before --to, and before the last figure."
        ) from None
    with Progress(transient=True, console=Console(stderr=True)) as progress:
        task = progress.add_task("running", total=None)
        rules = Rules(judged.packs, judged.catalogue, lambda unit: eras_here(judged, unit))
        return run(history, rules, stretch, lambda done, of: progress.update(task, completed=done, total=of))


def eras_here(judged: Judged, unit: str) -> "tuple[Era, ...]":
    """How the unit is configured over time. Ends the command if the system does not have it."""
    from app.backtest.history import EVER, eras_of
    from triggers.assess import UnitConfig
    from triggers.replay.values import Era

    system = judged.system
    if system is None:
        return (Era(EVER, UnitConfig({}, frozenset(), frozenset(), ZoneInfo(LONDON))),)
    if unit not in system.units_by_code:
        raise stopped(f"{unit} is no unit of {system.system}: name those that are with --unit.")
    return eras_of(system, unit, judged.catalogue)


def chosen(history: "History", units: Sequence[str] | None) -> "History":
    """The units asked for. Ends the command if there is nothing of one."""
    if missing := [unit for unit in units or () if unit not in history.lanes]:
        known = ", ".join(sorted(history.lanes)[:20]) or "nothing at all"
        raise stopped(f"There is no figure of {', '.join(missing)}; there is of {known}.")
    if not history.lanes:
        raise stopped("There is no figure to run the packs on.")
    return history._replace(lanes={name: history.lanes[name] for name in units}) if units else history


def draw(back: "Back", zone: ZoneInfo, picture: Path) -> None:
    """Writes the picture."""
    from app.backtest.run import strip_of
    from integrations.paper.strip import strip_svg
    from integrations.paper.strip_png import strip_png

    strip = strip_of(back, zone)
    try:
        if picture.suffix.casefold() == ".svg":
            picture.write_text(strip_svg(strip), encoding="utf-8")
        else:
            picture.write_bytes(strip_png(strip))
    except OSError as error:
        raise stopped(f"{picture} cannot be written: {error.strerror}") from None
    typer.echo(f"The picture is in {picture}.", err=True)

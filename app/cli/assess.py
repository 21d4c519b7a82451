"""`surgeline assess`: figures in a file → levels on standard output. Needs no database and stores nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from integrations.figures import Row
    from triggers.catalogue import Catalogue
    from triggers.compile import CompiledPack
    from triggers.values import Assessment, Reading

UNUSABLE = 2
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object an organisation, a line each.")]


def assess_command(
    pack: Annotated[str, typer.Option(help="Id of a packaged pack, or a pack file.")],
    readings: Annotated[Path, typer.Option(help="CSV or JSON lines: organisation,metric,value,observed_at.")],
    now: Annotated[
        str | None, typer.Option(help="ISO 8601 with zone; the latest observed_at in the file if not given.")
    ] = None,
    as_json: AsJson = False,  # noqa: FBT002  # a flag
) -> None:
    """Assess every organisation in a file of readings.

    Lines that are refused are named on standard error and the rest is assessed; the exit code is 2 if
    nothing could be. Figures observed after --now are left out.
    """
    from app.cli.assessed_output import write_object, write_table
    from triggers.assess import UnitConfig, assess
    from triggers.catalogue import load_catalogue
    from triggers.hold import take

    catalogue = load_catalogue()
    compiled = _pack(pack, catalogue)
    by_organisation = _readings(_rows(readings), catalogue)
    moment = _moment(now) if now else max(r.observed_at for given in by_organisation.values() for r in given)
    config = UnitConfig({}, frozenset(), frozenset(), ZoneInfo("Europe/London"))
    assessed: dict[str, Assessment] = {}
    for organisation, given in by_organisation.items():
        taken = take({}, [reading for reading in given if reading.observed_at <= moment], catalogue)
        for outcome in taken.outcomes:
            if outcome.verdict == "queried":
                typer.echo(f"{organisation}: {outcome.reading.metric}: {outcome.message}", err=True)
        assessed[organisation] = assess(compiled, config, taken.held, moment)
    if as_json:
        for organisation, assessment in assessed.items():
            typer.echo(write_object(organisation, assessment))
    else:
        write_table(assessed, catalogue)


def _pack(wanted: str, catalogue: "Catalogue") -> "CompiledPack":
    from triggers.compile import compile_pack
    from triggers.loading import PackErrors, load_packs, read_pack
    from triggers.packs import ParametersPack

    packaged = load_packs(catalogue)
    try:
        loaded = packaged.newest(wanted) or read_pack(_text(Path(wanted)), wanted, catalogue)
    except PackErrors as error:
        _stop(str(error))
    except FileNotFoundError:
        known = ", ".join(sorted({key[0] for key in packaged.by_key}))
        _stop(f"{wanted} is neither a packaged pack ({known}) nor a file.")
    if not isinstance(loaded.pack, ParametersPack):
        _stop(f"{wanted} is no pack of parameters: it cannot score readings.")
    return compile_pack(loaded.pack, loaded.sha)


def _rows(file: Path) -> "list[Row]":
    from integrations.figures import FigureErrors, read_figures

    try:
        return read_figures(_text(file), str(file))
    except FileNotFoundError:
        _stop(f"{file}: there is no such file.")
    except FigureErrors as error:
        _stop(str(error))


def _readings(rows: "list[Row]", catalogue: "Catalogue") -> "dict[str, list[Reading]]":
    from triggers.check_value import check_value
    from triggers.values import Measure, Reading

    found: dict[str, list[Reading]] = {}
    for row in rows:
        metric = catalogue.metrics.get(row.metric)
        if metric is None:
            typer.echo(f"line {row.line}: metric: {row.metric} is not in the metrics catalogue", err=True)
        elif refusal := check_value(metric, row.value, row.fields.get("unit") or None):
            typer.echo(f"line {row.line}: {refusal.field}: {refusal.message} ({refusal.code})", err=True)
        else:
            measure = None if row.value is None else Measure(row.value)
            source = row.fields.get("source") or "feed"
            reading = Reading(row.organisation, row.metric, measure, row.observed_at.astimezone(UTC), source)
            found.setdefault(row.organisation, []).append(reading)
    if not found:
        _stop("No reading could be taken.")
    return found


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _stop(f"--now: {text!r} is not a time such as 2026-01-12T08:00:00Z.")
    if moment.tzinfo is None:
        _stop(f"--now: {text!r} has no time zone; end it with Z or an offset.")
    return moment.astimezone(UTC)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        _stop(f"{file}: is not UTF-8 text: {error.reason} at byte {error.start}.")
    except FileNotFoundError:
        raise
    except OSError as error:
        _stop(f"{file}: cannot be read: {error.strerror}.")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(UNUSABLE)

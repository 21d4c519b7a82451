"""`surgeline policies`: checks escalation policies, by themselves and against a system's seats."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.texts import read_texts, refuse

if TYPE_CHECKING:
    from actions.loading import LoadedPolicy
    from app.organisations.system_file import SystemFile

policies_app = typer.Typer(no_args_is_help=True, help="Escalation policies.")

Files = Annotated[list[Path] | None, typer.Argument(help="Policy files; the packaged ones if none.")]
System = Annotated[
    str | None,
    typer.Option(help="A system's file, or blmk or llr: are its seats there?", show_default=False),
]


@policies_app.callback()
def policies() -> None:
    """Escalation policies."""


@policies_app.command("check")
def check_policies(files: Files = None, system: System = None) -> None:
    """Check policies with the service's own loader; name file, line, path and reason of what is wrong."""
    from actions.loading import PolicyErrors, packaged_texts, read_policy

    problems: list[str] = []
    against = None if system is None else _system_of(system, problems)
    for name, text in read_texts(files, problems) if files else packaged_texts("policies"):
        try:
            loaded = read_policy(text, name)
        except PolicyErrors as error:
            problems += map(str, error.problems)
            continue
        refused = [] if against is None else _compare(loaded, name, against)
        problems += refused
        if not refused:
            policy, at = loaded.policy, "" if against is None else f" with the seats of {against.system}"
            said = f"{policy.policy} version {policy.version}, {policy.provenance}, {len(policy.rules)} rules"
            typer.echo(f"{name}: {said}: checks{at}")
    refuse(problems)


def _system_of(file: str, problems: list[str]) -> "SystemFile | None":
    from app.organisations.check import read_and_check
    from app.organisations.problems import SystemFileError
    from app.organisations.reference_systems import reference_text

    packaged = reference_text(file)
    texts = read_texts([Path(file)], problems) if packaged is None else [(f"{file}.yaml", packaged)]
    for name, text in texts:
        try:
            return read_and_check(text, name)
        except SystemFileError as error:
            problems += map(str, error.problems)
    return None


def _compare(loaded: "LoadedPolicy", name: str, system: "SystemFile") -> list[str]:
    """What refuses the policy for this system; what is only missing here and there is said at once."""
    from actions.check_policy_seats import check_policy_against
    from app.organisations.check_seats import seat_scopes
    from triggers.problems import problem
    from triggers.yaml_text import read_yaml

    _, lines = read_yaml(loaded.text, name)
    refused: list[str] = []
    for path, reason, is_refused in check_policy_against(loaded.policy, system.seats, seat_scopes(system)):
        found = str(problem(name, lines, path, reason))
        if is_refused:
            refused.append(found)
        else:
            typer.echo(f"{found} (a warning)")
    return refused

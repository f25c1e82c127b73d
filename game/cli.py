"""The commands: parse, call one function, print.

Exit codes: 0 done, 1 the answer is no (findings, unfinished), 2 wrong use or unreadable
input. Errors are one sentence on stderr, never a traceback. Each command imports what it
needs, so that `--help` loads neither Textual nor numpy.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from game.exercise.table import Table

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Unfinished(Exception):
    """The answer is no: exit code 1, with a sentence where there is one to say."""


def _version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    """Print the version and leave."""
    if asked and not context.resilient_parsing:
        from game.doctor.installed import version

        click.echo(f"whitecell, version {version()}")
        context.exit()


@click.group(invoke_without_command=True, context_settings=CONTEXT)
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def cli(context: click.Context, plain: bool) -> None:
    """A tabletop exercise on integrated missions. Without a command: the home screen."""
    if context.invoked_subcommand is None:
        _front(plain).home()


@cli.command()
@click.argument("scenario")
@click.option("--seed", type=int, help="Number that fixes all luck; left out, one is drawn (without a screen: 0).")
@click.option("--seat", metavar="ROLE", help="Sit in one role alone; left out, in all of them.")
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@click.option("--script", type=click.Path(path_type=Path), help="No screen: decisions from a file of inject: option.")
@click.option("--policy", type=click.Choice(["first", "last", "random", "default"]), help="No screen: who decides.")
@click.option("--json", "as_json", is_flag=True, help="No screen: the run as JSON on stdout.")
def play(
    scenario: str,
    seed: int | None,
    seat: str | None,
    plain: bool,
    script: Path | None,
    policy: str | None,
    as_json: bool,
) -> None:
    """Play SCENARIO: the id of a shipped one, or a path."""
    from game.scenario.load import find, load

    loaded = load(find(scenario))
    if script is None and policy is None and not as_json:
        front = _front(plain)
        front.play(loaded, _drawn() if seed is None else seed, seat)
        return
    from game.exercise.script import read_script
    from game.report.as_json import run_json
    from game.rules.play import playthrough
    from game.rules.policy import Policy, chooser

    seed = seed or 0
    decisions = read_script(script) if script else {}
    played = playthrough(loaded, seed, chooser(loaded, seed, Policy(policy or "first"), decisions))
    _print_json(run_json(loaded, seed, played))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def runs(as_json: bool) -> None:
    """List the runs on this machine, the one played last first."""
    from game.exercise.library import Library, local_time
    from game.report.as_json import plain as plain_data

    entries = Library().entries()
    if as_json:
        _print_json(plain_data(entries))
        return
    if not entries:
        click.echo("No runs yet. Begin one with: whitecell play starter")
    for entry in entries:
        state = "finished  " if entry.ended else "unfinished"
        branch = f", branched from {entry.branched_from}" if entry.branched_from else ""
        count = f"{entry.decisions} decision{'' if entry.decisions == 1 else 's'}"
        click.echo(f"{entry.id}  {state}  {count}, day {entry.day}  {local_time(entry.last)}  {entry.title}{branch}")


@cli.command()
@click.argument("run")
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
def resume(run: str, plain: bool) -> None:
    """Play on where RUN was left."""
    _at_table(plain, lambda library: library.resume(run))


@cli.command()
@click.argument("run")
@click.option("--at", "inject", required=True, metavar="INJECT", help="The inject to decide anew.")
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@click.option("--no-play", is_flag=True, help="Only make the new run and print its name.")
def branch(run: str, inject: str, plain: bool, no_play: bool) -> None:
    """Play on from a decision of RUN, as a new run with the same luck."""
    if no_play:
        from game.exercise.library import Library

        table = Library().branch(run, inject)
        table.log.close()
        click.echo(table.name)
        return
    _at_table(plain, lambda library: library.branch(run, inject))


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="All findings as JSON on stdout.")
@click.option("--sarif", "as_sarif", is_flag=True, help="All findings as SARIF 2.1.0, for editors and CI.")
def check(paths: tuple[str, ...], as_json: bool, as_sarif: bool) -> None:
    """Say what is wrong with scenarios, before a class finds out. Exit 1 if anything is an error."""
    from game.scenario import check as checking
    from game.scenario.findings import Level

    found = [finding for path in paths for finding in checking.check(path)]
    if as_sarif:
        _print_json(checking.as_sarif(found))
    elif as_json:
        _print_json([finding.as_json() for finding in found])
    else:
        for finding in found:
            click.echo(finding.shown())
        click.echo(checking.summary(found))
    if any(finding.level is Level.ERROR for finding in found):
        raise Unfinished


@cli.command()
def schema() -> None:
    """Print the JSON Schema of scenarios, for editors."""
    from game.scenario.model import json_schema

    _print_json(json_schema())


@cli.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("--plain", is_flag=True, help="As plain text on stdout.")
def debrief(runs: tuple[str, ...], as_json: bool, plain: bool) -> None:
    """Open the debrief of a run; of two runs, lay them side by side."""
    from game.exercise.library import Library
    from game.report.as_json import plain as plain_data
    from game.report.compare import compare
    from game.report.debrief import debrief as build

    library = Library()
    read = [(name, library.read(name)) for name in runs]
    if as_json:
        made = [plain_data(build(run, name)) for name, run in read]
        _print_json(made[0] if len(made) == 1 else made)
    elif len(read) == 2:
        _front(plain).compare(compare(read[0], read[1]))
    else:
        for name, run in read:
            _front(plain).debrief(name, run)
    if not all(run.state.over for _, run in read):
        raise Unfinished("a run is not finished yet; the debrief goes as far as it was played.")


@cli.command()
@click.argument("id", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def lessons(id: str | None, as_json: bool) -> None:
    """List the catalogue of lessons by family; with the ID of a lesson or a family, that one in full."""
    from game.plain.lessons_text import catalogue_lines, find, lesson_lines
    from game.plain.talk import Talk
    from game.report.as_json import plain as plain_data
    from game.scenario.catalogue import Lesson, catalogue

    known = catalogue()
    found = find(known, id) if id else known
    if as_json:
        _print_json(plain_data(found))
    elif isinstance(found, Lesson):
        Talk().say(lesson_lines(known, found))
    else:
        Talk().say(catalogue_lines(found, in_full=bool(id)))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def doctor(as_json: bool) -> None:
    """Say what may go wrong on the day: versions, terminal, store, network."""
    from game.doctor import examine

    findings = examine()
    if as_json:
        _print_json([finding.as_json() for finding in findings])
    else:
        for finding in findings:
            click.echo(finding.shown())
    if any(finding.level == "error" for finding in findings):
        raise Unfinished


def _at_table(plain: bool, opened: Callable[[Any], Table]) -> None:
    """Sit down at the table of one run."""
    from game.exercise.library import Library

    front = _front(plain)
    library = Library()
    table = opened(library)
    try:
        front.sit(library, table)
    finally:
        table.log.close()


def _front(plain: bool) -> Any:
    """The way to talk to people: a screen, or a plain stream where that was asked for or is all there is."""
    if plain or not _has_screen():
        from game.plain import front

        return front
    from game.ui import front as screens

    return screens


def _has_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _drawn() -> int:
    """A seed of four digits: short enough to tell a colleague."""
    import secrets

    return 1000 + secrets.randbelow(9000)


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Windows console or LANG=C must not stop a title with an accent in it.
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # nor a byte that is no letter end a game
    try:
        left = cli.main(arguments, prog_name="whitecell", standalone_mode=False)
        sys.stdout.flush()
        if isinstance(left, int):  # what click makes of `context.exit(code)`
            return left
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except click.ClickException as problem:
        problem.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("\nStopped. Nothing is lost.\n")
        return 1
    except Unfinished as answer:
        if str(answer):
            sys.stderr.write(f"{answer}\n")
        return 1
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain of it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        return _said(problem)
    return 0


def _said(problem: Exception) -> int:
    """Print what a known error says; for an unknown one where to find the details."""
    from game.errors import Said
    from game.scenario.findings import ScenarioError
    from game.scenario.text import clean

    text = clean(str(problem))  # a path from the command line may hold anything
    if isinstance(problem, ScenarioError):
        sys.stderr.write(f"{text}\n")  # begins with the place
        return 2
    if isinstance(problem, Said):
        sys.stderr.write(f"{text[:1].upper()}{text[1:]}\n")
        return 2
    if os.environ.get("WHITECELL_DEBUG"):
        raise problem
    sys.stderr.write(
        f"Whitecell met a fault of its own ({type(problem).__name__}: {text[:300]}). Nothing is lost. "
        "Set WHITECELL_DEBUG=1 and do it again to see where, and please report it.\n"
    )
    return 2

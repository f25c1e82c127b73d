"""The commands: parse, call one function, print.

Exit codes: 0 done, 1 the answer is no (findings, unfinished), 2 wrong use or unreadable
input. Errors are one sentence on stderr, never a traceback. Each command imports what it
needs, so that `--help` loads neither Textual nor numpy.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from game import edge
from game.called import program
from game.edge import Unfinished

if TYPE_CHECKING:
    from game.exercise.classroom.class_store import ClassEntry
    from game.exercise.run.opening import Brought
    from game.exercise.run.run_session import Table
    from game.exercise.run.run_store import Entry, Library
    from game.first_pages import FirstPage
    from game.record.run import Run
    from game.scenario.scenario import Scenario

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


HEADINGS = {
    "Play": ("play", "resume", "branch", "runs", "debrief", "recall", "logbook", "join"),
    "Teach": ("host", "sheet", "lessons", "course", "doctor"),
    "Write": ("new", "preview", "check", "analyse", "seal", "graph", "msel", "schema"),
    "Keep": ("export", "import", "verify", "erase", "backup", "restore"),
}
"""The commands by what a person is about to do, each heading's in the order in which they are first wanted."""

SENTENCE = 500
"""Signs of a command's first sentence in the list: more than any has, as it is broken into lines and not cut short."""


class Commands(click.Group):
    """The commands, which `--help` lists under `HEADINGS`; one that stands under none comes last, under its own."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list, every heading's second column at the same place."""
        width = max(map(len, self.commands))
        listed = {name for names in HEADINGS.values() for name in names}
        more = tuple(sorted(set(self.commands) - listed))
        for heading, names in {**HEADINGS, "More": more}.items():
            there = [name for name in names if name in self.commands]
            rows = [(name.ljust(width), self.commands[name].get_short_help_str(SENTENCE)) for name in there]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def _version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    """Print the version and leave."""
    if asked and not context.resilient_parsing:
        from game.doctor.installed import version

        click.echo(f"whitecell, version {version()}")
        context.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings=CONTEXT)
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def cli(context: click.Context, plain: bool) -> None:
    """A tabletop exercise on integrated missions. Without a command: the home screen."""
    if context.invoked_subcommand is None:
        wish = _front(plain).home()
        if wish is not None:
            _left_for(wish, plain)


def _paged(command: Any) -> Any:
    """Add the switches of a command that can be played in a browser."""
    no_open = click.option("--no-open", is_flag=True, help="Beside --page: only print its address; open no browser.")
    return click.option("--page", is_flag=True, help="As a page in your browser, on this machine alone.")(
        no_open(command)
    )


@cli.command()
@click.argument("scenario")
@click.option("--seed", type=int, help="Number that fixes all luck; left out, one is drawn (without a screen: 0).")
@click.option("--seat", metavar="ROLE", help="Sit in one role alone; left out, in all of them.")
@click.option("--colleagues", is_flag=True, help="Beside --seat: simulated colleagues decide what is theirs.")
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@click.option("--after", metavar="RUN", default="", help="Begin with what came of this earlier run, or class CLASS.1.")
@click.option(
    "--opening", "openings", multiple=True, metavar="FLAG=yes|no", help="Answer what the scenario opens with."
)
@click.option("--script", type=click.Path(path_type=Path), help="No screen: decisions from a file of inject: option.")
@click.option("--policy", type=click.Choice(["first", "last", "random", "default"]), help="No screen: who decides.")
@click.option("--json", "as_json", is_flag=True, help="No screen: the run as JSON on stdout.")
@_paged
def play(
    scenario: str,
    seed: int | None,
    seat: str | None,
    colleagues: bool,
    plain: bool,
    after: str,
    openings: tuple[str, ...],
    script: Path | None,
    policy: str | None,
    as_json: bool,
    page: bool,
    no_open: bool,
) -> None:
    """Play SCENARIO: the id of a shipped one, or a path."""
    from game.scenario.load import find, load

    if page and (script is not None or policy is not None or as_json):
        raise click.UsageError("--page is played by you: give it without --script, --policy and --json.")
    chosen = _chosen_front(plain, page, no_open, f"play {scenario}")
    loaded = load(find(scenario))
    if colleagues and seat is None:
        raise click.UsageError("--colleagues sit beside one seat: name yours with --seat.")
    opened = _brought(loaded, openings, after)
    if script is None and policy is None and not as_json:
        asks = bool(after) and not opened.settled
        chosen().play(loaded, _drawn() if seed is None else seed, seat, opened, asks=asks, colleagues=colleagues)
        return
    from game.exercise.run.decision_script import Script, read_script
    from game.report.as_json import run_json
    from game.rules.play import RuleError, playthrough
    from game.rules.policy import Policy, chooser, draws_of

    seed = seed or 0
    decisions = read_script(script) if script else Script()
    try:
        choose = chooser(loaded, seed, Policy(policy or "first"), decisions.options)
        draws = draws_of(loaded, decisions.options, decisions.draws)
        played = playthrough(loaded, seed, choose, opened.indices(loaded), draws)
    except RuleError as problem:
        raise RuleError(f"in {script}: {problem}") from None  # no policy alone takes what is closed
    _print_json(run_json(loaded, seed, played, opened.flags, draws))


def _brought(scenario: Scenario, openings: tuple[str, ...], after: str) -> Brought:
    """What a run opens with, by the command's own words."""
    from game.exercise.run.opening import brought, earlier, read_given

    return brought(scenario, read_given(openings), (after, earlier(after)) if after else None)


@cli.command()
@click.option("--classes", is_flag=True, help="The classes that were hosted here, instead of the runs.")
@click.option("--forget", metavar="RUN", help="No list: delete this run for good; at a terminal it is asked once.")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def runs(classes: bool, forget: str | None, as_json: bool) -> None:
    """List the runs on this machine, the one played last first."""
    from game.exercise.run.run_store import Library, local_time

    if forget is not None:
        if classes or as_json:
            raise click.UsageError("--forget deletes one run: give it without --classes and --json.")
        _forget(Library(), forget)
        return
    if classes:
        _list_classes(as_json)
        return

    def line(entry: Entry) -> str:
        state = "finished  " if entry.ended else "unfinished"
        branch = f", branched from {entry.branched_from}" if entry.branched_from else ""
        count = f"{entry.decisions} decision{'' if entry.decisions == 1 else 's'}"
        played = f"{count}, {entry.tick} {entry.day}"
        cure = "" if entry.ended else f"; go on with: {program()} resume {entry.id}"
        return f"{entry.id}  {state}  {played}  {local_time(entry.last)}  {entry.title}{branch}{cure}"

    try:
        _list(Library().entries(), as_json, line, f"No runs yet. Begin one with: {program()} play starter")
    finally:
        if not as_json:
            _list_classes(as_json=False, unfinished=True)


def _forget(library: Library, id: str) -> None:
    """Delete a run; whoever sits at a terminal is asked once."""
    from game.report import copies

    if id in copies.names() and not library.has(id):
        from game.later import beside
        from game.record.sqlite import forget_log

        copies.path(id).unlink(missing_ok=True)
        forget_log(beside(id))
        click.echo(f"Deleted: {id}.")
        return
    library.path(id)  # a name that is none is refused before anything is asked
    if sys.stdin.isatty() and not click.confirm(f"Delete run {id} for good, with its notes and drafts?"):
        raise Unfinished("Nothing was deleted.")
    library.forget(id)
    click.echo(f"Deleted: {id}.")


def _list_classes(as_json: bool, unfinished: bool = False) -> None:
    """List the classes, the one used last first; or those alone that can be gone on with, and how."""
    from game.exercise.classroom.class_store import Classes
    from game.exercise.run.run_store import local_time

    def line(entry: ClassEntry) -> str:
        state = "over       " if entry.over else "in play    " if entry.begun else "not begun  "
        size = f"{entry.syndicates} syndicate{'' if entry.syndicates == 1 else 's'}, {entry.seats} seats"
        cure = f"; go on with: {program()} host {entry.id}" if unfinished else ""
        kind = "class, " if unfinished else ""
        return f"{entry.id}  {kind}{state}{size}  {local_time(entry.last)}  {entry.title}{cure}"

    if unfinished:  # what cannot be read is named by `runs --classes`
        for entry in Classes().entries():
            if not entry.over and not entry.problem:
                click.echo(line(entry))
        return
    none = f"No classes yet. Host one with: {program()} host starter --syndicates 2"
    _list(Classes().entries(), as_json, line, none)


def _list(entries: Sequence[Any], as_json: bool, line: Callable[[Any], str], none: str) -> None:
    """Print what is on a shelf; the answer is no where something on it cannot be read."""
    from game.report.as_json import plain as plain_data

    if as_json:
        _print_json(plain_data(entries))
    elif not entries:
        click.echo(none)
    else:
        for entry in entries:
            click.echo(f"{entry.id}  damaged     {entry.problem}" if entry.problem else line(entry))
    damaged = sum(bool(entry.problem) for entry in entries)
    if damaged:
        raise Unfinished(f"{damaged} of {len(entries)} cannot be read; nothing was changed in what is damaged.")


@cli.command()
@click.argument("run", required=False)
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@_paged
def resume(run: str | None, plain: bool, page: bool, no_open: bool) -> None:
    """Play on where RUN was left; without a name where there is one alone."""
    run = run or _left_alone()
    _at_table(_chosen_front(plain, page, no_open, f"resume {run}")(), lambda library: library.resume(run))


def _left_alone() -> str:
    """The one run that is not over.

    Raises:
        click.UsageError: where there is none, or more than one; it names them.
    """
    from game.exercise.run.run_store import Library

    left = [entry for entry in Library().entries() if not entry.ended and not entry.problem]
    if len(left) == 1:
        return left[0].id
    if not left:
        raise click.UsageError(f"No run is left to go on with; '{program()} play starter' begins one.")
    named = "; ".join(f"{program()} resume {entry.id} ({entry.title})" for entry in left)
    raise click.UsageError(f"{len(left)} runs are left. Say which one: {named}.")


@cli.command()
@click.argument("run")
@click.option("--at", "inject", required=True, metavar="INJECT", help="The inject to decide anew.")
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@click.option("--no-play", is_flag=True, help="Only make the new run and print its name.")
@_paged
def branch(run: str, inject: str, plain: bool, no_play: bool, page: bool, no_open: bool) -> None:
    """Play on from a decision of RUN, as a new run with the same luck."""
    front = _chosen_front(plain, page, no_open, f"branch {run} --at {inject}")
    if no_play:
        from game.exercise.run.run_store import Library

        table = Library().branch(run, inject)
        table.log.close()
        click.echo(table.name)
        return
    _at_table(front(), lambda library: library.branch(run, inject))


@cli.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="All findings as JSON on stdout.")
@click.option("--sarif", "as_sarif", is_flag=True, help="All findings as SARIF 2.1.0, for editors and CI.")
@click.option(
    "--explain", metavar="CODE", help="No scenario: what a code such as WC203 means, and what to do about it."
)
@click.option("--analyse", is_flag=True, help="With what only an analysis finds; what is known of it is kept.")
@click.option("--mend", is_flag=True, help="Beside --analyse: with the smallest change that cures each, proved.")
def check(
    paths: tuple[str, ...], as_json: bool, as_sarif: bool, explain: str | None, analyse: bool, mend: bool
) -> None:
    """Say what is wrong with scenarios, before a class finds out. Exit 1 if anything is an error."""
    from game.faces.wrapping import terminal_width, wrapped
    from game.scenario import check as checking
    from game.scenario.findings import Level

    if explain is not None:
        click.echo(checking.explained(checking.known(explain)))
        return
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'.", click.get_current_context())
    if mend and not analyse:
        raise click.UsageError("--mend cures what an analysis finds: ask for --analyse, too.")
    more = None
    if analyse:
        from game import analysing

        with analysing.progress() as tell:
            more = analysing.Further(analysing.AnalyseOptions(mend=mend), tell)
            found = checking.check_all(paths, more)
    else:
        found = checking.check_all(paths)
    if as_sarif:
        _print_json(checking.as_sarif(found))
    elif as_json:
        _print_json([finding.as_json() for finding in found])
    else:
        width = terminal_width() if sys.stdout.isatty() else None
        for finding in found:
            lines = finding.shown(width or 105).split("\n")
            click.echo("\n".join(wrapped(lines, width) if width else lines) + "\n")
        click.echo(checking.summary(found))
    for sentence in more.partly if more else ():
        click.echo(sentence, err=True)
    if more and more.stopped:
        raise Unfinished("it was stopped; this is what was known by then.")
    if any(finding.level is Level.ERROR for finding in found):
        raise Unfinished


@cli.command()
@click.option("--injects", is_flag=True, help="That of a file in injects/; it lies beside the other.")
@click.option("--tables", is_flag=True, help="That of the tables of `debrief --tables`: a Frictionless data package.")
def schema(injects: bool, tables: bool) -> None:
    """Print the JSON Schema of scenarios, for editors."""
    if tables:
        from game.report.tables import datapackage

        _print_json(datapackage())
        return
    from game.scenario.schema import injects_schema, json_schema

    _print_json(injects_schema() if injects else json_schema())


@cli.command()
@click.argument("id")
@click.option("--from", "original", metavar="SCENARIO", help="Copy this scenario: the id of a shipped one, or a path.")
@click.option("--title", help="What people know it by.")
@click.option("--roles", metavar="A,B,C", help="Who sits at the table: posts, with commas between them.")
@click.option("--days", type=int, help="How many days it lasts.")
@click.option("--injects", type=int, help="How many injects to begin with.")
@click.option("--folder/--file", default=None, help="A folder with a file for each inject, or one file.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def new(id: str, original: str | None, yes: bool, **wishes: Any) -> None:
    """Write a scenario of your own into this folder, ready to be played and full of notes for you."""
    from game.author import new as beginning

    beginning.check_id(id)
    beginning.free(id, Path())
    given = {name: value for name, value in wishes.items() if value is not None}
    if original is not None:
        from game.scenario.load import find

        if given:
            raise click.UsageError(f"--from copies a scenario as it is; leave --{min(given)} out.")
        made = beginning.copy(id, find(original), Path())
    else:
        from game.author.new_scenario_prompts import ask, wish

        wanted = wish(id, given)
        if not yes and sys.stdin.isatty():
            wanted = ask(wanted, frozenset(given))
        made = beginning.create(wanted, Path())
    click.echo(f"Written: {beginning.contents(made)}.")
    click.echo(f"Next:  {program()} preview {made}   {program()} check {made}   {program()} play {made}")
    click.echo("It is opened by that path; the home screen lists the scenarios that came with the program.")


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
def preview(path: Path) -> None:
    """Show a scenario as it will be played, beside its file; it follows each time you save."""
    from game.scenario.load import find

    if not _has_screen():
        raise click.UsageError(f"preview needs a terminal; without one, '{program()} check' names what is wrong.")
    from game.ui.solo import launch as front

    front.preview(find(str(path)))


@cli.command()
@click.argument("path")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A name that ends in .svg or .mmd.")
def graph(path: str, out: Path) -> None:
    """Draw what leads to what: injects by day, flags, choices, delayed effects."""
    from game.author.graph_file import draw
    from game.scenario.load import find, load

    click.echo(f"Written: {out}, {draw(load(find(path)), out)}.")


@cli.command()
@click.argument("path")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("--exact", is_flag=True, help="Try everything that fits into memory, however long it takes.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Play N random runs in place of exact numbers.")
@click.option("--openings", is_flag=True, help="Under every combination of what the scenario opens with.")
@click.option("--self-judged", is_flag=True, help="With written answers judged by the group itself, as alone.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; left out: one a processor.")
@click.option("--cluster", default="", metavar="ADDRESS", help="A Dask cluster that does the work.")
@click.option("--memory", default="", metavar="SIZE", help="What it may take, as 4G; left out: half of what is there.")
@click.option("--fresh", is_flag=True, help="Work it out anew, though it was kept.")
@click.option("--mend", is_flag=True, help="With cures, proved by analysing again, and the numbers that matter most.")
@click.option("--plain", is_flag=True, help="As plain text on stdout.")
@click.option("--html", type=click.Path(path_type=Path), metavar="F", help="As one page in a file.")
def analyse(
    path: str,
    as_json: bool,
    sample: int | None,
    openings: bool,
    self_judged: bool,
    plain: bool,
    html: Path | None,
    **wishes: Any,
) -> None:
    """Say what a scenario can do to a class: what can be reached, at best, at worst and by chance."""
    gc.disable()  # while it loads: of so many new modules nothing is garbage, and looking takes a sixth of the start
    from game import analysing

    gc.enable()
    if wishes["exact"] and sample:
        raise click.UsageError("--exact and --sample are two ways to get numbers: ask for one of them.")
    if wishes["cluster"] and wishes["workers"]:
        raise click.UsageError("--workers and --cluster are two ways to get the work done: ask for one of them.")
    asking = analysing.AnalyseOptions(sample=sample or 0, **wishes)
    read = analysing.read(path)
    read = analysing.self_judged(read) if self_judged else read
    if openings:
        if wishes["mend"]:
            raise click.UsageError("--mend cures what one opening shows: leave --openings out.")
        if html:
            raise click.UsageError("--openings has one answer for each combination: ask for --json or --plain.")
        _under_every_opening(read, asking, as_json)
        return
    with analysing.progress() as tell:
        made = analysing.mended(analysing.analysed(read.scenario, asking, tell), read.subject, asking, tell)
    found = analysing.said(made, read.subject)
    if as_json:
        from game.analysis.result.as_json import as_json as plain_data

        _print_json(plain_data(made, found))
    elif html:
        from game.faces.report_page import analysis_html
        from game.report.analysis import report

        _write(html, analysis_html(report(made, found, read.called), read.scenario.language))
    else:
        from game.report.analysis import report

        _front(plain).analysis(report(made, found, read.called))
    if not made.complete:
        raise Unfinished("it was stopped; this is what was known by then.")
    if wishes["exact"] and made.method != "exact":
        raise Unfinished("not everything fits into memory; what did not was sampled.")


@cli.command()
@click.argument("path")
@click.option("--attack", is_flag=True, help="With the plays that break it, each as a script for play --script.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Beside --attack: write the scripts there.")
@click.option("--html", type=click.Path(path_type=Path), metavar="F", help="As one page in a file.")
@click.option("--json", "as_json", is_flag=True, help="As one line of JSON on stdout, with the hash of the rules.")
@click.option("--exact", is_flag=True, help="Try everything that fits into memory, however long it takes.")
def seal(path: str, attack: bool, out: Path | None, html: Path | None, as_json: bool, exact: bool) -> None:
    """Say mark by mark what a machine can know of a scenario, and where to mend it. Exit 1 if a mark does not hold."""
    from game import analysing, sealing
    from game.report import seal as reporting

    if out is not None and not attack:
        raise click.UsageError("--out is for the scripts of the attack: ask for --attack, too.")
    with analysing.progress() as tell:
        made = sealing.sealed(path, analysing.AnalyseOptions(exact=exact), attack, tell)
    written = sealing.write_scripts(out, made.attacks or ()) if out is not None else []
    if as_json:
        click.echo(json.dumps(reporting.as_json(made.analysis, made.marks, made.attacks), ensure_ascii=False))
    else:
        report = reporting.report(made.analysis, made.marks, made.attacks or ())
        if html:
            from game.faces.report_page import seal_html

            _write(html, seal_html(report, made.analysis.scenario.language))
        else:
            from game.plain import front as lines

            lines.seal(report)
    for file in written:
        click.echo(f"Written: {file}", err=as_json)
    if not made.holds:
        raise Unfinished


def _under_every_opening(read: Any, asking: Any, as_json: bool) -> None:
    """Analyse a scenario under every combination of what it opens with, and print each."""
    from game import analysing
    from game.analysis.result.as_json import as_json as plain_data
    from game.plain import front as lines
    from game.report.analysis import report

    made = []
    with analysing.progress() as tell:
        for opened, scenario in analysing.openings(read.scenario):
            made.append((opened, analysing.analysed(scenario, asking, tell)))
    if as_json:
        _print_json(
            [{"opened": opened, **plain_data(each, analysing.said(each, read.subject))} for opened, each in made]
        )
    for opened, each in made if not as_json else ():
        said = ", ".join(f"{flag} {'yes' if answer else 'no'}" for flag, answer in opened.items())
        click.echo(f"\nOpened with: {said or 'nothing'}.\n")
        lines.analysis(report(each, analysing.said(each, read.subject), read.called))
    if not all(each.complete for _, each in made):
        raise Unfinished("it was stopped; this is what was known by then.")


@cli.group()
def msel() -> None:
    """Carry a scenario to and from a master scenario events list (.xlsx or .csv)."""


@msel.command("export")
@click.argument("path")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A name that ends in .xlsx or .csv.")
def msel_export(path: str, out: Path) -> None:
    """Write the events of a scenario as a list: a row for each inject, paper, delayed effect, and paragraph told."""
    from game.author.msel_files import export_to
    from game.scenario.load import find

    click.echo(f"Written: {out}, {export_to(find(path), out)} rows.")


@msel.command("import")
@click.argument("listed", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--into", "path", required=True, type=click.Path(path_type=Path), help="The scenario's file or folder.")
@click.option("--sheet", "sheets", multiple=True, metavar="NAME", help="A sheet to read, or `all`; else the first.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
def msel_import(listed: Path, path: Path, sheets: tuple[str, ...], dry_run: bool) -> None:
    """Bring a list back into a scenario. Exit 1 if a row has no place, or a heading or a sheet was not read.

    What has no place is kept in a file beside the scenario.
    """
    from game.author.msel_files import import_into

    done = import_into(listed, path, sheets, dry_run)
    for sentence in done.said():
        click.echo(sentence)
    if not done.whole:
        raise Unfinished


@cli.command()
@click.argument("scenario")
@click.option(
    "--syndicates", type=click.IntRange(1, 80), metavar="N", help="How many groups play, 1 to 12; with --large to 80."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any that is free."
)
@click.option("--lan", is_flag=True, help="Let others on this network in; left out, this machine alone is answered.")
@click.option("--tls/--no-tls", default=None, help="An encrypted line; left out: with --lan yes, else no.")
@click.option("--store", default="", metavar="FOLDER", help="The folder in which classes are kept.")
@click.option("--seed", type=int, help="Number that fixes all luck, the same for every syndicate.")
@click.option("--after", metavar="RUN", default="", help="Begin with what came of this earlier run, or class CLASS.1.")
@click.option(
    "--opening", "openings", multiple=True, metavar="FLAG=yes|no", help="Answer what the scenario opens with."
)
@click.option("--admit", is_flag=True, help="Whoever joins waits at the door until you let them in.")
@click.option("--large", is_flag=True, help="Room for 80 syndicates and 1,000 seats, in place of 12 and 60.")
@click.option("--rehearse", is_flag=True, help="Simulated people play, so that you can try the day alone.")
@click.option("--new", is_flag=True, help="Begin another class, though one of this scenario is in play.")
@click.option("--headless", is_flag=True, help="No screen: one JSON line on stdout, then serve until stopped.")
def host(scenario: str, headless: bool, seed: int | None, **wishes: Any) -> None:
    """Host a class on SCENARIO: your screen here, the seats in browsers or by `whitecell join`.

    SCENARIO is the id of a shipped one, a path, or the name of a class to open again. Where a class of it is in play,
    you are asked whether to go on with that one.
    """
    _needs_web("host")
    if not headless and not _has_screen():
        raise click.UsageError("host needs a terminal for your screen; without one, use --headless.")
    if (wishes["syndicates"] or 1) > 12 and not wishes["large"]:
        raise click.UsageError("a class has 1 to 12 syndicates; one with more is opened with --large.")
    from game.hosting import ClassOptions, run

    run(ClassOptions(scenario=scenario, seed=_drawn() if seed is None else seed, **wishes), screen=not headless)


@cli.command()
@click.argument("url", required=False, default="")
@click.option("--code", default="", help="Of your syndicate, as on the screen in front.")
@click.option("--name", default="", help="As the others know you.")
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
def join(url: str, code: str, name: str, plain: bool) -> None:
    """Take your seat in a class, at URL; come back to the same one where you had a seat before."""
    _needs_web("join")
    from game.joining import run

    run(url, code, name, screen=not plain and _has_screen())


@cli.command()
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("--plain", is_flag=True, help="As plain text on stdout.")
@click.option(
    "--full", is_flag=True, help="Everything, also what was read in play; left out, what happened, told once."
)
@click.option("--cards", is_flag=True, help="Ten cards to lead the talk yourselves: ask first, then see the record.")
@click.option("--page", is_flag=True, help="The first page alone, on stdout; with --json or --html in that form.")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="F",
    help="As one page in a file; of several runs, one for the class; of a class, one a syndicate beside it.",
)
@click.option("--docx", type=click.Path(path_type=Path), metavar="F", help="As a Word document in a file.")
@click.option(
    "--form", type=click.Choice(["aar", "odcr"]), help="Of --docx: after-action report, or observations on forms."
)
@click.option("--template", type=click.Path(path_type=Path), metavar="F", help="Of --docx: a college's own .docx.")
@click.option("--ratings", is_flag=True, help="Of --docx: empty columns to rate objectives by hand.")
@click.option(
    "--tables", type=click.Path(path_type=Path), metavar="DIR|F.xlsx", help="As tables: CSV in a folder, or a workbook."
)
@click.option(
    "--xapi", type=click.Path(path_type=Path), metavar="F", help="As xAPI statements in a file, one a line; no score."
)
@click.option("--array", is_flag=True, help="Of --xapi: one JSON array.")
@click.option("--base", metavar="ADDRESS", help="Of --xapi: the address under which your ids lie.")
@click.option("--lrs", metavar="URL", help="Of --xapi: send them to this record store too; its password is asked for.")
@click.option("--role", default="", metavar="ROLE", help="Of a class's syndicate: cut for whoever held this role.")
@click.option("--store", default="", metavar="FOLDER", help="The folder in which classes are kept.")
def debrief(
    runs: tuple[str, ...],
    as_json: bool,
    plain: bool,
    full: bool,
    cards: bool,
    page: bool,
    html: Path | None,
    docx: Path | None,
    form: str | None,
    template: Path | None,
    ratings: bool,
    tables: Path | None,
    xapi: Path | None,
    array: bool,
    base: str | None,
    lrs: str | None,
    role: str,
    store: str,
) -> None:
    """Open the debrief of a run; of two runs, lay them side by side; of a class, or of one syndicate: CLASS.1"""
    from game.exercise.run.run_store import Library
    from game.report.as_json import plain as plain_data
    from game.report.compare import compare
    from game.report.debrief import debrief as build
    from game.report.open import opened

    if html and (as_json or plain):
        raise click.UsageError("--html is a form of its own: ask for it without --json and --plain.")
    if (form or template or ratings) and not docx:
        raise click.UsageError("--form, --template and --ratings are of --docx: name its file.")
    if (array or base or lrs) and not xapi:
        raise click.UsageError("--array, --base and --lrs are of --xapi: name its file.")
    if cards and (len(runs) > 1 or page or as_json or html):
        raise click.UsageError("--cards is a form of its own, of one run or one syndicate.")
    files = [each for each in (tables, docx, xapi) if each]
    if files:
        if html or as_json or plain or page or cards or role or len(files) > 1:
            raise click.UsageError("a file is a form of its own: ask for one alone.")
        if tables:
            _filed(runs, store, lambda sources: _tabulated(sources, tables))
        elif docx:
            _filed(runs, store, lambda sources: _documented(sources, docx, form or "aar", template, ratings))
        elif xapi:
            _filed(runs, store, lambda sources: _stated(sources, xapi, base, array, lrs))
        return
    if len(runs) == 1 and _looked_back(runs[0], as_json, plain, full, cards, page, html, role, store):
        return
    read, unread = _read_all(Library(), runs)
    if cards:
        _front(plain).cards(*read[0])
    elif page:
        from game import first_pages

        _first_page(first_pages.of_runs(read), as_json, html)
    elif as_json:
        made = [plain_data(build(run, name, opened=opened(run))) for name, run in read]
        _print_json(made[0] if len(runs) == 1 else made)
    elif html:
        from game.faces.report_page import class_html, debrief_html

        built = [(name, build(run, name, opened=opened(run))) for name, run in read]
        language = read[0][1].scenario.language
        if len(built) > 1:
            from game.report.class_front import LETTERS
            from game.report.class_open import class_open

            lettered = [(LETTERS[place], run) for place, (_, run) in enumerate(read[: len(LETTERS)])]
            _write(html, class_html(built, language, open=class_open(lettered)))
        else:
            _write(html, debrief_html(built[0][1], language=language, full=full))
    elif len(read) == 2:
        _front(plain).compare(compare(read[0], read[1]))
    else:
        for name, run in read:
            _front(plain).debrief(name, run, full)
    if unread:
        raise Unfinished("\n".join(unread))
    if not all(run.state.over for _, run in read):
        raise Unfinished("a run is not finished yet; the debrief goes as far as it was played.")


def _filed(runs: Sequence[str], store: str, write: Callable[[Any], Sequence[Path]]) -> None:
    """Write runs, a class or one syndicate into files, and say where they lie."""
    from game import filing
    from game.scenario.text import clean

    sources, finished = filing.sources(runs, store)
    for path in write(sources):
        click.echo(f"Written: {clean(str(path))}")
    if not finished:
        raise Unfinished("it is not over yet; the files go as far as it was played.")


def _tabulated(sources: Any, to: Path) -> Sequence[Path]:
    from game.report import tables

    return tables.write(sources, to)


def _stated(sources: Any, to: Path, base: str | None, array: bool, lrs: str | None) -> Sequence[Path]:
    from game.report.html.write import write_page
    from game.report.office import xapi

    base = base or xapi.BASE
    written = write_page(to, xapi.lines(sources, base, array))
    if lrs is not None:
        from game import record_store
        from game.words import ENGLISH

        record_store.endpoint(lrs)  # before anything is asked for it
        typed = (lambda ask, unseen: str(click.prompt(ask, hide_input=unseen, err=True))) if _has_screen() else None
        held = record_store.send(list(xapi.statements(sources, base)), lrs, record_store.account(ask=typed))
        click.echo(ENGLISH.many("Sent: {n} statement, held once.", "Sent: {n} statements, each held once.", held))
    return [written]


def _documented(sources: Any, to: Path, form: str, template: Path | None, ratings: bool) -> Sequence[Path]:
    from game import filing
    from game.report.html.write import write_bytes

    data, missing = filing.document(sources, form, template, ratings)
    if missing:
        click.echo(f"The template has no style {', '.join(missing)}: the text of these stands as it is.", err=True)
    return [write_bytes(to, data)]


def _first_page(made: FirstPage, as_json: bool, html: Path | None) -> None:
    """Print a first page, or write it into a file."""
    from game.plain.talk import Talk

    if html:
        _write(html, made.html)
    elif as_json:
        _print_json(made.data)
    else:
        Talk().say(made.lines)


def _read_all(library: Library, names: Sequence[str]) -> tuple[list[tuple[str, Run]], list[str]]:
    """Read runs; return those that can be read, and a sentence for each that cannot. One alone has to be readable."""
    from game.errors import Said

    read, unread = [], []
    for name in names:
        try:
            read.append((name, library.read(name)))
        except Said as problem:
            unread.append(str(problem)[:1].upper() + str(problem)[1:])
            if len(unread) == len(names):
                raise
    return read, unread


def _looked_back(
    name: str, as_json: bool, plain: bool, full: bool, cards: bool, page: bool, html: Path | None, role: str,
    store: str,
) -> bool:  # fmt: skip
    """Look back on a class, where this is the name of one."""
    from game import looking_back
    from game.scenario.text import clean

    if not looking_back.known(name, store):
        return False
    looked = looking_back.found(name, store)
    if role and (page or not html):
        raise click.UsageError("--role is for a page: give --html with it, and leave --page out.")
    if cards:
        looking_back.lead(looked)
    elif page:
        from game import first_pages

        _first_page(first_pages.of_class(looked), as_json, html)
    elif html:
        for path in looking_back.pages(looked, html, role, full):
            click.echo(f"Written: {clean(str(path))}")
    elif as_json:
        _print_json(looking_back.as_json(looked))
    elif plain or not _has_screen():
        looking_back.say(looked, full)
    else:
        looking_back.show(looked)
    if not looked.finished:
        raise Unfinished("the class is not over yet; the debrief goes as far as it was played.")
    return True


@cli.command()
@click.argument("run", required=False)
@click.option("--plain", is_flag=True, help="Numbered prompts in a plain stream of lines.")
@click.option("--json", "as_json", is_flag=True, help="No questions: what is due, as JSON on stdout.")
@click.option("--never", is_flag=True, help="No questions: this RUN is asked about no more.")
@click.option(
    "--ics", type=click.Path(path_type=Path), metavar="F", help="No questions: its two dates, for a calendar."
)
def recall(run: str | None, plain: bool, as_json: bool, never: bool, ics: Path | None) -> None:
    """Say from memory what one decision of RUN was about, a week and six weeks later; without RUN what is due."""
    from game.later import RecallShelf, calendar, listed

    later = RecallShelf()
    if as_json:
        _print_json(listed(later.due()))
        return
    if not run:
        if never or ics:
            raise click.UsageError("--never and --ics are of one run: name it.")
        due = later.due()
        if not due:
            click.echo("Nothing is due today.")
            return
        run = due[0].name
    if ics:
        _write(ics, calendar(run, later.ended(run)[1]))
    elif never:
        later.opened(run)
        later.never(run)
        click.echo(f"{run} is asked about no more.")
    else:
        _front(plain).recall(later, run)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("--html", type=click.Path(path_type=Path), metavar="F", help="As one page in a file.")
@click.option("--empty", is_flag=True, help="Nothing is printed: it begins anew from now on; runs stay.")
def logbook(as_json: bool, html: Path | None, empty: bool) -> None:
    """Say what you met over all your runs: lessons, forecasts, plans, endings seen, and what to play next."""
    from game.faces.logbook import document
    from game.later import RecallShelf
    from game.words import ENGLISH

    later = RecallShelf()
    if empty:
        later.empty()
        click.echo("Your logbook begins anew from now on; every run is still there.")
        return
    from game.logbook import logbook as read

    found = read(later)
    if as_json:
        from game.report.as_json import plain as plain_data

        _print_json(plain_data(found))
    elif html:
        from game.faces.report_page import report_page

        _write(html, report_page(document(ENGLISH, found), "en", wide=True))
    else:
        from game.faces.lines import report
        from game.plain.talk import Talk

        Talk().say(report(ENGLISH, document(ENGLISH, found)))


@cli.command()
@click.argument("scenario")
@click.option("--minutes", type=click.Choice(["45", "90", "180"]), default="90", show_default=True, help="The session.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="F.html", help="Where to write it.")
def sheet(scenario: str, minutes: str, out: Path) -> None:
    """Write the facilitator's run sheet for SCENARIO, to print. Exit 1 where it does not fit."""
    from game.exercise.run.run_store import kept_pictures
    from game.faces.sheet import run_sheet_html
    from game.report.run_sheet import CannotFit
    from game.scenario.load import find, load

    try:
        loaded = load(find(scenario))
        kept_pictures().keep(loaded.source.pictures)
        page = run_sheet_html(loaded, int(minutes))
    except CannotFit as problem:
        raise Unfinished(str(problem)) from None
    _write(out if out.suffix else out.with_name(f"{out.name}.html"), page)  # by which a double click knows it


@cli.command()
@click.argument("id", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("--plain", is_flag=True, help="As plain text on stdout.")
@click.option("--coverage", is_flag=True, help="Where shipped scenarios serve and spend each lesson.")
def lessons(id: str | None, as_json: bool, plain: bool, coverage: bool) -> None:
    """Browse the catalogue of lessons by family; with the ID of a lesson or a family, print that one in full."""
    if id is None and not (as_json or plain or coverage) and _has_screen():
        from game.ui.solo import launch as front

        front.lessons()
        return
    from game.faces import lessons as document
    from game.faces.lines import blocks
    from game.plain.talk import Talk
    from game.report.as_json import plain as plain_data
    from game.scenario.catalogue import Catalogue, Lesson, catalogue, find
    from game.words import ENGLISH

    known = catalogue()
    found = find(known, id) if id else known
    if coverage:
        from game.faces.coverage import coverage as told
        from game.scenario.coverage import coverage as cover
        from game.scenario.load import load, shipped

        of = Catalogue((), {found.id: found}, ()) if isinstance(found, Lesson) else found
        matrix = cover(of, (load(path) for path in shipped().values()))
        if as_json:
            _print_json(plain_data(matrix))
        else:
            Talk().say(blocks(ENGLISH, told(ENGLISH, of, matrix)))
    elif as_json:
        _print_json(plain_data(found))
    elif isinstance(found, Lesson):
        Talk().say(blocks(ENGLISH, (document.lesson(ENGLISH, known, found),)))
    else:
        Talk().say(blocks(ENGLISH, (document.in_full if id else document.catalogue)(ENGLISH, found)))


_STORE = click.option("--store", default="", metavar="FOLDER", help="The folder in which classes are kept.")


@cli.command()
@click.argument("target", metavar="RUN|CLASS")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="F.wcx", help="Where to write it.")
@_STORE
def export(target: str, out: Path, store: str) -> None:
    """Write a run or a class into one file for another machine; CLASS.1 a syndicate's copy, CLASS.1/s3 a seat's."""
    from game import carrying
    from game.scenario.text import clean_line

    click.echo(clean_line(carrying.export(target, out, store), 1_000))


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_STORE
def import_(file: Path, store: str) -> None:
    """Bring the run, class or copy in FILE here; nothing is written where it is not whole, or is here already."""
    from game import carrying
    from game.record.parcel import WasChanged
    from game.scenario.text import clean_line

    try:
        click.echo(clean_line(carrying.bring(file, store), 1_000))
    except WasChanged as problem:
        raise Unfinished(_begun(clean_line(str(problem), 500))) from None


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Say whether FILE is as it was written, and what was taken out of it. Exit 1 where it is not."""
    from game import carrying
    from game.record.parcel import WasChanged
    from game.scenario.text import clean_line

    try:
        click.echo(clean_line(carrying.verify(file), 500))
    except WasChanged as problem:
        raise Unfinished(_begun(clean_line(str(problem), 500))) from None


@cli.command()
@click.argument("target", metavar="RUN|CLASS")
@click.option("--seat", default="", metavar="SEAT", help="Its name and all that it wrote.")
@click.option("--name", default="", metavar="TEXT", help="Every name and every text that holds this.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@_STORE
def erase(target: str, seat: str, name: str, yes: bool, store: str) -> None:
    """Take somebody's name and words out of a run or a class for good; what was decided stays, and the chain holds."""
    from game import carrying
    from game.scenario.text import clean_line

    if bool(seat) == bool(name.strip()):
        raise click.UsageError("say whom: --seat SEAT or --name TEXT.")
    if not yes and sys.stdin.isatty() and not click.confirm(f"Erase it from {clean_line(target, 80)} for good?"):
        raise Unfinished("Nothing was erased.")
    click.echo(clean_line(carrying.erase(target, seat, name.strip(), store), 1_000))


def _begun(sentence: str) -> str:
    """A sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|CLASS...")
@click.option("--positions", is_flag=True, help="Of a seminar: files that `debrief RUN --json` printed.")
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
@click.option("--html", type=click.Path(path_type=Path), metavar="F", help="As one page in a file.")
@_STORE
def course(files: tuple[str, ...], positions: bool, as_json: bool, html: Path | None, store: str) -> None:
    """Lay a term of classes side by side, at group level alone; with --positions the positions of discussions.

    FILE is one that `export CLASS` wrote. Nobody is ranked, and nothing is shown of fewer than five people.
    """
    from game.faces.lines import report
    from game.faces.model import FaceDocument
    from game.plain.talk import Talk
    from game.report.as_json import plain as plain_data
    from game.words import ENGLISH

    found: Any
    shown: FaceDocument
    if positions:
        from game.faces.positions import document as of_positions
        from game.report.positions import read

        found = read([Path(each) for each in files])
        shown = of_positions(ENGLISH, found)
    else:
        from game import terms
        from game.faces.course import document as of_course
        from game.report.course import course as pooled

        found = pooled(terms.records(files, store))
        shown = of_course(ENGLISH, found)
    if as_json:
        _print_json(plain_data(found))
    elif html:
        from game.faces.report_page import report_page

        _write(html, report_page(shown, "en", wide=True))
    else:
        Talk().say(report(ENGLISH, shown))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("names", nargs=-1, metavar="[RUN|CLASS]...")
@click.option("--store", default="", metavar="FOLDER", help="The folder in which classes are kept.")
def backup(file: Path, names: tuple[str, ...], store: str) -> None:
    """Write runs and classes into one new FILE, all of them where none is named. Exit 1 where one is left out."""
    from game import backing_up
    from game.scenario.text import clean_line

    said, whole = backing_up.back_up(file, names, store)
    for sentence in said:
        click.echo(clean_line(sentence, 1_000))
    if not whole:
        raise Unfinished


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--erasures",
    type=click.Path(path_type=Path, exists=True),
    metavar="FOLDER|FILE",
    help="Erase again by the list of another data folder, or of a later backup.",
)
def restore(file: Path, erasures: Path | None) -> None:
    """Bring everything in the backup FILE into a data folder that holds no run and no class yet.

    Who was erased since it was written is erased again.
    """
    from game import backing_up
    from game.scenario.text import clean_line

    click.echo(clean_line(backing_up.restore(file, erasures), 1_000))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON on stdout.")
def doctor(as_json: bool) -> None:
    """Say what may go wrong on the day: versions, terminal, store, network."""
    from game.doctor import examine

    findings = examine()
    if as_json:
        _print_json([finding.as_json() for finding in findings])
    else:
        from game.faces.wrapping import terminal_width

        for finding in findings:
            click.echo(finding.shown(terminal_width() if sys.stdout.isatty() else None))
    if any(finding.level == "error" for finding in findings):
        raise Unfinished


def _at_table(front: Any, opened: Callable[[Any], Table]) -> None:
    """Sit down at the table of one run."""
    from game.exercise.run.run_store import Library

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
    from game.ui.solo import launch as screens

    return screens


def _chosen_front(plain: bool, page: bool, no_open: bool, command: str) -> Callable[[], Any]:
    """The way to play that a command's switches ask for; it is made once it is needed."""
    if page and plain:
        raise click.UsageError("--page and --plain are two ways to play: give one of them.")
    if no_open and not page:
        raise click.UsageError("--no-open stands beside --page.")
    return (lambda: _page_front(f"{command} --page", not no_open)) if page else lambda: _front(plain)


def _page_front(command: str, opens: bool = True) -> Any:
    """The way to play in a browser."""
    _needs_web(command)
    from game.in_browser import PageFront

    return PageFront(opens)


def _needs_web(command: str) -> None:
    """Say in a sentence what is missing where the extra for what browsers are served with is not installed."""
    import importlib.util

    from game.errors import Said

    if importlib.util.find_spec("aiohttp") is None or importlib.util.find_spec("trustme") is None:
        from game.extras import cure

        raise Said(f"'{command}' needs two packages more; this brings them: {cure('web', command)}")


def _left_for(wish: Any, plain: bool) -> None:
    """Host or join a class, or play a run in a browser, as the home screen was asked to."""
    from game.wishes import HostWish, PageWish

    if isinstance(wish, PageWish):
        _at_table(_page_front(f"resume {wish.run} --page"), lambda library: library.resume(wish.run))
        return

    if isinstance(wish, HostWish):
        _needs_web("host")
        from game import hosting

        made = hosting.ClassOptions(
            scenario=wish.scenario, syndicates=wish.syndicates, lan=wish.lan, tls=wish.tls, seed=_drawn(),
            rehearse=wish.rehearse, new=wish.new, after=wish.after, openings=wish.openings,
        )  # fmt: skip
        hosting.run(made, screen=True)
        return
    _needs_web("join")
    from game import joining

    joining.run("", "", "", screen=not plain and _has_screen())


def _has_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _drawn() -> int:
    from game.exercise.run.run_store import fresh_seed

    return fresh_seed()


def _write(path: Path, page: str) -> None:
    """Write a page and say where it lies."""
    from game.report.html.write import write_page
    from game.scenario.text import clean

    click.echo(f"Written: {clean(str(write_page(path, page)))}")


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    return edge.run(cli, arguments)


def switches() -> str:
    """Return every command with all of its switches as a Markdown table, for `game/README.md`."""
    rows = ["| command | switch | does |", "| --- | --- | --- |"]
    for name in (each for names in HEADINGS.values() for each in names):
        command = cli.commands[name]
        several = command.commands.values() if isinstance(command, click.Group) else (command,)
        for each in several:
            called = f"{name} {each.name}" if each is not command else name
            rows += _rows(called, each)
    return "\n".join(rows)


def _rows(called: str, command: click.Command) -> list[str]:
    """One command's rows: how it is called, then its switches."""
    context = click.Context(command)
    given = [each.make_metavar(context) for each in command.params if isinstance(each, click.Argument)]
    rows = [(" ".join((called, *given)), "", command.get_short_help_str(SENTENCE))]
    for each in (each for each in command.params if isinstance(each, click.Option)):
        switch, says = each.get_help_record(context) or ("", "")
        rows.append(("", switch, says.replace("  [", " [")))
    return [
        f"| {_coded(command)} | {_coded(switch)} | {says.replace('|', chr(92) + '|')} |"
        for command, switch, says in rows
    ]


def _coded(said: str) -> str:
    """A cell in the letters of a command, in which a bar ends no cell; nothing where there is nothing."""
    return f"`{said}`".replace("|", chr(92) + "|") if said else ""


if __name__ == "__main__":
    sys.stdout.write(switches() + "\n")

"""The edge of the program: a command is run, and whatever comes of it is one sentence and an exit code.

0 done, 1 the answer is no (findings, unfinished), 2 wrong use or unreadable input. Never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from game.called import program


class Unfinished(Exception):
    """The answer is no: exit code 1, with a sentence where there is one to say."""


def run(command: click.Command, arguments: Sequence[str] | None) -> int:
    """Run a command and return its exit code."""
    _prepare_streams()
    output = sys.stdout
    try:
        left = command.main(arguments, prog_name=program(), standalone_mode=False)
        sys.stdout.flush()
        return left if isinstance(left, int) else 0  # a number is what click makes of `context.exit(code)`
    except SystemExit as leaving:
        if sys.stdout is not output:
            return _unread()  # click saw first that the reader has gone, and put its own stream there
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BrokenPipeError:
        return _unread()
    except click.ClickException as problem:
        return _wrong_use(problem)
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("Stopped. Nothing is lost.\n")
        return 1
    except Unfinished as answer:
        if str(answer):
            sys.stderr.write(f"{answer}\n")
        return 1
    except Exception as problem:
        return _said(problem)


def _prepare_streams() -> None:
    """No stream may stop a command: neither by being closed nor by what it cannot spell."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # started with the stream closed
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - for the whole process
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            # A Windows console or LANG=C must not stop a title with an accent in it.
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def _unread() -> int:
    """The reader of our output has gone, and has read what it wanted; Python would complain of it again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _wrong_use(problem: click.ClickException) -> int:
    """Say what was wrong with the words typed, and where to look them up."""
    from game.scenario.text import clean_line

    context = getattr(problem, "ctx", None)
    cure = f" See: {context.command_path} --help" if context else ""
    sys.stderr.write(f"{clean_line(problem.format_message(), 1_000)}{cure}\n")
    return 2


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
    if isinstance(problem, OSError):
        sys.stderr.write(f"Something cannot be read or written: {text[:300]}\n")
        return 2
    sys.stderr.write(
        f"Whitecell met a fault of its own ({type(problem).__name__}: {text[:300]}). Nothing is lost. "
        "Set WHITECELL_DEBUG=1 and do it again to see where, and please report it.\n"
    )
    return 2

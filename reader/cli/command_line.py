"""The command line: `scolie [PATH]` opens the app, everything else is a sub-command, one module each.

Only the module of the sub-command that was asked for is imported.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from reader import __version__
from reader.cli.commands import COMMANDS, plain
from reader.cli.output import complain
from reader.session import patterns
from reader.session.answer import COMMANDS as ANSWERED
from reader.text.problem import Problem

if False:  # TYPE_CHECKING, without loading typing
    from typing import NoReturn


class Help(argparse.HelpFormatter):
    """Help as wide as the terminal; asked for at every option, it does without `shutil`, which takes long to load."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or 80
    except (OSError, ValueError):
        return 80


class ListHelp(Help, argparse.RawDescriptionHelpFormatter):
    """Help with lines that are broken already."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are Problems."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing a usage page."""
        raise Problem("That is not how to ask", message, f"See `{self.prog} --help`.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    patterns.begin()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.stdout is None:  # it was closed before we began
        return complain(Problem("There is nowhere to print to.", "The standard output is closed.", "Leave it open."))
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except Problem as problem:
        return complain(problem)
    except BrokenPipeError:
        # Whoever read us has closed; let the interpreter's last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        where = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return complain(Problem("The system refused.", where, "Check the path, its rights and the free space."))
    return status


def _run(arguments: list[str]) -> int:
    name = next((argument for argument in plain(arguments)), None)
    if name in COMMANDS:
        asked = list(arguments)
        arguments.remove(name)
        module = importlib.import_module(f"reader.cli.{_module(name)}")
        parser = Parser(prog=f"scolie {name}", description=COMMANDS[name], formatter_class=Help)
        _common(parser)
        module.configure(parser)
        options = parser.parse_intermixed_args(arguments)
        if name in ANSWERED:
            from reader.cli import answering

            return answering.run(asked, options, module.run)
        return int(module.run(options) or 0)
    return _open_app(arguments)


def _module(name: str) -> str:
    return {"list": "listing", "import": "importing", "pass": "passes"}.get(name, name)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-l", "--library", metavar="PATH", help="the library's folder")
    parser.add_argument("--json", action="store_true", help="print JSON Lines")


def _open_app(arguments: list[str]) -> int:
    width = max(map(len, COMMANDS))
    told = "\n".join(f"  {name:<{width}}  {text}" for name, text in COMMANDS.items())
    parser = Parser(
        prog="scolie",
        description="Read, tag and cite articles in the terminal. Without a sub-command, the app opens.",
        epilog=f"sub-commands:\n{told}",
        formatter_class=ListHelp,
    )
    parser.add_argument("path", nargs="?", help="the folder of the articles, or one of them")
    parser.add_argument("--version", action="version", version=f"scolie {__version__}")
    _common(parser)
    options = parser.parse_args(arguments)
    from difflib import get_close_matches
    from pathlib import Path

    from reader.cli import read
    from reader.session.root import library_around

    path = options.path
    if path and Path(path).is_file():
        return read.open_app(options.library or str(library_around(Path(path))), path)
    if path and not Path(path).exists() and (near := get_close_matches(path, COMMANDS, 1)):
        raise Problem("There is no such folder.", path, f"Did you mean `scolie {near[0]}`?")
    return read.open_app(path or options.library, None)

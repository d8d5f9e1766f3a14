"""The command line: `scolie [PATH]` opens the app; every sub-command is a module, which is imported when it runs."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import __version__
from reader.cli.commands import COMMANDS, plain
from reader.cli.output import complain
from reader.cli.parser import Help, ListHelp, Parser, translated
from reader.config.path import as_typed, state_file
from reader.files.private import restrict_all
from reader.files.search_path import keep_absolute_entries
from reader.session.language import interface_language
from reader.session.library.root import library_around
from reader.session.snapshot import Snapshot
from reader.text.problem import Problem
from reader.translation import SOURCE, _, use

if TYPE_CHECKING:
    import argparse


def main(argv: Sequence[str] | None = None, snapshot: Snapshot | None = None) -> int:
    """Run the command line and return the exit status; ``snapshot`` may be on the screen already."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    snapshot = snapshot or Snapshot(arguments)
    keep_absolute_entries(os.environ)
    restrict_all(state_file())  # an earlier version, or another umask, may have made files that others can read
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    use(interface_language())
    if sys.stdout is None:  # it was closed before we began
        return complain(
            Problem(_("There is nowhere to print to."), _("The standard output is closed."), _("Leave it open."))
        )
    try:
        status = _run(arguments, snapshot)
        sys.stdout.flush()
    except Problem as problem:
        snapshot.take_off()
        return complain(problem)
    except BrokenPipeError:
        # The reader of a pipe has closed it. Python flushes once more at its end, which must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        snapshot.take_off()
        where = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return complain(Problem(_("The system refused."), where, _("Check the path, its rights and the free space.")))
    return status


def _run(arguments: list[str], snapshot: Snapshot) -> int:
    name = next((argument for argument in plain(arguments)), None)
    if name not in COMMANDS:
        return _open_app(arguments, snapshot)
    arguments.remove(name)
    module = importlib.import_module(f"reader.cli.{_module(name)}")
    options = parsed(name, module, arguments)
    if options.json:
        use(SOURCE)  # programs read it, which must not depend on the person's language
    if name == "read":
        return int(module.run(options, snapshot))
    gc.freeze()  # what has been loaded stays: it need not be searched
    gc.enable()
    return int(module.run(options) or 0)


def parsed(name: str, module: Any, arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command ``name``; Problem if the arguments are invalid."""
    with translated():
        parser = Parser(prog=f"scolie {name}", description=_(COMMANDS[name]), formatter_class=Help)
        _common(parser)
        module.configure(parser)
        return parser.parse(arguments)


def _module(name: str) -> str:
    return {"list": "listing", "pass": "passes", "import": "importing"}.get(name, name)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-l", "--library", metavar="PATH", help=_("the library's folder"))
    parser.add_argument("--json", action="store_true", help=_("print JSON Lines"))


def _open_app(arguments: list[str], snapshot: Snapshot) -> int:
    options = _parsed_app(arguments)
    from reader.cli import read

    path = options.path and as_typed(options.path)
    if path and Path(path).is_file():
        return read.open_app(options.library or str(library_around(Path(path))), path, snapshot)
    if path and not Path(path).exists():
        from difflib import get_close_matches

        if near := get_close_matches(path, COMMANDS, 1):
            raise Problem(_("There is no such folder."), path, _("Did you mean `scolie {near}`?").format(near=near[0]))
    return read.open_app(path or options.library, None, snapshot)


def _parsed_app(arguments: list[str]) -> argparse.Namespace:
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {_(text)}" for name, text in COMMANDS.items())
    with translated():
        parser = Parser(
            prog="scolie",
            description=_("Read, tag and cite articles in the terminal. Without a sub-command, the app opens."),
            epilog="\n".join([_("sub-commands:"), commands]),
            formatter_class=ListHelp,
        )
        parser.add_argument(
            "--version", action="version", version=f"scolie {__version__}", help=_("print the version and exit")
        )
        _common(parser)
        parser.add_argument("path", nargs="?", help=_("the folder of the articles, or one of them"))
        return parser.parse_args(arguments)

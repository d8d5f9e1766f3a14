"""The argument parser: what is wrong becomes a Problem, help is as wide as the terminal."""

from __future__ import annotations

import argparse
import os
import sys

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

"""The argument parser: errors become Problems, and help is as wide as the terminal."""

from __future__ import annotations

import argparse
import gettext
import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from reader.text.problem import Problem
from reader.translation import DOMAIN, FOLDER, SOURCE, _, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = "\0"
"""Marks a word that only looks like an option; arguments of a program cannot contain NUL."""


@contextmanager
def translated() -> Iterator[None]:
    """Let argparse say its own words, such as “usage”, in the language in use, too.

    It asks `gettext` itself, which looks for the language in the environment; our catalogues have these words.
    """
    if language() == SOURCE:
        yield
        return
    domain, wanted = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, os.fspath(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if wanted is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = wanted


class Help(argparse.HelpFormatter):
    """Help as wide as the terminal. Every option makes one, so it avoids `shutil`, which is slow to load."""

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
    """Help whose description and epilog keep their line breaks."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are Problems."""

    _has_dash = False
    """Whether an argument begins with one dash and is longer than an option."""

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse options and words in any order; after ``--`` there are only words.

        `parse_intermixed_args` parses the words a second time without the ``--``, so it takes some of them for options.
        """
        # `parse_intermixed_args` would take “usage: ” off by its length in English.
        self.usage = self.format_usage().removeprefix(gettext.gettext("usage: ")).rstrip()
        self._has_dash = any(re.match(r"-[^-].", argument) for argument in arguments)
        if "--" not in arguments:
            return self.parse_intermixed_args(arguments)
        at = arguments.index("--")
        words = [_WORD + word if word.startswith("-") else word for word in arguments[at + 1 :]]
        values = vars(self.parse_intermixed_args([*arguments[:at], *words]))
        return argparse.Namespace(**{name: _bare(value) for name, value in values.items()})

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing a usage page."""
        message = message.replace(repr(_WORD)[1:-1], "").replace(_WORD, "")
        hint = _("See `{prog} --help`.")
        if self._has_dash and any(action.dest == "query" for action in self._actions):
            hint = _("See `{prog} --help`. A query that begins with - stands behind --.")
        raise Problem(_("Invalid arguments"), message, hint.format(prog=self.prog))


def _bare(value: object) -> object:
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value.removeprefix(_WORD) if isinstance(value, str) else value

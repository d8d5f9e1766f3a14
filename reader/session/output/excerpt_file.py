"""Excerpts as a file: what a query finds, article by article, with citations."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from reader.citation.excerpt import FORMATS
from reader.citation.styles import LANGUAGES, STYLES
from reader.session.library.write_out import write_out
from reader.session.output.excerpts import Citing, excerpts
from reader.session.search.find import annotations_of
from reader.text.problem import Problem
from reader.translation import _

if TYPE_CHECKING:
    from reader.session.library.workspace import Workspace

SUFFIXES = {"markdown": ".md"}
"""By format; of the others it is ``.txt``."""


def checked(style: str, format: str, language: str) -> Citing:
    """Return how to cite; Problem if there is no such style, format or language. An empty language is the article's."""
    for value, values in ((style, tuple(STYLES)), (format, tuple(FORMATS)), (language, ("", *LANGUAGES))):
        if value not in values:
            raise Problem(_("There is no such choice."), value, ", ".join(filter(None, values)))
    return Citing(style, format, language)


def free_file(folder: Path, format: str) -> Path:
    """Return a file in ``folder`` that is not there yet."""
    suffix = SUFFIXES.get(format, ".txt")
    names = (f"scolie-excerpts{f'-{number}' if number > 1 else ''}{suffix}" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def write_excerpts(workspace: Workspace, query: str, citing: Citing, file: Path) -> int:
    """Write what a query finds to a new file, a blank line between two excerpts; return how many.

    Problem if nothing is found, or if the file is there already: no other is overwritten.
    """
    if file.exists():
        raise Problem(_("There already is a file with that name."), str(file), _("Choose another name."), status=1)
    texts = [made.text for _annotation, made in excerpts(workspace, annotations_of(workspace, query), citing)]
    if not texts:
        raise Problem(_("There is nothing to export."), query, _("Mark a passage, or ask for others."), status=1)
    write_out(workspace, file, "\n\n".join(texts) + "\n", wait=False)
    return len(texts)

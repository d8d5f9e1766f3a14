"""Excerpts as a file: what a query finds, article by article, with citations; or others, in an order of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.citation.excerpt_formats import FORMATS
from reader.exchange.formats import Exports, formats_of
from reader.exchange.row import Report
from reader.session.library.write_out import write_out, write_out_with
from reader.session.output.excerpt_text import excerpt_text, office_document
from reader.session.output.excerpts import Citing, excerpts, together
from reader.session.output.project import export_annotations
from reader.session.search.find import annotations_of
from reader.text.problem import Problem
from reader.translation import N_, _

if TYPE_CHECKING:
    from reader.annotation.model import Annotation
    from reader.session.library.workspace import Workspace

Item = TypeVar("Item")
TABLES = {key: row for key, row in formats_of(Exports.ANNOTATIONS).items() if key not in FORMATS}
"""The formats of data for other tools, by key."""
DOCUMENTS = formats_of(Exports.DOCUMENT)
"""The formats of word processors, by key."""
FILE_FORMATS = (*FORMATS, *DOCUMENTS, *TABLES)
SUFFIXES = {key: row.suffix for rows in (FORMATS, DOCUMENTS, TABLES) for key, row in rows.items()}
"""The suffix of files, by format."""


def suffix_of(format: str) -> str:
    """Return the end of the names of a format's files; that of a template of the user is the same for all."""
    return SUFFIXES[format.partition(":")[0]]


def format_names(citing: Citing) -> dict[str, str]:
    """Return the names for a person of the formats, by key; ``citing`` has the user's templates."""
    excerpts = {key: _(row.label) for key, row in citing.formats.items()}
    return excerpts | {key: _(row.name) for key, row in (DOCUMENTS | TABLES).items()}


def format_for(file: Path, chosen: str) -> str:
    """Return the format that the file's suffix names; if several have it, or none has, the one that was chosen."""
    name = file.name.lower()
    fitting = [key for key, suffix in SUFFIXES.items() if name.endswith(suffix)]
    longest = max((len(SUFFIXES[key]) for key in fitting), default=0)
    fitting = [key for key in fitting if len(SUFFIXES[key]) == longest]
    return chosen if chosen in TABLES or len(fitting) != 1 else fitting[0]


def free_file(folder: Path, format: str) -> Path:
    """Return a file in ``folder`` that is not there yet."""
    suffix = suffix_of(format)
    names = (f"scolie-excerpts{f'-{number}' if number > 1 else ''}{suffix}" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def write_excerpts(
    workspace: Workspace,
    query: str,
    citing: Citing,
    file: Path,
    only: Callable[[Annotation], bool] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Report:
    """Write what a query finds to a new file, in one of `FILE_FORMATS`; report how many excerpts, and what they lack there.

    ``only``: write only the annotations for which it returns true. ``progress`` is called before each with how many are
    done, and of how many.
    Problem if nothing is found, or if the file is there already: no other is overwritten.
    """
    must_be_new(file)
    annotations = [each for each in annotations_of(workspace, query) if only is None or only(each)]
    return write_annotations(workspace, annotations, citing, file, query=query, progress=progress)


def must_be_new(file: Path) -> None:
    """Raise a Problem if there is a file already."""
    if file.exists():
        raise Problem(_("There already is a file with that name."), str(file), _("Choose another name."), status=1)


def write_annotations(
    workspace: Workspace,
    annotations: Sequence[Annotation],
    citing: Citing,
    file: Path,
    *,
    query: str = "",
    is_composed: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Report:
    """Write annotations in their order to a file that may be there, as `write_excerpts` does; ``query`` is what found them.

    ``is_composed``: they are a text of somebody's own, with notes between the excerpts, and get a list of references.
    Documents for a word processor always have both.
    """
    if not annotations:
        raise Problem(_("There is nothing to export."), query, _("Mark a passage, or ask for others."), status=1)

    def counted(items: Iterable[Item]) -> Iterator[Item]:
        for done, item in enumerate(items):
            progress(done, len(annotations))
            yield item

    table = TABLES.get(citing.format)
    if table is not None:
        return export_annotations(workspace, annotations, table, file, citing, through=counted, wait=False)
    document = DOCUMENTS.get(citing.format)
    report = _report(annotations, citing.format, has_notes=is_composed or document is not None)
    if document is not None:
        plain = replace(citing, format="plain")
        whole = office_document(workspace, annotations, plain, counted(excerpts(workspace, annotations, plain)))
        write_out_with(workspace, file, lambda stream: document.write_document(whole, stream), wait=False)
        return report
    made = counted(excerpts(workspace, annotations, citing))
    if is_composed:
        text = excerpt_text(workspace, annotations, citing, made)
    else:
        text = together([each.text for _annotation, each in made], citing)
    write_out(workspace, file, text + "\n", wait=False)
    return report


def _report(annotations: Sequence[Annotation], format: str, *, has_notes: bool) -> Report:
    """Return what excerpts for reading lack: they have the quote and its citation, and the note if they ``has_notes``."""
    report = Report(format)
    for annotation in annotations:
        report.written += 1
        losses = [
            what
            for what, is_lost in (
                (N_("tags"), annotation.tags),
                (N_("notes"), annotation.note and not has_notes),
                (N_("passages whose words the article no longer has"), not annotation.state.has_words),
            )
            if is_lost
        ]
        report.kept += not losses
        for what in losses:
            report.lose(what)
    return report

"""Annotations as a project for other tools, with texts and codebook, and its way to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.annotation.codebook import Tag
from reader.annotation.memo import Subject
from reader.exchange.project import ExportDocument, ExportMemo, ExportProject
from reader.session.codebook.memo_edits import gone, journal, memos
from reader.session.library.write_out import write_out_with
from reader.session.output.excerpts import Citing, article_of, rows
from reader.text.problem import Problem
from reader.text.timestamp import rfc3339

if TYPE_CHECKING:
    from reader.annotation.model import Annotation
    from reader.exchange.formats import ExportFormat
    from reader.exchange.row import ExportRow, Report
    from reader.session.library.workspace import Workspace


def project_of(workspace: Workspace, annotations: Sequence[Annotation], citing: Citing) -> ExportProject:
    """Return annotations as a project; those of one article follow each other."""

    def document(id_: str) -> ExportDocument:
        article = article_of(workspace, id_)
        about = (id_, article.title, article.metadata.url)
        try:
            read = workspace.document(id_)
        except Problem:  # the file is gone: the report counts its annotations
            return ExportDocument(*about, None, article.metadata)
        return ExportDocument(*about, read.text, article.metadata, read.blocks)

    codebook = workspace.codebook
    # A tag whose record is lost still has its id, by which an annotation names it.
    lost = {id_: Tag(id_, id_) for each in annotations for id_ in each.tags if id_ not in codebook.every}
    tags = sorted((*codebook.tags.values(), *lost.values()), key=lambda tag: tag.path)
    return ExportProject(
        workspace.root.name, rows(workspace, annotations, citing), tags, document, list(_memos(workspace, document))
    )


def _memos(workspace: Workspace, document: Callable[[str], ExportDocument]) -> Iterator[ExportMemo]:
    """Yield the memos on what is there, and the journal; memos on tags that are gone stay behind."""
    for memo in memos(workspace):
        about = name = workspace.codebook.path(memo.about)
        if memo.subject is Subject.ARTICLE:
            about, name = memo.about, document(memo.about).title
        elif memo.subject is Subject.LIBRARY:
            about, name = "", workspace.root.name
        if not gone(workspace, memo) and memo.text:
            times = rfc3339(memo.created), rfc3339(memo.modified)
            yield ExportMemo(memo.id, memo.subject, about, name, memo.text, memo.coder, *times)
    for entry in journal(workspace):
        times = rfc3339(entry.created), rfc3339(entry.modified)
        yield ExportMemo(entry.id, None, "", entry.date, entry.text, entry.coder, *times)


def export_annotations(
    workspace: Workspace,
    annotations: Sequence[Annotation],
    row: ExportFormat,
    path: Path,
    citing: Citing,
    separator: str = "",
    *,
    through: Callable[[Iterable[ExportRow]], Iterable[ExportRow]] = iter,
    wait: bool = True,
) -> Report:
    """Write annotations to a file in a format, and return the report; see `write_out_with`.

    ``through`` gets the rows and returns those to write, so that the caller can count them.
    """
    project = project_of(workspace, annotations, replace(citing, format=row.citations))
    project = replace(project, rows=through(project.rows))
    report: Report | None = None

    def write(stream: BinaryIO) -> None:
        nonlocal report
        report = row.write_project(project, stream, separator)

    write_out_with(workspace, path, write, wait=wait)
    assert report is not None
    return report

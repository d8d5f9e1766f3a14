"""Take the annotations of another program's file into the library, as one edit.

A document that the library lacks becomes an article if the file has its text. An annotation is placed by its position only
if its words are there; what cannot be placed for certain waits in the review, as after a change of the text. What is in the
library already is left alone, so that a file can be imported again; nothing is overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.annotation.edit import Change
from reader.exchange.identifier import part_guid, record_id
from reader.session.adding.addition import TABLE as ADDITIONS
from reader.session.adding.addition import AddedFile, Addition
from reader.session.adding.files import LibraryFiles
from reader.session.adding.interrupted import NotedAddition, finish_interrupted, noted
from reader.session.adding.text import plan_texts
from reader.session.annotations.article_annotations import TABLE, article_annotations
from reader.session.codebook.tag_edits import changes_to
from reader.session.exchange.documents import PlacedDocument, place_documents
from reader.session.exchange.import_memos import ImportedMemos
from reader.session.exchange.import_tags import ImportedTags
from reader.session.exchange.placing import DocumentPlacer, Target, is_usable
from reader.session.library.file_notes import file_notes, note_files
from reader.store.interface import LIBRARY, Put
from reader.text.canonical import sha256, with_line_feeds
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.translation import N_

if TYPE_CHECKING:
    from reader.annotation.model import Annotation
    from reader.exchange.imported import Imported, ImportedAnnotation, Losses
    from reader.session.exchange.quoted_documents import QuoteMatch
    from reader.session.library.workspace import Workspace

Progress = Callable[[int, int], object]
"""Called with how many annotations have a place, and of how many. What it raises ends the import, and nothing is changed."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import makes: ``new`` annotations, of which ``unsure`` wait in the review, and ``tags`` by path.

    ``memos`` counts those on articles, tags and the library, and entries of the journal. ``joined`` were made one with
    another of the same coder on the same passage, ``duplicates`` are in the library already. ``added`` has the names
    of documents that become articles, ``matched`` pairs of a document's name and its article, ``quoted`` of those that are
    known by their quotes alone, or left because these are in several articles. ``losses`` includes what the reader of the
    file has lost.
    """

    new: int
    unsure: int
    joined: int
    duplicates: int
    memos: int
    tags: tuple[str, ...]
    added: tuple[str, ...]
    matched: tuple[tuple[str, str], ...]
    quoted: tuple[tuple[str, QuoteMatch], ...]
    losses: Losses


def import_annotations(
    workspace: Workspace, imported: Imported, about: str = "", *, dry: bool = False, progress: Progress | None = None
) -> ImportResult:
    """Import what a file has and return what was made; with ``dry``, what would be made, and nothing is changed.

    ``about`` names the file in the history. If the edit fails, the articles that were added for it are removed again.
    """
    progress = progress or (lambda _done, _of: None)
    documents = place_documents(workspace, imported, lambda: progress(0, len(imported.annotations)))
    missing = [placed for placed in documents if placed.is_added]
    if dry:
        result, _changes = _Import(workspace, imported, documents, progress).make()
        return result
    finish_interrupted(workspace)
    texts = ((each.document.name, each.document.text or "", f"import {each.document.key}") for each in missing)
    planned = plan_texts(workspace, texts)
    addition = Addition(workspace.new_id(), workspace.now(), tuple(file for file, _data in planned))
    if not planned:
        return _write(workspace, imported, documents, addition, about, progress)
    with noted(workspace, NotedAddition(addition, {}, guard(about), os.getpid())), _added(workspace, planned):
        articles = {article.path: article.id for article in workspace.articles()}
        added = {each.document.key: articles[file.path] for each, (file, _data) in zip(missing, planned, strict=True)}
        documents = [replace(each, article=added.get(each.document.key, each.article)) for each in documents]
        return _write(workspace, imported, documents, addition, about, progress)


@contextmanager
def _added(workspace: Workspace, planned: Sequence[tuple[AddedFile, bytes]]) -> Iterator[None]:
    """Write the files; they are removed again if one cannot be written, or what is done with them fails."""
    files, written = LibraryFiles(workspace), list[AddedFile]()
    try:
        for file, data in planned:
            files.create(file.path, data)
            written.append(file)
        yield
    except BaseException:
        for file in written:
            with suppress(Problem):  # the others are removed all the same; what was wrong first is what is said
                files.withdraw(file.path, file.sha256)
        raise


def _write(
    workspace: Workspace,
    imported: Imported,
    documents: Sequence[PlacedDocument],
    addition: Addition,
    about: str,
    progress: Progress,
) -> ImportResult:
    result: ImportResult | None = None

    def make() -> list[Change]:
        nonlocal result
        attempt = _Import(workspace, imported, documents, progress)
        result, changes = attempt.make()
        progress(len(imported.annotations), len(imported.annotations))
        for text in attempt.texts:
            workspace.store.keep_text(text)
        added = [Change(LIBRARY, ADDITIONS, addition.id, None, addition.to_record())] if addition.files else []
        return [*added, *changes]

    notes = list[Put]()
    for placed in documents:
        progress(0, len(imported.annotations))
        if placed.article:
            notes += file_notes(workspace, [placed.article])
    note_files(workspace, notes)
    workspace.apply("import", make, about=guard(about))
    for placed in documents:
        workspace.summaries.of(placed.article)  # counted now, since the list of the app does not wait for it
    assert result is not None
    return result


class _Import:
    """One attempt to make the changes; ``texts`` are those that must be kept for annotations that stand in them."""

    def __init__(
        self, workspace: Workspace, imported: Imported, documents: Sequence[PlacedDocument], progress: Progress
    ) -> None:
        self._workspace = workspace
        self._imported = imported
        self._documents = documents
        self._progress = progress
        self._done = 0
        self._losses = imported.losses.copy()
        self._tags = ImportedTags(workspace, imported.codes, self._losses)
        self.texts: list[str] = []

    def make(self) -> tuple[ImportResult, list[Change]]:
        by_document: dict[str, list[ImportedAnnotation]] = {}
        for annotation in self._imported.annotations:
            by_document.setdefault(annotation.document, []).append(annotation)
        made: list[Annotation] = []
        unsure = joined = duplicates = 0
        for placed in self._documents:
            annotations = list(self._usable(by_document.pop(placed.document.key, ()), placed))
            if not annotations:
                continue
            own = self._placed(placed, annotations)
            known = _Known(self._workspace, placed.article)
            fresh = [(annotation, is_sure) for annotation, is_sure in own if not known.has(annotation)]
            joined += len(annotations) - len(own)
            duplicates += len(own) - len(fresh)
            made += [annotation for annotation, _is_sure in fresh]
            unsure += sum(not is_sure for _annotation, is_sure in fresh)
        for annotation in (each for left in by_document.values() for each in left):
            self._losses.lose(N_("annotations of a document that the file does not have"), _words(annotation))
        memos = self._memos()
        changes = [*changes_to(self._workspace, [*self._tags.new, *self._tags.filled]), *memos]
        changes += [Change(each.article, TABLE, each.id, None, each.to_record()) for each in made]
        documents = self._documents
        result = ImportResult(
            len(made), unsure, joined, duplicates, len(memos), tuple(sorted(tag.path for tag in self._tags.new)),
            tuple(each.document.name for each in documents if each.is_added),
            tuple((each.document.name, each.article) for each in documents if each.article and not each.is_added),
            tuple((each.document.name, each.quotes) for each in documents if each.quotes),
            self._losses,
        )  # fmt: skip
        return result, changes

    def _memos(self) -> list[Change]:
        """Return the changes that take the memos in; on a trial, a document that will be added counts as one of the library."""
        articles = {
            placed.document.key: placed.article or placed.document.key
            for placed in self._documents
            if placed.article or placed.is_added
        }
        memos = ImportedMemos(self._workspace, articles, self._tags, self._losses)
        for memo in self._imported.memos:
            memos.add(memo)
        return list(memos.changes())

    def _usable(
        self, annotations: Iterable[ImportedAnnotation], placed: PlacedDocument
    ) -> Iterator[ImportedAnnotation]:
        for annotation in annotations:
            self._progress(self._done, len(self._imported.annotations))
            self._done += 1
            if not is_usable(annotation):
                self._losses.lose(N_("annotations without words"), placed.document.name)
            elif not placed.article and placed.document.text is None:
                self._losses.lose(_why_left(placed), f"{placed.document.name}: {_words(annotation)}")
            else:
                yield annotation

    def _placed(
        self, placed: PlacedDocument, annotations: Iterable[ImportedAnnotation]
    ) -> list[tuple[Annotation, bool]]:
        """Return the annotations with their tags, those of one coder on one passage joined, and whether each is sure."""
        own = placed.document.text
        placer = DocumentPlacer(self._target(placed), own)
        joined: dict[object, tuple[Annotation, bool]] = {}
        for imported in annotations:
            annotation = placer.place(imported)
            is_sure = placer.is_sure(annotation)
            if placer.needs_text(annotation) and own is not None and own not in self.texts:
                self.texts.append(own)
            annotation = self._completed(annotation, imported)
            key = (annotation.spans, annotation.sha256, annotation.quote, annotation.coder)
            if key in joined:
                annotation = _joined(joined[key][0], annotation)
            joined[key] = (annotation, is_sure)
        return list(joined.values())

    def _target(self, placed: PlacedDocument) -> Target:
        if not placed.article:  # a trial: the article is not there yet
            text = placed.document.text or ""
            return Target("", text, sha256(text))
        texts = self._workspace.texts
        article = placed.article
        return Target(article, self._workspace.text(article), texts.digest(article), texts.format_of_text(article))

    def _completed(self, annotation: Annotation, imported: ImportedAnnotation) -> Annotation:
        created = annotation.created or self._workspace.now()
        return replace(
            annotation,
            id=record_id(annotation.id),
            tags=self._tags.ids(imported.tags, self._losses),
            note=guard(with_line_feeds(annotation.note), lines=True),
            coder=guard(annotation.coder) or self._workspace.coder,
            created=created,
            modified=max(annotation.modified, created),
        )


def _why_left(placed: PlacedDocument) -> str:
    """Return why the annotations of a document without an article are left, in the source language."""
    if placed.quotes:
        return N_("annotations of a document that may be several articles")
    return N_("annotations of a document that is not in the library")


def _joined(one: Annotation, other: Annotation) -> Annotation:
    notes = dict.fromkeys(filter(None, (one.note, other.note)))
    return replace(
        one,
        tags=tuple(dict.fromkeys((*one.tags, *other.tags))),
        note="\n\n".join(notes),
        created=min(one.created, other.created),
        modified=max(one.modified, other.modified),
    )


class _Known:
    """The annotations of an article that are in the library."""

    def __init__(self, workspace: Workspace, article: str) -> None:
        annotations = article_annotations(workspace, article).shown() if article else ()
        self._paths = workspace.codebook.paths
        self._identifiers = {name for each in annotations for name in (each.id, *_guids(each))}
        self._alike: dict[object, list[Annotation]] = {}
        for each in annotations:
            self._alike.setdefault((each.quote, each.coder), []).append(each)

    def has(self, annotation: Annotation) -> bool:
        """Whether the annotation was imported before, came from here, or says nothing that another does not say."""
        return annotation.id in self._identifiers or any(
            each.spans == annotation.spans or each.sha256 == annotation.sha256 == ""
            for each in self._alike.get((annotation.quote, annotation.coder), ())
            if set(self._paths(annotation.tags)) <= set(self._paths(each.tags)) and annotation.note in each.note
        )


def _guids(annotation: Annotation) -> Iterator[str]:
    """Yield the GUIDs under which an export writes an annotation and its passages."""
    return (part_guid(annotation.id, number) for number in range(len(annotation.spans)))


def _words(annotation: ImportedAnnotation) -> str:
    return " ".join(passage.quote for passage in annotation.passages)[:80]

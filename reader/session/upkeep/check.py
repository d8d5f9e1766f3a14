"""Look for problems in store, library and settings, and mend those of the store."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from reader.annotation.model import Annotation
from reader.annotation.selector import describe
from reader.ingest.decode import decode
from reader.ingest.formats import format_of
from reader.ingest.source import load_bytes
from reader.library.article import Article
from reader.session.adding.interrupted import added_before, finish_interrupted, interrupted
from reader.session.annotations.article_annotations import TABLE
from reader.session.library.corrections import TABLE as STRUCTURE
from reader.session.library.rescue import rescue_files
from reader.session.library.workspace import Workspace
from reader.session.preferences import preferences
from reader.session.upkeep.record_check import unreadable_records
from reader.store.interface import LIBRARY, Finding
from reader.text.date import date_parts
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import N_, _, ngettext

_CONFLICT = re.compile(
    r"^<{7} .*\n(?:(?!<{7} |={7}\r?$|>{7} ).*\n)*={7}\r?\n(?:(?!<{7} |>{7} ).*\n)*>{7} ", re.MULTILINE
)
"""Both versions of some lines, as git leaves them in a file."""
FINISH = N_(
    "`scolie check --mend` makes a step of the files that were added, which undo takes back; or add them again."
)
FindingRow = tuple[str, str, str]
"""Where a problem is, what it is, and how to mend it."""


def findings(workspace: Workspace) -> list[FindingRow]:
    """Return every problem as (where, what, how to mend it)."""
    articles = workspace.articles()
    problems = workspace.catalogue.problems
    rows = [(problem.message.rstrip(".") or problem.title, problem.title, problem.hint) for problem in problems]
    present = {article.id for article in articles}
    rows += [wrong for article in articles for wrong in _wrong_with_file(workspace, article)]
    rows += [(finding.where, finding.what, finding.mend) for finding in workspace.store.findings()]
    for database in workspace.store.databases():
        if not database.startswith("_") and database not in present:
            count = len(workspace.store.records(database, TABLE))
            if count:
                what = ngettext(
                    "{count} annotation belongs to an article whose file is gone.",
                    "{count} annotations belong to an article whose file is gone.",
                    count,
                ).format(count=count)
                rows.append((f"annotations/{database}.jsonl", what, _("Put the file back under its old name.")))
    rows += [wrong for name in workspace.databases_of_articles() for wrong in _wrong_with_annotations(workspace, name)]
    rows += [wrong for name in sorted(present) for wrong in _set_aside(workspace, name)]
    rows += unreadable_records(workspace.store)
    if workspace.store.read_only:
        rows.append(("annotations", workspace.store.read_only, _("Make the folder writable, or work on a copy.")))
    rows += [
        (str(path), _("It holds changes that could not be saved."), _("Open the app: it takes them in."))
        for path in rescue_files(workspace.root)
    ]
    rows += [(str(path), _("Adding files ended early."), _(FINISH)) for path in interrupted(workspace)]
    chosen = preferences()
    rows += [(fault.place, fault.what, fault.mend) for fault in chosen.faults]
    return rows


def _wrong_with_file(workspace: Workspace, article: Article) -> Iterator[FindingRow]:
    """Yield what is damaged in an article's file, and a date that was not understood."""
    if (date := article.metadata.date) and not date_parts(date):
        yield (
            article.path,
            _("Its date is not understood: {date}.").format(date=date),
            _("Write 2024, 2024-05 or 2024-05-31."),
        )
    if workspace.catalogue.look:
        workspace.catalogue.look()
    row = format_of(article.path)
    if row is None or not row.partial:
        return  # nobody edits it as a text, and its reader says what is damaged
    try:
        decoded = decode(load_bytes(workspace.catalogue.file_of(article.id)))
    except Problem:
        return  # the catalogue says why it cannot be read
    if decoded.damage:
        yield article.path, decoded.damage, _("Write the right characters in an editor, and save the file as UTF-8.")
    if conflict := _CONFLICT.search(decoded.text):
        line = decoded.text.count("\n", 0, conflict.start()) + 1
        yield (
            article.path,
            _("It has two versions that git could not merge, from line {line} on.").format(line=line),
            _("Keep one of the two in an editor, without the lines of signs around them."),
        )


def _wrong_with_annotations(workspace: Workspace, database: str) -> Iterator[FindingRow]:
    """Yield annotations that are invalid, have unknown tags, or whose words are not in their place in the kept text."""
    where = f"annotations/{database}.jsonl"
    tags = workspace.store.records(LIBRARY, "tags")
    missing: Counter[str] = Counter()
    for id_, record in workspace.store.records(database, TABLE).items():
        try:
            annotation = Annotation.from_record(record)
        except ValueError as error:
            yield (
                where,
                _("{id} is not a valid annotation: {error}.").format(id=id_, error=error),
                _("Restore it from a backup: see `scolie backup`."),
            )
            continue
        if annotation.article != database:
            yield (
                where,
                _("{id} says that it belongs to {article}.").format(id=id_, article=annotation.article),
                _hint_for_misnamed(workspace, annotation.article),
            )
        if unknown := [tag for tag in annotation.tags if tag not in tags]:
            mend = _("If git brought this file, let it bring {library}.jsonl too.").format(library=LIBRARY)
            yield (
                where,
                _("{id} has tags that the codebook does not know: {tags}.").format(id=id_, tags=", ".join(unknown)),
                mend,
            )
        text = workspace.store.text(annotation.sha256) if annotation.sha256 else None
        if annotation.sha256 and text is None:
            missing[annotation.sha256] += 1
        if text is not None and describe(text, annotation.spans).quote != annotation.quote:
            key = preferences().keymap.key_named("annotation.edit", "article")
            mend = _("Look at it in the article; {key} sets its place again.").format(key=key)
            yield (
                where,
                _("“{words}” ({id}) is not in its place in the text that it was made in.").format(
                    words=nested(clipped(annotation.quote)), id=id_
                ),
                mend,
            )
    for digest, count in missing.items():
        mend = _("`scolie check --mend` keeps it again if the article still has that text, or a backup.")
        what = ngettext(
            "The text that {count} annotation was made in is not kept ({digest}).",
            "The text that {count} annotations were made in is not kept ({digest}).",
            count,
        )
        yield where, what.format(count=count, digest=digest[:12]), mend


def _set_aside(workspace: Workspace, article: str) -> Iterator[FindingRow]:
    """Yield the corrections of an article's structure whose words have changed, so that they apply to nothing."""
    if not workspace.corrections.records(article):
        return
    try:
        placed = workspace.corrections.placed(article)
    except Problem:
        return  # the catalogue says why the article cannot be read
    for each in placed:
        if each.correction is None:
            where = f"annotations/{article}.jsonl"
            what = _("A correction of the structure no longer fits ({action}): “{words}”.")
            mend = _("Correct it again if need be, and remove this one: `scolie structure {article} remove {id}`.")
            words = nested(clipped(each.stored.quote))
            yield (
                where,
                what.format(action=each.stored.action.value, words=words),
                mend.format(article=article, id=each.stored.id),
            )


def _hint_for_misnamed(workspace: Workspace, article: str) -> str:
    """Return what to do with a file that has another article's annotations; no live log is to be replaced."""
    if article not in workspace.store.databases():
        return _("Move the file back to its own name.")
    return _("Rename it to “{article} (copy).jsonl”; then `scolie check --mend` takes in what only it has.").format(
        article=article
    )


def mend(workspace: Workspace) -> list[Finding]:
    """Mend what can be mended without destroying a byte, and return what was done."""
    done = workspace.store.mend()
    if count := finish_interrupted(workspace):
        done.append(Finding(str(workspace.root), added_before(count), ""))
    for database in workspace.databases_of_articles():
        tables = [workspace.store.records(database, table) for table in (TABLE, STRUCTURE)]
        wanted = {record.get("sha256") for record in chain.from_iterable(table.values() for table in tables)}
        try:
            text, digest = workspace.text(database), workspace.digest(database)
        except Problem:
            continue  # the article's file is gone: nothing to take its text from
        if digest in wanted and workspace.store.text(digest) is None:
            workspace.store.keep_text(text)
            done.append(Finding(f".texts/{digest}.txt", _("The text was kept again, from the article."), ""))
    return done

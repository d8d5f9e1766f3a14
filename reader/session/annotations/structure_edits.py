"""Correct where an article's sentences end and what its blocks are. What the file says is never touched."""

from __future__ import annotations

from reader.annotation.correction import CorrectionRecord
from reader.annotation.edit import Change
from reader.annotation.selector import describe
from reader.session.library.corrections import TABLE, PlacedCorrection
from reader.session.library.file_notes import note_file
from reader.session.library.workspace import Workspace
from reader.store.interface import Record
from reader.text.correction import Action, Correction, corrected, join_at, set_kind_at, split_at
from reader.text.document import Document
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.timestamp import rfc3339
from reader.translation import _

_WHAT = {
    Action.SPLIT: "split sentence",
    Action.JOIN: "join sentences",
    Action.HEADING: "make heading",
    Action.PARAGRAPH: "make paragraph",
    Action.CAPTION: "make caption",
    Action.BOILERPLATE: "make boilerplate",
}
"""What the history calls each correction."""


def correct(workspace: Workspace, article: str, action: Action, span: Span) -> list[PlacedCorrection]:
    """Split the sentence at the first word of ``span``, join it with the next, or give the sentences there a kind.

    Return the new corrections once they are durable. A correction of the same place is replaced by this one, or only taken back if that is enough. Problem, and nothing is
    changed, if there is nothing to correct.
    """
    text = workspace.text(article)
    _asked(workspace.document(article), action, span)  # before anything is written
    workspace.store.keep_text(text)
    note_file(workspace, article)
    edit = workspace.apply(_WHAT[action], lambda: _changes(workspace, article, action, span), article)
    made = {change.id for change in edit.changes if change.after is not None}
    return [placed for placed in corrections(workspace, article) if placed.stored.id in made]


def _asked(document: Document, action: Action, span: Span) -> list[Correction]:
    if action is Action.SPLIT:
        return [split_at(document, span.start)]
    if action is Action.JOIN:
        return [join_at(document, span.start)]
    return set_kind_at(document, span, action)


def _changes(workspace: Workspace, article: str, action: Action, span: Span) -> list[Change]:
    base = workspace.texts.document(article)
    placed = [(each.stored, each.correction) for each in workspace.corrections.placed(article) if each.correction]
    changes: list[Change] = []
    for asked in _asked(workspace.document(article), action, span):
        replaced = [stored for stored, correction in placed if correction.is_about(asked)]
        placed = [(stored, correction) for stored, correction in placed if not correction.is_about(asked)]
        changes += [_deletion(workspace, article, stored.id) for stored in replaced]
        if not replaced or not asked.holds(corrected(base, [correction for _stored, correction in placed])):
            record = _record(workspace, article, asked)
            changes.append(Change(article, TABLE, record.id, None, record.to_record()))
    return changes


def _deletion(workspace: Workspace, article: str, id_: str) -> Change:
    return Change(article, TABLE, id_, workspace.store.get(article, TABLE, id_)[0], None)


def _record(workspace: Workspace, article: str, correction: Correction) -> CorrectionRecord:
    selector = describe(workspace.text(article), correction.spans)
    return CorrectionRecord(
        workspace.new_id(), correction.action, correction.spans, selector.quote, selector.prefix, selector.suffix,
        workspace.digest(article), workspace.coder, workspace.now(), workspace.texts.format_of_text(article),
    )  # fmt: skip


def remove(workspace: Workspace, article: str, id_: str) -> None:
    """Remove the correction with this id, also if it is set aside; undo brings it back. Problem if there is none."""

    def make() -> list[Change]:
        if workspace.store.get(article, TABLE, id_)[0] is None:
            hint = _("See `scolie structure {article}`.").format(article=article)
            raise Problem(_("There is no such correction."), id_, hint, status=1)
        return [_deletion(workspace, article, id_)]

    workspace.apply("remove correction", make, article)


def corrections(workspace: Workspace, article: str) -> list[PlacedCorrection]:
    """Return the corrections of an article in the order in which they were made."""
    return workspace.corrections.placed(article)


def correction_row(placed: PlacedCorrection) -> Record:
    """Return a correction as the command line prints it; without spans if it is set aside."""
    stored = placed.stored
    return {
        "id": stored.id,
        "action": stored.action.value,
        "applies": placed.correction is not None,
        "spans": [[span.start, span.end] for span in placed.correction.spans] if placed.correction else [],
        "quote": stored.quote,
        "prefix": stored.prefix,
        "suffix": stored.suffix,
        "coder": stored.coder,
        "created": rfc3339(stored.created),
    }

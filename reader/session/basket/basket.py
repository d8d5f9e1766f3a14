"""Collect passages in the basket, put them in order, and write between them. Every change can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.annotation.codec import Record
from reader.annotation.collected import Collected, in_order, moved
from reader.annotation.edit import Change
from reader.annotation.model import Annotation
from reader.annotation.selector import describe
from reader.session.annotations.annotate import checked_spans
from reader.session.annotations.article_annotations import article_annotations, placed_now
from reader.session.library.file_notes import file_notes, note_files
from reader.session.library.records import valid
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from reader.text.problem import Problem
from reader.text.span import Span
from reader.text.timestamp import rfc3339
from reader.text.title import clipped
from reader.translation import _, ngettext, number

BASKET = "basket"
"""The table, in the library's database."""


def basket(workspace: Workspace) -> list[Collected]:
    """Return what this coder has collected, in order."""
    records = workspace.store.records(LIBRARY, BASKET)
    own = ({**record, "id": id_} for id_, record in records.items())
    return in_order(each for each in valid(Collected.from_record, own) if each.coder == workspace.coder)


def placed_basket(workspace: Workspace) -> list[Annotation]:
    """Return what this coder has collected, in order, as it stands in the present texts: an annotation each.

    If the words have changed, or if the article is gone, the state says so, and the quote is that which was collected.
    """
    return _placed(workspace, [each.passage() for each in basket(workspace)])


def _placed(workspace: Workspace, passages: Sequence[Annotation]) -> list[Annotation]:
    by_article: dict[str, list[Annotation]] = {}
    for passage in passages:
        by_article.setdefault(passage.article, []).append(passage)
    now = {each.id: each for article, own in by_article.items() for each in placed_now(workspace, article, own)}
    return [now[passage.id] for passage in passages]


# -- collecting


def collect(workspace: Workspace, article: str, spans: Sequence[Span]) -> int:
    """Put a passage at the end of the basket; return how many were put there: none if it is already there."""
    spans = checked_spans(workspace, article, spans)
    text, digest = workspace.document(article).text, workspace.digest(article)
    selector = describe(text, spans)
    workspace.store.keep_text(text)
    words = (selector.quote, selector.prefix, selector.suffix)
    passage = Annotation("", article, spans, *words, digest, format=workspace.texts.format_of_text(article))
    return _collect(workspace, [passage])


def collect_annotations(workspace: Workspace, annotations: Iterable[Annotation]) -> int:
    """Put the passages of annotations at the end of the basket, in this order; return how many were not there yet.

    Each is described by the words that were marked, so what has changed since is in the basket as changed, too.
    """
    stored = []
    for annotation in annotations:
        placed = article_annotations(workspace, annotation.article).get(annotation.id)
        stored.append(placed.stored if placed else annotation)
    return _collect(workspace, stored)


def _collect(workspace: Workspace, passages: Sequence[Annotation]) -> int:
    made = [
        Collected(
            workspace.new_id(), each.article, each.spans, each.quote, each.prefix, each.suffix, each.sha256,
            coder=workspace.coder, created=workspace.now(), format=each.format,
        )
        for each in passages
    ]  # fmt: skip
    new: list[Collected] = []

    def make() -> list[Change]:
        there = basket(workspace)
        last = max((each.position for each in there), default=-1)
        new[:] = _not_in(workspace, made, there)
        return [
            Change(LIBRARY, BASKET, each.id, None, replace(each, position=last + place).to_record())
            for place, each in enumerate(new, start=1)
        ]

    if first := make():
        articles = list(dict.fromkeys(each.article for each in new))
        note_files(workspace, file_notes(workspace, filter(workspace.catalogue.has, articles)))
        about = clipped(new[0].quote) if len(new) == 1 else _counted(len(new))
        workspace.apply("collect", make, articles[0] if len(articles) == 1 else None, about=about)
    return len(first)


def _not_in(workspace: Workspace, made: Sequence[Collected], there: Sequence[Collected]) -> list[Collected]:
    """Return those that are not in the basket yet, at the same place or with the same words between the same words."""
    articles = {each.article for each in made}
    near = [each.passage() for each in there if each.article in articles]
    placed = {each.id: each for each in _placed(workspace, [*near, *(each.passage() for each in made)])}
    taken: set[object] = set()
    for passage in near:
        taken |= _marks_of(passage, placed[passage.id])
    new = []
    for each in made:
        marks = _marks_of(each.passage(), placed[each.id])
        if not taken & marks:
            new.append(each)
            taken |= marks
    return new


def _marks_of(stored: Annotation, placed: Annotation) -> set[object]:
    """Return what two records of one passage share: its description, or its place if that is known."""
    marks: set[object] = {(stored.article, stored.quote, stored.prefix, stored.suffix)}
    return marks | {(placed.article, placed.spans)} if placed.state.has_words else marks


# -- changing


def _current(workspace: Workspace, id_: str) -> tuple[Record, Collected]:
    record, _revision = workspace.store.get(LIBRARY, BASKET, id_)
    there = next(valid(Collected.from_record, [{**record, "id": id_}] if record else []), None)
    if record is None or there is None or there.coder != workspace.coder:
        raise Problem(_("There is no such excerpt in the basket."), id_, _("See `scolie basket`."), status=1)
    return record, there


def remove(workspace: Workspace, ids: Sequence[str]) -> None:
    """Take excerpts out of the basket; Problem if one of them is not there."""

    def make() -> list[Change]:
        return [Change(LIBRARY, BASKET, id_, _current(workspace, id_)[0], None) for id_ in dict.fromkeys(ids)]

    if changes := make():
        about = clipped(_current(workspace, ids[0])[1].quote) if len(changes) == 1 else _counted(len(changes))
        workspace.apply("remove from basket", make, about=about)


def clear(workspace: Workspace) -> int:
    """Take everything out of the basket; return how many excerpts that were."""
    ids = [each.id for each in basket(workspace)]
    remove(workspace, ids)
    return len(ids)


def move(workspace: Workspace, id_: str, step: int) -> bool:
    """Move an excerpt by ``step`` places, to the end of the basket at most; return whether anything was moved."""
    _record, there = _current(workspace, id_)

    def make() -> list[Change]:
        return [
            Change(LIBRARY, BASKET, each.id, _current(workspace, each.id)[0], each.to_record())
            for each in moved(basket(workspace), id_, step)
        ]

    if not make():
        return False
    workspace.apply("move in basket", make, about=clipped(there.quote))
    return True


def write_note(workspace: Workspace, id_: str, note: str) -> None:
    """Write words of one's own below an excerpt; empty ones take them away."""
    note = note.rstrip()

    def make() -> list[Change]:
        record, there = _current(workspace, id_)
        return [Change(LIBRARY, BASKET, id_, record, replace(there, note=note).to_record())]

    if _current(workspace, id_)[1].note != note:
        workspace.apply("write in basket", make, about=clipped(_current(workspace, id_)[1].quote))


def note_of(workspace: Workspace, id_: str) -> str:
    """Return the words that stand below an excerpt; empty if it is no longer there."""
    return next((each.note for each in basket(workspace) if each.id == id_), "")


def _counted(count: int) -> str:
    return ngettext("{count} excerpt", "{count} excerpts", count).format(count=number(count))


def basket_row(passage: Annotation) -> Record:
    """Return an excerpt of the basket as the command line prints it for a program."""
    return {
        "id": passage.id,
        "article": passage.article,
        "spans": [[span.start, span.end] for span in passage.spans],
        "quote": passage.quote,
        "note": passage.note,
        "state": passage.state.value,
        "coder": passage.coder,
        "created": rfc3339(passage.created),
    }

"""Read once, tag all: the passage that was annotated, in the other versions of its article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from reader.annotation.model import Annotation
from reader.layout.difference import difference_lines
from reader.layout.table import Column
from reader.library.article import Article
from reader.session.annotations.version_passages import Found, VersionPassage, give_to_versions, passage_in
from reader.session.search.versions import versions
from reader.text.difference import difference
from reader.text.problem import Problem
from reader.text.quotation import nested
from reader.text.title import clipped
from reader.translation import _, ngettext, number
from reader.tui.dialog.choices import has_typed
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, TellsChanges
from reader.tui.service.screens import Readiness

QUOTED = 40
"""Characters of the passage in the title."""
COLUMNS = (Column(24), Column(14))
"""Beside a title: source, and what the version has there."""


class VersionPassagesHost(NotifiesAndAsks, TellsChanges, Protocol):
    """What giving an annotation to other versions needs."""


@dataclass(frozen=True, slots=True)
class _Row:
    article: Article
    passage: VersionPassage


def offer_versions(state: AppState, host: VersionPassagesHost, waiting: Readiness, annotation: Annotation) -> None:
    """Look for the passage in the other versions while keys wait, show what each has, and give the annotation to the checked."""

    def show(rows: list[_Row]) -> None:
        if not rows:
            host.notify(_("No other article has this text."))
            return
        same = {row.article.id: row.passage for row in rows if row.passage.found is Found.SAME}

        def picked(result: Picked | None) -> None:
            if result is not None:
                passages = [same[id_] for id_ in result.ids if id_ in same]
                host.attempt(lambda: _give(state, host, annotation, passages))

        host.ask(_picker(annotation, rows, list(same)), picked)

    waiting.wait_for(_("Comparing texts…"), lambda wanted: _look(state, annotation, wanted), show)


def _look(state: AppState, annotation: Annotation, wanted: Callable[[], bool]) -> list[_Row]:
    """Return what the other versions have of the passage; nothing once it is not ``wanted``."""
    rows = []
    for version in versions(state.workspace, annotation.article, wanted):
        if not wanted():
            return []
        try:
            rows.append(_Row(version.article, passage_in(state.workspace, annotation, version.article.id)))
        except Problem:
            continue  # the list says why it cannot be read
    return rows


def _give(state: AppState, host: VersionPassagesHost, annotation: Annotation, passages: list[VersionPassage]) -> None:
    """Give the annotation to passages, and tell in how many other versions."""
    count = give_to_versions(state.workspace, annotation, passages) if passages else 0
    if not count:
        host.notify(
            _("Already done: nothing has changed.") if passages else _("No version that is checked has these words.")
        )
        return
    done = ngettext("Done in {count} other version", "Done in {count} other versions", count)
    host.tell_done(done.format(count=number(count)))


def _picker(annotation: Annotation, rows: list[_Row], checked: list[str]) -> Picker:
    return Picker(
        _("“{quote}” in the other versions").format(quote=nested(clipped(annotation.quote, QUOTED))),
        lambda words: [_choice(annotation, row) for row in rows if has_typed(row.article.title, words)],
        many=True,
        checked=checked,
        take=_("Tag") if annotation.tags else _("Highlight"),
        preview=True,
        columns=COLUMNS,
    )


def _choice(annotation: Annotation, row: _Row) -> Choice:
    words = {Found.SAME: _("same words"), Found.OTHER: _("other words"), Found.NOTHING: _("not there")}
    preview = ""
    if row.passage.found is not Found.NOTHING:
        lines = difference_lines(difference(annotation.quote, row.passage.quote))
        preview = "\n".join("".join(text for text, _looks in line) for line in lines)
    beside = (row.article.metadata.source, words[row.passage.found])
    return Choice(row.article.id, row.article.title, beside, preview=preview)

"""Go to another version of an article: the same text in another paper, or on a paper's site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.layout.table import Column
from reader.session.codebook.tag_edits import mark_done
from reader.session.search.versions import Version, versions
from reader.translation import _, ngettext, number
from reader.tui.dialog.choices import has_typed
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Navigator, Notifies, NotifiesAndAsks, TellsChanges
from reader.tui.service.screens import Readiness


class DoneHost(Notifies, TellsChanges, Protocol):
    """What marking versions as read needs."""


COLUMNS = (Column(24), Column(10), Column(5, is_number=True))
"""Beside a title: source, date, and how much of the words both have."""


def pick_version(
    state: AppState,
    host: NotifiesAndAsks,
    navigator: Navigator,
    waiting: Readiness,
    article: str,
    compare: Callable[[str, str], None],
) -> None:
    """Look for the other versions of an article while keys wait, offer them, and open the one that is taken.

    ``compare`` opens the difference of two articles.
    """

    def show(found: list[Version]) -> None:
        if not found:
            host.notify(_("No other article has this text."))
            return
        host.ask(
            Picker(
                _("Other versions of this article"),
                lambda words: _choices(found, words),
                columns=COLUMNS,
                take=_("Open"),
                compares=True,
            ),
            picked,
        )

    def picked(result: Picked | None) -> None:
        if result and result.command:
            compare(article, result.ids[0])
        elif result and result.ids:
            navigator.leave_trace()
            navigator.open_article(result.ids[0])

    waiting.wait_for(_("Comparing texts…"), lambda wanted: versions(state.workspace, article, wanted), show)


def mark_versions_done(
    state: AppState, host: DoneHost, waiting: Readiness, article: str, then: Callable[[], None]
) -> None:
    """Look for the other versions of an article while keys wait, and mark them as read in one step."""

    def mark(found: list[Version]) -> None:
        if not found:
            host.notify(_("No other article has this text."))
            return
        count = mark_done(state.workspace, [version.article for version in found])
        if not count:
            host.notify(_("Already done: nothing has changed."))
            return
        then()
        done = ngettext("Read: {count} other version", "Read: {count} other versions", count)
        host.tell_done(done.format(count=number(count)))

    waiting.wait_for(_("Comparing texts…"), lambda wanted: versions(state.workspace, article, wanted), mark)


def _choices(found: list[Version], words: str) -> list[Choice]:
    """Return the versions whose title, source or date has the words."""
    choices = []
    for version in found:
        other = version.article
        source, date = other.metadata.source, other.metadata.date
        if has_typed(f"{other.title} {source} {date}", words):
            share = _("{percent}%").format(percent=round(version.likeness * 100))
            choices.append(Choice(other.id, other.title, (source, date, share)))
    return choices

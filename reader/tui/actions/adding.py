"""Add articles on the screen: pick a file, look at what will be made, and make it. Files with annotations are imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Protocol

from reader.config.path import as_typed
from reader.exchange.import_formats import ImportFormat, import_format
from reader.layout.bar import BETWEEN
from reader.library.article import Article
from reader.session.adding.browsing import WHOLE, entries, recent_folders, remember_folder
from reader.session.adding.carry_out import GivenUp, carry_out
from reader.session.adding.plan import AddPlan, Outcome, PlannedArticle, counts, plan
from reader.session.adding.twins import groups, named
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.translation import _, ngettext, number
from reader.tui.actions.importing import Importing
from reader.tui.actions.watched_work import WatchedWork
from reader.tui.dialog.choices import Choice, Picked
from reader.tui.dialog.picker import Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, RunsInBackground, TellsChanges
from reader.tui.service.screens import Readiness


class AddingHost(NotifiesAndAsks, TellsChanges, RunsInBackground, Protocol):
    """What adding needs."""


class Adding:
    """Adds to the library of ``state``. Keys of the screen wait meanwhile; ``added`` shows the list, at an article."""

    def __init__(
        self, state: AppState, host: AddingHost, waiting: Readiness, added: Callable[[str | None], None]
    ) -> None:
        self._state, self._host, self._waiting, self._added = state, host, waiting, added

    def ask(self, typed: str = "") -> None:
        """Ask for a file, a folder or an export; ``typed`` stands there first, or else the folder that was used last."""
        recent = recent_folders()
        dialog = Picker(
            _("Add a file or a folder"),
            lambda typed: _choices(typed, recent),
            hint=_("Nothing here can be added."),
            typed=typed or (*recent, "~/")[0],
            leads_on=lambda path: path.endswith("/"),
        )
        self._host.ask(dialog, self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if not picked or not picked.ids:
            return
        typed = picked.ids[0]
        path = Path(as_typed(typed.removesuffix(f"/{WHOLE}") if typed.endswith(f"/{WHOLE}") else typed))
        self._host.attempt(lambda: self._open(path))

    def _open(self, path: Path) -> None:
        row = _format_of_annotations(path)
        if row is not None:
            Importing(self._state, self._host, self._waiting, self._imported, self.add).open(path, row)
        else:
            self.add(path)

    def _imported(self, path: Path) -> None:
        _remember(path)
        self._added(None)

    def add(self, path: Path) -> None:
        """Find out what adding the articles of a file would do, and show it."""

        def work(wanted: Callable[[], bool]) -> AddPlan | None:
            watched = WatchedWork(self._host, self._waiting, wanted).counted(_planned_so_far)
            try:
                return plan(self._state.workspace, [str(path)], progress=lambda done: watched(done, 0))
            except GivenUp:
                return None

        self._waiting.wait_for(
            _("Reading {file}…").format(file=path.name),
            work,
            lambda made: self._show_plan(path, made) if made else None,
        )

    def _show_plan(self, path: Path, planned: AddPlan) -> None:
        """Show what will become of each article; Enter makes it."""
        written = len(planned.written)
        title = (
            ngettext("Enter adds {count} article", "Enter adds {count} articles", written).format(count=number(written))
            if written
            else _("There is nothing new in {file}").format(file=path.name)
        )
        self._host.ask(
            Picker(title, _Preview(planned).choices, preview=True, take=_("Add") if written else _("Close")),
            lambda picked: self._carry_out(path, planned) if picked and written else None,
        )

    def _carry_out(self, path: Path, planned: AddPlan) -> None:
        def write(wanted: Callable[[], bool]) -> list[Article]:
            watched = WatchedWork(self._host, self._waiting, wanted).counted(_written_so_far)
            try:
                articles = carry_out(self._state.workspace, planned, lambda done: watched(done, len(planned.written)))
            except GivenUp:
                self._host.call_later(self._tell_given_up)
                return []
            for article in articles:  # or the list would show their file names until the next start
                if wanted():
                    self._state.workspace.catalogue.read_article(article.path)
            self._state.workspace.catalogue.save()
            if not wanted():  # Esc came when all was written: it stays, and is said
                self._host.call_later(self._tell_added, path, planned, articles)
            return articles

        self._waiting.wait_for(_("Adding…"), write, lambda articles: self._tell_added(path, planned, articles))

    def _tell_given_up(self) -> None:
        self._added(None)  # the list may have seen files that were taken away again
        self._host.notify(_("Nothing was added."))

    def _tell_added(self, path: Path, planned: AddPlan, articles: list[Article]) -> None:
        _remember(path)
        new, updated = len(planned.of(Outcome.NEW)), len(planned.of(Outcome.UPDATED))
        said = [
            ngettext("{count} article added", "{count} articles added", new).format(count=number(new)) if new else "",
            ngettext("{count} article updated", "{count} articles updated", updated).format(count=number(updated))
            if updated
            else "",
        ]
        self._added(articles[0].id if articles else None)
        self._host.tell_done(BETWEEN.join(filter(None, said)))


def _planned_so_far(done: int, _of: int) -> str:
    return ngettext("{count} article is read…", "{count} articles are read…", done).format(count=number(done))


def _written_so_far(done: int, of: int) -> str:
    return _("{done} of {count} articles are written…").format(done=number(done), count=number(of))


def _choices(typed: str, recent: list[str]) -> list[Choice]:
    whole = _("{dot}  all that is in this folder").format(dot=WHOLE)
    return [Choice(each.path, whole if each.name == WHOLE else each.name) for each in entries(typed, recent)]


def _format_of_annotations(path: Path) -> ImportFormat | None:
    """Return the format of a file with annotations; None for any other file, which may have articles."""
    try:
        return import_format(path)
    except Problem:
        return None  # planning says what is wrong with a file that is nothing at all


def _remember(path: Path) -> None:
    with suppress(OSError):  # what was asked for is done; the folder will have to be typed again
        remember_folder(path)


class _Preview:
    """The rows of a plan, in the order of outcomes; beside each article what becomes of it, below it where and why."""

    def __init__(self, planned: AddPlan) -> None:
        self._planned = planned
        self._twins = {article.path: group for group in groups(planned) for article in group}

    def choices(self, words: str) -> Iterator[Choice]:
        """Yield those whose title, origin, path or outcome has the words."""
        typed = fold_key(words).strip()
        for at, (key, outcome, article) in enumerate(self._rows, 1):
            if typed in key:
                yield Choice(str(at), article.title or article.origin, (outcome.word,), preview=self._more(article))

    @cached_property
    def _rows(self) -> list[tuple[str, Outcome, PlannedArticle]]:
        """What is found of each article, folded, with its outcome."""
        return [
            (fold_key(f"{article.title} {article.origin} {article.path} {outcome.word}"), outcome, article)
            for outcome in counts(self._planned.articles)
            for article in self._planned.of(outcome)
        ]

    def _more(self, article: PlannedArticle) -> str:
        group = self._twins.get(article.path, ())
        same = named(group, [other for other in group if other is not article]) if group else ""
        return "\n".join(filter(None, (article.why, article.path, same, article.origin)))

"""Add articles, or the annotations of another program, on the screen: pick a file, look at what will be made, and make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Protocol

from reader.config.path import as_typed
from reader.exchange.import_formats import ImportFormat, import_format
from reader.exchange.imported import Imported
from reader.layout.bar import BETWEEN
from reader.library.article import Article
from reader.session.adding.browsing import WHOLE, entries, recent_folders, remember_folder
from reader.session.adding.carry_out import GivenUp, carry_out
from reader.session.adding.plan import AddPlan, Outcome, PlannedArticle, counts, plan
from reader.session.exchange.import_annotations import ImportResult, import_annotations
from reader.session.exchange.import_report import result_lines
from reader.text.problem import Problem
from reader.translation import _, ngettext, number
from reader.tui.dialog.choices import Choice, Picked
from reader.tui.dialog.picker import Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, RunsInBackground, TellsChanges
from reader.tui.service.screens import Readiness

PAUSE = 0.3
"""Seconds between two words on how far it is."""


class AddingHost(NotifiesAndAsks, TellsChanges, RunsInBackground, Protocol):
    """What adding needs."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A file of annotations that was read, its format, and what importing it would make."""

    imported: Imported
    result: ImportResult


class Adding:
    """Adds to the library of ``state``. Keys of the screen wait meanwhile; ``added`` shows the list, at an article."""

    def __init__(
        self, state: AppState, host: AddingHost, waiting: Readiness, added: Callable[[str | None], None]
    ) -> None:
        self._state, self._host, self._waiting, self._added = state, host, waiting, added

    def ask(self) -> None:
        """Ask for a file, a folder or an export."""
        recent = recent_folders()
        dialog = Picker(
            _("Add articles or annotations: a path, ~ is your home folder, Tab completes"),
            lambda typed: _choices(typed, recent),
            hint=_("Nothing here can be added."),
            typed=(*recent, "~/")[0],
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
        reading = _("Reading {file}…").format(file=path.name)
        row = _format_of_annotations(path)
        if row is not None:
            self._waiting.wait_for(
                reading, lambda _wanted: self._trial(path, row), lambda read: self._show_import(path, read)
            )
        else:
            self._waiting.wait_for(
                reading,
                lambda _wanted: plan(self._state.workspace, [str(path)]),
                lambda made: self._show_plan(path, made),
            )

    # -- articles

    def _show_plan(self, path: Path, planned: AddPlan) -> None:
        """Show what will become of each article; Enter makes it."""
        written = len(planned.written)
        title = (
            ngettext("Enter adds {count} article", "Enter adds {count} articles", written).format(count=number(written))
            if written
            else _("There is nothing new in {file}").format(file=path.name)
        )
        self._host.ask(
            Picker(title, _Preview(planned).choices, preview=True),
            lambda picked: self._carry_out(path, planned) if picked and written else None,
        )

    def _carry_out(self, path: Path, planned: AddPlan) -> None:
        told = monotonic()

        def write(wanted: Callable[[], bool]) -> list[Article]:
            def progress(done: int) -> None:
                nonlocal told
                if not wanted():
                    raise GivenUp
                if monotonic() - told >= PAUSE:
                    told = monotonic()
                    said = _("{done} of {count} articles are written…")
                    said = said.format(done=number(done), count=number(len(planned.written)))
                    self._host.call_later(self._waiting.say, said)

            try:
                articles = carry_out(self._state.workspace, planned, progress)
            except GivenUp:
                self._host.call_later(self._host.notify, _("Nothing was added."))
                return []
            for article in articles:  # or the list would show their file names until the next start
                if wanted():
                    self._state.workspace.catalogue.read_article(article.path)
            self._state.workspace.catalogue.save()
            if not wanted():  # Esc came when all was written: it stays, and is said
                self._host.call_later(self._tell_added, path, planned, articles)
            return articles

        self._waiting.wait_for(_("Adding…"), write, lambda articles: self._tell_added(path, planned, articles))

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

    # -- annotations

    def _trial(self, path: Path, row: ImportFormat) -> _Read:
        imported = row.read(path)
        return _Read(imported, import_annotations(self._state.workspace, imported, path.name, dry=True))

    def _show_import(self, path: Path, read: _Read) -> None:
        """Show what will be imported; Enter makes it."""
        said = [*read.imported.notices, *result_lines(read.result, dry=True)]
        makes = bool(read.result.new or read.result.tags or read.result.added or read.result.memos)
        title = _("Enter imports {file}") if makes else _("There is nothing new in {file}")

        def choices(words: str) -> list[Choice]:
            return [
                Choice(str(at), line, preview=line) for at, line in enumerate(said) if words.lower() in line.lower()
            ]

        self._host.ask(
            Picker(title.format(file=path.name), choices, preview=True),
            lambda picked: self._import(path, read.imported) if picked and makes else None,
        )

    def _import(self, path: Path, imported: Imported) -> None:
        def then(result: ImportResult) -> None:
            _remember(path)
            self._added(None)
            said = "\n".join((*imported.notices, *result_lines(result, dry=False)))
            self._host.notify(said, severity="warning" if result.losses.counts else "information", timeout=10)

        # It is one step that cannot be stopped in the middle, so Esc does not end it.
        self._waiting.wait_for(
            _("Importing…"),
            lambda _wanted: import_annotations(self._state.workspace, imported, path.name),
            then,
            given_up=lambda: None,
        )


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
        self._twins = {article.path: group for group in planned.twins for article in group}

    def choices(self, words: str) -> Iterator[Choice]:
        """Yield those whose title, origin, path or outcome has the words."""
        at = 0
        for outcome in counts(self._planned.articles):
            for article in self._planned.of(outcome):
                at += 1
                shown = f"{article.title} {article.origin} {article.path} {outcome.word}".lower()
                if words.lower() in shown:
                    yield Choice(str(at), article.title or article.origin, (outcome.word,), preview=self._more(article))

    def _more(self, article: PlannedArticle) -> str:
        twins = [other.path for other in self._twins.get(article.path, ()) if other is not article]
        same = _("Same title: {files}").format(files="; ".join(twins)) if twins else ""
        return "\n".join(filter(None, (article.why, article.path, same, article.origin)))

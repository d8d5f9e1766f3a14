"""Start a tagging pass, choose one to go on with, compare two: the dialogs. Loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from reader.annotation.agreement import Agreement
from reader.annotation.codebook import Codebook
from reader.annotation.tagging_pass import Candidates, Pass, PassState
from reader.layout.gutter import Piece
from reader.layout.table import Column
from reader.search.jump import Entry, JumpIndex
from reader.session.passes import passes
from reader.session.passes.comparison import Compared, compare
from reader.session.passes.pass_progress import PassProgress
from reader.text.guard import guard
from reader.text.hyphenation import mended
from reader.text.problem import Problem
from reader.text.timestamp import rfc3339
from reader.translation import N_, _, decimal, ngettext, number, percent
from reader.tui.actions.pass_start import PassStart
from reader.tui.actions.tagging_passes import TaggingPasses
from reader.tui.dialog.manual import Manual, heading
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import (
    ArticleActions,
    NotifiesAndAsks,
    Reloads,
    RunsInBackground,
    RunsWhenQuiet,
    TellsChanges,
)
from reader.tui.service.names import tag_names
from reader.tui.service.screens import ScreenStack

COLUMNS = (Column(12, rank=3), Column(16, is_number=True), Column(12, rank=2), Column(10))
"""Beside a pass: its kind, how far it is, whose it is, and when it was started."""
KINDS = {
    Candidates.SENTENCES: N_("everything"),
    Candidates.HITS: N_("hits"),
    Candidates.SUGGESTIONS: N_("suggestions"),
}
MOST_COUNTED = 20
"""Passes that are counted for the list, the newest first."""
MOST_TOLD = 200
"""Sentences that a comparison lists."""


class PassDialogsHost(NotifiesAndAsks, RunsInBackground, RunsWhenQuiet, Reloads, TellsChanges, Protocol):
    """What the dialogs need."""


class PassDialogs:
    """Asks what a pass is to be about, which one to go on with, and which two to compare."""

    def __init__(
        self,
        state: AppState,
        stack: ScreenStack,
        host: PassDialogsHost,
        articles: ArticleActions,
        passes: TaggingPasses,
    ) -> None:
        self._state = state
        self._stack = stack
        self._host = host
        self._articles = articles
        self._passes = passes

    def start(self) -> None:
        """Ask what a new pass is to be; then begin."""
        PassStart(self._state, self._stack, self._host, self._articles, self._passes).tags()

    def pick(self) -> None:
        """Go on with a pass, reopen a finished one, or compare two that are marked."""
        every = sorted(
            passes.passes(self._state.workspace), key=lambda tagging_pass: tagging_pass.state is PassState.FINISHED
        )
        if not every:
            key = self._state.key_of("pass.start", "article")
            self._host.notify(_("There is no pass yet: {key} starts one.").format(key=key))
            return
        by_id = {tagging_pass.id: tagging_pass for tagging_pass in every}
        index = JumpIndex(Entry(tagging_pass.id, tagging_pass.name) for tagging_pass in every)
        progress: dict[str, str] = {}

        def choices(words: str) -> list[Choice]:
            shown = [by_id[match.id] for match in index.best(words, 200)] if words.strip() else every
            return [Choice(each.id, each.name, _beside(each, progress.get(each.id, ""))) for each in shown]

        def picked(result: Picked | None) -> None:
            if result is None or not result.ids:
                return
            chosen = [by_id[id_] for id_ in result.ids]
            if len(chosen) == 1:
                self._host.attempt(lambda: self._passes.begin(chosen[0]))
            elif len(chosen) == 2:
                self.compare(*chosen)
            else:
                self._host.notify(_("Mark two passes to compare them."), severity="warning")

        title = _("Passes: Enter goes on; of two that are checked, it compares them")
        picker = Picker(title, choices, many=True, columns=COLUMNS)

        def counted(counts: dict[str, str]) -> None:
            progress.update(counts)
            picker.again()

        self._host.ask(picker, picked)
        self._host.when_quiet(lambda: self._progress(every[:MOST_COUNTED], lambda: picker.is_attached), counted)

    def _progress(self, counted: list[Pass], wanted: Callable[[], bool]) -> dict[str, str]:
        """Return how far passes are, by id, as long as it is ``wanted``."""
        lines: dict[str, str] = {}
        for tagging_pass in counted:
            if tagging_pass.state is PassState.OPEN and wanted():
                progress = PassProgress(self._state.workspace, tagging_pass, self._state.suggester)
                try:
                    progress.survey(wanted)
                except Problem:
                    continue  # going on with it says why its words cannot be looked for
                line = _("{decided} of {total}")
                lines[tagging_pass.id] = line.format(decided=number(progress.decided), total=number(progress.total))
        return lines

    def compare(self, first: Pass, second: Pass) -> None:
        """Show how far two passes agree."""

        workspace = self._state.workspace

        def page() -> list[list[Piece]]:
            titles = {article.id: article.title for article in workspace.articles()}
            made = _page(first, second, *compare(workspace, first, second), titles)
            return [*_other_tags(workspace.codebook, first, second), *made]

        self._host.in_background(page, lambda made: self._host.ask(Manual(_("Two passes"), made)))


def _beside(tagging_pass: Pass, progress: str) -> tuple[str, ...]:
    done = tagging_pass.state.word if tagging_pass.state is PassState.FINISHED else progress
    kind = _(KINDS[tagging_pass.candidates])
    return (kind, done, tagging_pass.coder, rfc3339(tagging_pass.created)[:10])


def _other_tags(codebook: Codebook, first: Pass, second: Pass) -> list[list[Piece]]:
    """Return what warns of two passes that were not made for the same tags; empty if they were."""
    if set(first.tags) == set(second.tags):
        return []
    tags = {"first": tag_names(codebook.paths(first.tags)), "second": tag_names(codebook.paths(second.tags))}
    return [[], [(guard(_("They were not made for the same tags: {first}; {second}.").format(**tags)), ())]]


def _page(
    first: Pass, second: Pass, agreement: Agreement, differences: list[Compared], titles: Mapping[str, str]
) -> list[list[Piece]]:
    page = [*heading(_("Sentences that have the tags")), []]
    share = "–" if agreement.share is None else percent(agreement.share, 0)
    kappa = "–" if agreement.kappa is None else decimal(agreement.kappa, 2)
    only = _("only in {name} ({coder})")
    figures = {
        "both": (_("in both"), agreement.both),
        "first": (only.format(name=first.name, coder=first.coder), agreement.only_first),
        "second": (only.format(name=second.name, coder=second.coder), agreement.only_second),
    }
    rows: list[tuple[str, int | str]] = [
        *figures.values(),
        (_("in neither"), agreement.neither),
        (_("undecided"), agreement.undecided),
    ]
    rows += [(_("agreement"), share), (_("Cohen’s kappa"), kappa)]
    for label, figure in rows:
        page.append([(f"{figure:>8}  ", ("strong",)), (guard(label), ())])
    if not agreement.total:
        page += [[], [(_("No sentence was decided in both passes, so there is no agreement to measure."), ())]]
    left = MOST_TOLD
    for who, (label, count) in figures.items():
        if count:
            page += heading(label[:1].upper() + label[1:])
        for compared in [compared for compared in differences if compared.who == who][:left]:
            left -= 1
            quote = " ".join(guard(mended(compared.quote), lines=True).split())
            page.append([(f"  {guard(titles.get(compared.article) or compared.article)}  ", ("strong",)), (quote, ())])
    if len(differences) > MOST_TOLD:
        more = len(differences) - MOST_TOLD
        line = ngettext(
            "And {count} more: see `scolie pass compare`.", "And {count} more: see `scolie pass compare`.", more
        )
        page += [[], [(line.format(count=more), ())]]
    return page

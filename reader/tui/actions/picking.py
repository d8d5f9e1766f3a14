"""Pick by a few letters: a place in the articles, the tags of a passage, a theme. Loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from reader.annotation.codebook import Codebook, Held, TagCount, checked_path, rgb
from reader.layout.table import Column
from reader.search.jump import NEVER, Entry, JumpIndex, Match
from reader.session.codebook import tag_edits
from reader.session.preferences import is_in_users_file, remember
from reader.translation import _, number
from reader.tui.dialog.picker import Choice, Creation, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import (
    Asks,
    NotifiesAndAsks,
    Reloads,
    RemembersChoices,
    RunsWhenQuiet,
    TellsChanges,
)

MOST_TAGS = 200
COLUMNS = (Column(7, is_number=True), Column(1))
"""Beside a tag: how many passages have it, and its hot key."""


class AsksAndRunsWhenQuiet(Asks, RunsWhenQuiet, Protocol):
    """What a dialog needs whose index is prepared while it is looked at."""


class TagChoices:
    """The tags of a codebook as choices: those that are set first, then the recent ones, and what each is counted with."""

    def __init__(
        self,
        codebook: Callable[[], Codebook],
        first: Sequence[str] = (),
        opened: Mapping[str, float] = NEVER,
    ) -> None:
        """``codebook`` returns the present one, which may change while one chooses; ``opened`` is as for `JumpIndex.best`."""
        self._codebook, self._opened = codebook, opened
        self._first = tuple(map(codebook().hold, first))
        self._indexed: Codebook | None = None
        self._index = JumpIndex(())
        self._coloured = False
        self.counts: Mapping[str, TagCount] = {}

    def __call__(self, words: str) -> list[Choice]:
        """Return the tags that a few letters mean."""
        codebook = self._codebook()
        if codebook is not self._indexed:
            self._indexed = codebook
            paths = dict.fromkeys([*codebook.held(self._first), *codebook.all_paths()])
            self._index = JumpIndex(Entry(path, path) for path in paths)
            self._coloured = any(tag.color for tag in codebook.tags.values())
        return [self._choice(codebook, match) for match in self._index.best(words, MOST_TAGS, self._opened)]

    def _choice(self, codebook: Codebook, match: Match) -> Choice:
        path, tag = match.id, codebook.at(match.id)
        count = number(counted.own) if (counted := self.counts.get(path)) and counted.own else ""
        swatch = rgb(tag.color) if tag else ""
        key = tag.key if tag else ""
        return Choice(path, path, (count, key), match.lit, swatch=swatch if self._coloured else None)


class PickTagsHost(AsksAndRunsWhenQuiet, Reloads, TellsChanges, Protocol):
    """What the choice of tags needs."""


class RenameTag(Protocol):
    """Asks for another path of a tag."""

    def __call__(self, old: str, then: Callable[[], None]) -> None:
        """Ask for it, and call ``then`` if the tag has another one now."""


def pick_tags(
    state: AppState,
    host: PickTagsHost,
    picked: Callable[[Picked | None], None],
    title: str,
    *,
    checked: Sequence[str] = (),
    recent: Sequence[str] = (),
    rename: RenameTag | None = None,
) -> None:
    """Check and uncheck tags, or name new ones: first those that are ``checked``, then the ``recent`` ones.

    ``rename`` asks for another name of one; what is checked stays so under its new name.
    """
    _TagPicking(state, host, picked, title, checked=checked, recent=recent, rename=rename).begin()


class _TagPicking:
    """The picker of tags, and the tags that were renamed in it."""

    def __init__(
        self,
        state: AppState,
        host: PickTagsHost,
        picked: Callable[[Picked | None], None],
        title: str,
        *,
        checked: Sequence[str],
        recent: Sequence[str],
        rename: RenameTag | None,
    ) -> None:
        self._workspace, self._host, self._picked, self._rename = state.workspace, host, picked, rename
        self._choices = TagChoices(lambda: self._workspace.codebook, (*checked, *recent))
        self._at_first = tuple(map(self._workspace.codebook.hold, checked))
        self._renamed: list[Held] = []
        self._picker = Picker(
            title,
            self._choices,
            many=True,
            checked=checked,
            create=Creation(_("+ create “{name}”"), checked_path),
            rename=self._ask_name if rename else None,
            take=_("Apply"),
            columns=COLUMNS,
        )

    def begin(self) -> None:
        """Ask, and count the tags meanwhile."""
        self._host.ask(self._picker, self._answered)
        self._count()

    def _count(self) -> None:
        self._host.when_quiet(lambda: tag_edits.counts(self._workspace), self._counted)

    def _counted(self, counts: Mapping[str, TagCount]) -> None:
        self._choices.counts = counts
        self._picker.again()

    def _ask_name(self, path: str, checked_now: Sequence[str]) -> None:
        before = {each: self._workspace.codebook.hold(each) for each in (path, *checked_now)}

        def then() -> None:
            now = {old: self._workspace.codebook.held([tag]) for old, tag in before.items()}
            self._renamed.append(before[path])
            self._picker.again({old: paths[0] for old, paths in now.items() if paths})
            self._count()

        if self._rename:
            self._rename(path, then)

    def _answered(self, result: Picked | None) -> None:
        if self._renamed:
            self._host.reload()  # the screen below names the tag, too
            codebook = self._workspace.codebook
            if result == Picked(codebook.held(self._at_first)):
                result = None  # another name is all that was meant
            self._host.tell_done(_("Renamed: {tags}").format(tags=", ".join(codebook.held(self._renamed))))
        self._picked(result)


class PickThemeHost(NotifiesAndAsks, RemembersChoices, Protocol):
    """What the choice of a theme needs."""


class ThemedWindow(Protocol):
    """What has a theme."""

    theme: str


def pick_theme(state: AppState, host: PickThemeHost, window: ThemedWindow) -> None:
    """Choose a theme, seen on the screen while one moves; Esc leaves the one that was there."""
    before, index = window.theme, JumpIndex(Entry(name, name) for name in sorted(state.chosen.themes))

    def choices(words: str) -> list[Choice]:
        return [Choice(match.id, match.id, lit=match.lit) for match in index.best(words, len(state.chosen.themes))]

    def show(name: str) -> None:
        if name != window.theme:
            window.theme = name

    def picked(result: Picked | None) -> None:
        if result is None or not result.ids:
            show(before)
            return
        show(result.ids[0])
        if is_in_users_file("theme"):
            host.notify(_("The theme is this one until you leave: settings.toml says what counts at the start."))
        host.keep(remember, theme=result.ids[0])

    host.ask(Picker(_("Theme"), choices, checked=[before], lit=show), picked)

"""Pick by a few letters: an article, a place, a tag, an annotation, a command. Loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from reader.annotation.codebook import Codebook, Held, TagCount, checked_path, rgb
from reader.command.command import Command
from reader.command.table import commands_in
from reader.layout.table import Column
from reader.search.jump import Entry, JumpIndex, Match
from reader.search.query.parser import condition
from reader.session.codebook import tag_edits
from reader.session.preferences import is_in_users_file, remember
from reader.session.search import find
from reader.text.problem import Problem
from reader.text.title import clipped
from reader.translation import _, number
from reader.tui.actions.annotation_choices import COLUMNS as ANNOTATION_COLUMNS
from reader.tui.actions.annotation_choices import AnnotationChoices
from reader.tui.actions.settings import SettingsHost, choose, settings
from reader.tui.dialog.picker import Choice, Creation, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import (
    Asks,
    Navigator,
    NotifiesAndAsks,
    Reloads,
    RemembersChoices,
    RunsWhenQuiet,
    TellsChanges,
)
from reader.tui.service.screens import CommandScreen

MOST_TAGS = 200
COLUMNS = (Column(7, is_number=True), Column(1))
"""Beside a tag: how many passages have it, and its hot key."""


class AsksAndRunsWhenQuiet(Asks, RunsWhenQuiet, Protocol):
    """What a dialog needs whose index is prepared while it is looked at."""


def pick_article(state: AppState, host: AsksAndRunsWhenQuiet, navigator: Navigator) -> None:
    """Open an article by a few letters."""
    articles = {article.id: article for article in state.workspace.articles()}
    index = find.jump_index(articles.values())

    def choices(words: str) -> list[Choice]:
        return [
            Choice(
                match.id,
                articles[match.id].title,
                (articles[match.id].metadata.source,),
                match.lit,
                partial(_opening, state, match.id),
            )
            for match in index.best(words, 50)
        ]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            navigator.leave_trace()
            navigator.open_article(result.ids[0])

    host.ask(Picker(_("Go to an article"), choices, preview=True), picked)
    host.when_quiet(index.prepare, lambda _: None)


def _opening(state: AppState, article: str) -> str:
    if state.workspace.texts.is_slow(article):
        return ""  # a glance is not worth the wait
    try:
        document = state.workspace.document(article)
    except Problem as problem:
        return problem.title
    first = document.sentence_after(-1)
    return clipped(document.text[first.start :], 400) if first else ""


def pick_annotation(state: AppState, host: Asks, navigator: Navigator, query: str) -> None:
    """Look at the annotations that a query finds."""
    titles = {article.id: article.title for article in state.workspace.articles()}
    choices = AnnotationChoices(find.annotations_of(state.workspace, query), state.workspace.codebook, titles)

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            annotation = choices.annotation(result.ids[0])
            navigator.leave_trace()
            navigator.open_article(annotation.article, annotation.hull)

    host.ask(Picker(_("Annotations"), choices, preview=True, columns=ANNOTATION_COLUMNS), picked)


def pick_anything(state: AppState, host: SettingsHost, navigator: Navigator, screen: CommandScreen) -> None:
    """Pick an article, a tag, a setting, or a command of ``screen``, by a few letters."""
    commands = {f"> {command.label}": command for context in screen.contexts for command in commands_in(context)}
    chosen = {f"> {setting.label}": setting for setting in settings(state.settings).values()}
    articles = {article.id: article for article in state.workspace.articles()}
    entries = [
        *(Entry(id_, article.title, f"{article.metadata.source} {article.path}") for id_, article in articles.items()),
        *(Entry(f"#{path}", f"#{path}") for path in state.workspace.codebook.all_paths()),
        *(Entry(label, label) for label in commands),
        *(Entry(label, label) for label in chosen),
    ]
    labels = {entry.id: entry.label for entry in entries}
    index = JumpIndex(entries)

    def beside(id_: str) -> str:
        """Return the keys of a command, or what a setting is now."""
        if id_ in chosen:
            return chosen[id_].word_of(getattr(state.settings, chosen[id_].name))
        return " ".join(_keys(state, commands.get(id_), screen))

    def choices(words: str) -> list[Choice]:
        return [Choice(match.id, labels[match.id], (beside(match.id),), match.lit) for match in index.best(words, 100)]

    def picked(result: Picked | None) -> None:
        if not result or not result.ids:
            return
        id_ = result.ids[0]
        if id_ in commands:
            screen.do(commands[id_].name)
        elif id_ in chosen:
            choose(state, host, chosen[id_])
        elif id_.startswith("#"):
            pick_annotation(state, host, navigator, condition("tag", id_[1:]))
        else:
            navigator.leave_trace()
            navigator.open_article(id_)

    host.ask(Picker(_("Articles, tags, commands"), choices), picked)


def _keys(state: AppState, command: Command | None, screen: CommandScreen) -> tuple[str, ...]:
    every = (state.keymap.shown_keys_of(command, context) for context in screen.contexts) if command else ()
    return next(filter(None, every), ())


class TagChoices:
    """The tags of a codebook as choices: those that are set first, then the recent ones, and what each is counted with."""

    def __init__(self, codebook: Callable[[], Codebook], first: Sequence[str]) -> None:
        """``codebook`` returns the present one, which may change while one chooses."""
        self._codebook = codebook
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
        return [self._choice(codebook, match) for match in self._index.best(words, MOST_TAGS)]

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
    workspace = state.workspace
    choices = TagChoices(lambda: workspace.codebook, (*checked, *recent))
    create = Creation(_("+ create “{name}”"), checked_path)
    at_first = tuple(map(workspace.codebook.hold, checked))
    renamed: list[Held] = []

    def counted(counts: Mapping[str, TagCount]) -> None:
        choices.counts = counts
        picker.again()

    def count() -> None:
        host.when_quiet(lambda: tag_edits.counts(workspace), counted)

    def ask_name(path: str, checked_now: Sequence[str]) -> None:
        before = {each: workspace.codebook.hold(each) for each in (path, *checked_now)}

        def then() -> None:
            now = {old: workspace.codebook.held([tag]) for old, tag in before.items()}
            renamed.append(before[path])
            picker.again({old: paths[0] for old, paths in now.items() if paths})
            count()

        if rename:
            rename(path, then)

    def answered(result: Picked | None) -> None:
        if renamed:
            host.reload()  # the screen below names the tag, too
            codebook = workspace.codebook
            if result == Picked(codebook.held(at_first)):
                result = None  # another name is all that was meant
            host.tell_done(_("Renamed: {tags}").format(tags=", ".join(codebook.held(renamed))))
        picked(result)

    picker = Picker(
        title,
        choices,
        many=True,
        checked=checked,
        create=create,
        rename=ask_name if rename else None,
        take=_("Apply"),
        columns=COLUMNS,
    )
    host.ask(picker, answered)
    count()


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

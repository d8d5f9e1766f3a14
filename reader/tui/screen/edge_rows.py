"""The first and the last row of a screen: what they show, and whether they are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol, cast

from textual.app import App
from textual.widget import Widget

from reader.command.command import Context
from reader.command.footer import FooterKey, always_offered, offered
from reader.command.key_names import shown_key
from reader.command.table import BY_NAME
from reader.layout.bar import Key, StatusLine
from reader.translation import N_, _, ngettext
from reader.tui.screen.content import ScreenContent
from reader.tui.service.host import Services
from reader.tui.service.names import titled
from reader.tui.widget.bar import Prompt, StatusBar, TitleBar
from reader.tui.widget.query_line import QueryLine

TITLE_ROWS, STATUS_ROWS = 8, 3
"""Rows of a window from which on it has a title line, and a status line."""
NAMES_ARTICLE = 100
"""Columns of a window from which on the status line names the article that the way back leads to."""

UNKNOWN_AT_START = frozenset(
    {"edit.undo", "edit.redo", "goto.back", "goto.forward", "goto.last-change", "annotation.repeat"}
)
"""Commands that do nothing, or are not known to do anything, when a sitting begins."""

WHILE_TYPING = (("Enter", N_("Apply")), ("Esc", N_("Cancel")))
"""The keys, with their labels, that do something beside what one types in the line at the bottom."""


class FramedScreen(Protocol):
    """The screen that has these rows."""

    content: ScreenContent
    services: Services

    @property
    def app(self) -> App[Any]:
        """The app."""

    @property
    def focused(self) -> Widget | None:
        """The widget that takes keys before the screen."""

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The contexts whose keys count here, the first before the others."""


class EdgeRows:
    """Fills the title line and the status line of a screen."""

    def __init__(self, screen: FramedScreen, title_bar: TitleBar, bar: StatusBar) -> None:
        self._screen, self._title_bar, self._bar = screen, title_bar, bar
        self.text_alone = False
        """Whether both rows are hidden, so that the text is alone."""
        self._offered: dict[tuple[tuple[Context, ...], bool], tuple[list[FooterKey], list[FooterKey]]] = {}

    def fit(self) -> None:
        """Show the rows where the window is high enough for them."""
        height = self._screen.app.size.height
        self._title_bar.display = height >= TITLE_ROWS and not self.text_alone
        self._bar.display = height >= STATUS_ROWS and not self.text_alone

    def tell(self) -> None:
        """Bring both rows up to date."""
        self._tell(at_start=not self._screen.services.state.has_acted)

    def tell_at_start(self) -> None:
        """Show what the next start shows first: nothing that needs all articles, or that only this sitting knows."""
        self._tell(at_start=True)

    def _tell(self, *, at_start: bool) -> None:
        screen, unknown = self._screen, UNKNOWN_AT_START if at_start else frozenset()
        title = screen.content.title()
        self._title_bar.tell(title.at_start() if at_start else title)
        typed_in = screen.focused
        if isinstance(typed_in, QueryLine):
            self._bar.tell(StatusLine(target=typed_in.purpose), (), screen.content.mode_keys())
            return
        if isinstance(typed_in, Prompt):
            typed_in.closed = self.tell
            # No key of the screen counts now, and what one types for stays in view.
            keys = [(shown_key(key), _(label)) for key, label in WHILE_TYPING]
            if typed_in.tab:
                keys.insert(1, (shown_key("Tab"), typed_in.tab[0]))
            elif typed_in.suggester:
                keys.insert(1, (shown_key("Tab"), _("Complete")))
            self._bar.tell(StatusLine(target=typed_in.placeholder), (), keys)
            return
        status, unsaved = screen.content.status(), screen.services.state.workspace.store.unsaved
        if unsaved:
            not_saved = ngettext("Not saved yet: {count} change", "Not saved yet: {count} changes", unsaved)
            status = replace(status, facts=(not_saved.format(count=unsaved), *status.facts))
        here = self._here(has_mode=bool(status.mode))
        self._bar.tell(status, self._keys(here[0], unknown), self._last_keys(here[1], title.back))

    def forget_keys(self) -> None:
        """Look up the keys and their names again when they are next shown."""
        self._offered.clear()

    def _here(self, *, has_mode: bool) -> tuple[list[FooterKey], list[FooterKey]]:
        """Return the keys that may do something here, and those that always do. ``has_mode``: in a list, something is marked."""
        contexts, keymap = self._screen.contexts, self._screen.services.state.keymap
        if (contexts, has_mode) not in self._offered:
            here = offered(keymap, contexts, is_marked=has_mode)
            self._offered[contexts, has_mode] = here, always_offered(keymap, contexts)
        return self._offered[contexts, has_mode]

    def _keys(self, here: Sequence[FooterKey], unknown: Iterable[str]) -> list[Key]:
        """Return the keys that do something now, the most useful first."""
        screen = self._screen
        if own := screen.content.mode_keys():
            return [*own]
        idle = {*unknown, *screen.services.idle(), *screen.content.idle()}
        return [(each.key, each.command.label) for each in here if each.command.name not in idle]

    def _last_keys(self, keys: Sequence[FooterKey], back: str) -> list[Key]:
        way_out = self._way_out(back)
        return [(each.key, way_out if each.command.name == "app.back" else each.command.label) for each in keys]

    def _way_out(self, article: str) -> str:
        """Return the label of the way back, which leads to the title ``article``, or out of the screen if that is empty."""
        screen = self._screen
        if article:
            is_wide = screen.app.size.width >= NAMES_ARTICLE
            return _("Back to {article}").format(article=titled(article)) if is_wide else BY_NAME["app.back"].label
        return _("Quit") if screen.app.screen_stack[0] is cast(Any, screen) else BY_NAME["app.back"].label

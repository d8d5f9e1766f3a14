"""The handlers of the reading screen, made for one view of an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from reader.tui.screen.article.article_commands import ArticleCommands
from reader.tui.screen.article.boundary import BoundaryEdit
from reader.tui.screen.article.excerpts import Excerpts
from reader.tui.screen.article.host import ArticleHost, PassHost
from reader.tui.screen.article.labels import Labels
from reader.tui.screen.article.marking import Marking
from reader.tui.screen.article.marks import Marks
from reader.tui.screen.article.motions import Motions
from reader.tui.screen.article.notes import Notes
from reader.tui.screen.article.opening import Opening
from reader.tui.screen.article.page_view import PageView
from reader.tui.screen.article.reading_place import ReadingPlace
from reader.tui.screen.article.search import Search
from reader.tui.screen.article.selection import SelectionCommands
from reader.tui.screen.article.side_pane import SidePaneCommands
from reader.tui.screen.article.tagging_pass import TaggingPass
from reader.tui.screen.article.view import ArticleView

if TYPE_CHECKING:
    from reader.tui.dialog.picker import Picked
    from reader.tui.service.host import CommandTable, Services


class Handlers:
    """Each is an attribute. ``modes`` are those that may take a key before the keymap does, the first first."""

    def __init__(self, view: ArticleView, services: Services) -> None:
        state = services.state
        host, navigator = cast("ArticleHost", services.host), cast("PassHost", services.navigator)

        def pick_tags(picked: Callable[[Picked | None], None]) -> None:
            from reader.tui.picking import pick_tags

            pick_tags(cast("Any", host), state.recent_tags, picked)

        def undo() -> None:
            services.commands["edit.undo"]()

        self.place = ReadingPlace(view, state)
        self.marking = Marking(view, state, host, pick_tags)
        self.boundary = BoundaryEdit(view, state, host, navigator, self.marking.acknowledge)
        self.labels = Labels(view)
        self.search = Search(view, host)
        self.side_pane = SidePaneCommands(view, state, navigator)
        self.tagging_pass = TaggingPass(view, state, host, navigator, self.marking, undo)
        self.opening = Opening(view, state, host, navigator, self.place, self.boundary, self.tagging_pass)
        self.modes = (self.boundary, self.labels, self.search)
        self._others = (
            Motions(view, navigator),
            Marks(view, state, host, navigator),
            SelectionCommands(view),
            Notes(view, state, host, self.marking.acknowledge),
            Excerpts(view, state, host),
            PageView(view, state, host),
            ArticleCommands(view, host, navigator, self.place),
        )

    def tables(self) -> list[CommandTable]:
        """Return the command table of each handler."""
        handlers = (self.marking, *self.modes, self.side_pane, self.tagging_pass, *self._others)
        return [handler.commands() for handler in handlers]

    def commands(self) -> CommandTable:
        """Return what all handlers do, by command."""
        return {name: action for table in self.tables() for name, action in table.items()}

    def forget(self) -> None:
        """Forget what belonged to the article that was shown before."""
        for mode in self.modes:
            mode.forget()

    def take_key(self, key: str) -> bool:
        """Offer a key to each mode in turn; return whether one took it."""
        return any(mode.take_key(key) for mode in self.modes)

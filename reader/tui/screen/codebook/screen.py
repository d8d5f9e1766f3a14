"""The codebook's screen: the tree of tags beside, or above, the description of the one under the cursor."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from reader.search.query.parser import condition
from reader.tui.screen.background_loading import BackgroundUndo
from reader.tui.screen.codebook.change import CodebookChange
from reader.tui.screen.codebook.edits import TagEdits
from reader.tui.screen.codebook.texts import CodebookFiles, TagTexts
from reader.tui.screen.codebook.tree import CONTEXT, CodebookTree, TreeWidgets
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.service.host import Services
from reader.tui.widget.bar import Prompt
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.tag_tree import TagTree

WIDE = 90
"""Cells from which on the description stands beside the tree, not below it."""


class CodebookScreen(KeyedScreen):
    """The tags, and what can be done to them."""

    context = CONTEXT
    DEFAULT_CSS = """
    CodebookScreen > Container { layout: vertical; height: 1fr; }
    CodebookScreen > Container.wide { layout: horizontal; }
    CodebookScreen #tags { height: 2fr; width: 1fr; }
    CodebookScreen .wide #tags { height: 1fr; width: 3fr; }
    CodebookScreen #head { height: 1; color: $dim; }
    CodebookScreen #about { height: 1fr; width: 1fr; padding: 0 1; border-top: solid $panel;
                            scrollbar-size-vertical: 1; }
    CodebookScreen .wide #about { width: 2fr; border-top: none; border-left: solid $panel; }
    """

    def __init__(self, services: Services) -> None:
        description = Static()
        self.widgets = TreeWidgets(
            TagTree(),
            Static(id="head"),
            description,
            VerticalScroll(description, id="about", can_focus=False),
            Prompt(),
        )
        self.tags = self.widgets.tags
        self.codebook = CodebookTree(services, self, self.widgets)
        super().__init__(services, self.codebook)
        self.waiting.leave = self.codebook.loading.give_up
        state, host = services.state, services.host
        change = CodebookChange(state, host, self.codebook)
        self.commands = {
            **self.codebook.commands(),
            **BackgroundUndo(self.codebook.loading, state, host).commands(),
            **TagEdits(state, host, self.codebook, change).commands(),
            **TagTexts(state, host, services.articles, self.codebook).commands(),
            **CodebookFiles(state, host, self.codebook, change).commands(),
            "tag.split": self.split,
            "app.open": self.read_excerpts,
            "app.back": services.navigator.leave_screen,
        }

    def compose(self) -> ComposeResult:
        """Lay out the tree, the description and the lines below."""
        yield self.title_bar
        with Container():
            with Vertical(id="tags"):
                yield self.widgets.head
                yield self.tags
            yield self.widgets.about_scroll
        yield self.widgets.prompt
        yield self.bar
        yield self.hints

    def on_resize(self, event: events.Resize) -> None:
        """Put the description where there is room."""
        self.query_one(Container).set_class(event.size.width >= WIDE, "wide")
        self.call_after_refresh(self.codebook.show_head)

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")

    # -- ways to other screens

    def read_excerpts(self) -> None:
        """Read the excerpts of the tag under the cursor."""
        from reader.tui.screen.excerpts import ExcerptsScreen

        query = condition("tag", self.codebook.must_be_lit())
        self.services.host.ask(ExcerptsScreen(self.services, query))

    def split(self) -> None:
        """Go through the passages of the tag and give each to another."""
        from reader.tui.screen.split import SplitScreen

        self.services.host.ask(SplitScreen(self.services, self.codebook.must_be_lit()))

"""What a key does in a list."""

from __future__ import annotations

from functools import cached_property

from reader.tui.screen.keyed import KeyedScreen
from reader.tui.widget.list_pane import ListPane

END = 10**9


class Listed(KeyedScreen):
    """A screen with a list whose cursor keys move."""

    @cached_property
    def list_pane(self) -> ListPane:
        """The list."""
        return self.query_one(ListPane)

    def follow(self) -> None:
        """Show what belongs to the row under the cursor."""

    def do_list_down(self) -> None:
        """Go down."""
        self.list_pane.move(1)
        self.follow()

    def do_list_up(self) -> None:
        """Go up."""
        self.list_pane.move(-1)
        self.follow()

    def do_list_page_down(self) -> None:
        """Go down a page."""
        self.list_pane.turn(1)
        self.follow()

    def do_list_page_up(self) -> None:
        """Go up a page."""
        self.list_pane.turn(-1)
        self.follow()

    def to_row(self, index: int) -> None:
        """Go to a row, the nearest there is."""
        self.list_pane.to(index)
        self.follow()

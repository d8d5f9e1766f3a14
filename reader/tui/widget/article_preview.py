"""What stands beside the list about the article under the cursor."""

from __future__ import annotations

from typing import ClassVar

from reader.tui.widget.wrapped_pane import WrappedPane

FROM_CELLS = 120
"""The width of the window from which on there is room for it."""


class ArticlePreview(WrappedPane, inherit_bindings=False):
    """Lines of words, wrapped to a third of the window."""

    DEFAULT_CSS = """
    ArticlePreview { width: 30%; min-width: 36; max-width: 72; height: 1fr; border-left: solid $panel;
                     background: $background; color: $foreground; scrollbar-size-vertical: 0; }
    ArticlePreview .wrapped--dim { color: $dim; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"wrapped--dim"}

    def __init__(self) -> None:
        super().__init__(())

    def fit(self, window: int) -> None:
        """Show it in windows that have room for it; ``window`` is their width in cells."""
        self.display = window >= FROM_CELLS

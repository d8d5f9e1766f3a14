"""The tree of tags, each with the colour it has: a square where there is one, and its name for who sees none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.annotation.codebook import names_of, rgb
from reader.annotation.colour_names import colour_name
from reader.layout.table import Column, ListRow, Table
from reader.text.fold import fold_key
from reader.text.span import Span
from reader.translation import _, pgettext
from reader.tui.widget.list_pane import ListPane


def tag_table() -> Table:
    """Return what stands beside a tag: how many passages have it, and it or one below it; its key and its colour."""
    return Table(
        (
            Column(7, pgettext("passages of a tag", "own"), is_number=True),
            Column(7, pgettext("passages of a tag and those below it", "all"), is_number=True),
            Column(3, _("key")),
            Column(7, _("colour")),
        ),
        first="  " + pgettext("column", "Tag"),
    )


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag as it is shown; ``lit`` are spans of its path."""

    path: str
    own: int
    total: int
    key: str = ""
    colour: str = ""
    lit: tuple[Span, ...] = ()


class TagTree(ListPane):
    """Rows whose ids are the paths of tags, in a tree or, found by a few letters, in a list of whole paths."""

    def __init__(self, *, empty: str = "") -> None:
        super().__init__(tag_table(), empty=empty)
        self._squares: Mapping[str, tuple[int, str]] = {}

    def show_tags(self, tags: Sequence[TagRow], marked: Sequence[str], *, flat: bool, keep: str | None = None) -> None:
        """Show tags, those ``marked`` with their sign, and the cursor on the tag ``keep``, or where it was."""
        tags = tags if flat else sorted(tags, key=lambda tag: [fold_key(name) for name in names_of(tag.path)])
        self._squares = {tag.path: (0 if flat else tag.path.count("/") * 2, tag.colour) for tag in tags}
        self.show([_row(tag, flat, tag.path in marked) for tag in tags], keep)

    def strip(self, index: int) -> Strip:
        """Return the row at ``index`` of the list, with its square in the colour of its tag."""
        strip = super().strip(index)
        if not 0 <= index < len(self.rows):
            return strip
        indent, colour = self._squares[self.rows[index].id]
        at = 2 + indent
        if not colour or at >= self.size.width:
            return strip
        square: list[Segment] = []
        for part in strip.crop(at, at + 1):
            style = part.style or Style()
            own = self.looks.coloured(rgb(colour), style) if rgb(colour) else Style()
            square.append(Segment(part.text, self.looks.filtered(style + own)))
        return Strip.join([strip.crop(0, at), Strip(square), strip.crop(at + 1)])


def _row(tag: TagRow, flat: bool, marked: bool) -> ListRow:
    depth = 0 if flat else tag.path.count("/")
    name = tag.path if flat else tag.path.rpartition("/")[2]
    lead = f"{'  ' * depth}{'■' if tag.colour else '□'} "
    lit = tuple(Span(span.start + len(lead), span.end + len(lead)) for span in tag.lit)
    beside = (str(tag.own), str(tag.total), tag.key, colour_name(tag.colour))
    return ListRow(tag.path, (lead + name, *beside), lit, marked)

"""The tree of tags with what is said of the one that is lit; a few letters find a tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from reader.annotation.codebook import Codebook
from reader.annotation.memo import Subject
from reader.annotation.model import Record
from reader.command.command import Context
from reader.layout.table import ListRow, row_pieces
from reader.search.jump import Entry, JumpIndex
from reader.session.codebook import memo_edits, tag_edits
from reader.text.guard import guard
from reader.text.span import Span
from reader.tui.screen.gathering import Gathering
from reader.tui.widget.bar import Hints, KeyBar, Prompt
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.tag_tree import COLUMNS, WIDTHS, Leaf, TagTree

WIDE = 90
"""Cells from which on the description stands beside the tree, not below it."""
MOST_FOUND = 200
_SAID = (
    ("definition", "", "tag.definition"),
    ("inclusion", "Given when: ", "tag.inclusion"),
    ("exclusion", "Not when: ", "tag.exclusion"),
    ("example", "Example: ", "tag.example"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The codebook as it is shown: its tags as rows by path, and the memos on them."""

    codebook: Codebook = field(default_factory=Codebook)
    rows: dict[str, Record] = field(default_factory=dict)
    memos: dict[str, str] = field(default_factory=dict)


class CodebookTree(Gathering[Shown]):
    """The part of the codebook's screen that shows."""

    context: Context = "codebook"
    DEFAULT_CSS = """
    CodebookTree > Container { layout: vertical; height: 1fr; }
    CodebookTree > Container.wide { layout: horizontal; }
    CodebookTree #tags { height: 2fr; width: 1fr; }
    CodebookTree .wide #tags { height: 1fr; width: 3fr; }
    CodebookTree #head { height: 1; color: $dim; }
    CodebookTree #about { height: 1fr; width: 1fr; padding: 0 1; border-top: solid $panel; scrollbar-size-vertical: 1; }
    CodebookTree .wide #about { width: 2fr; border-top: none; border-left: solid $panel; }
    """

    def __init__(self, lit: str = "") -> None:
        """``lit``: the path of the tag to begin with."""
        super().__init__()
        self.shown = Shown()
        self.marked: list[str] = []
        self._filter = ""
        self._goal = lit

    def compose(self) -> ComposeResult:
        """Lay out the tree, the description and the lines below."""
        with Container():
            with Vertical(id="tags"):
                yield Static(id="head")
                yield TagTree(empty="There are no tags yet. n makes one.")
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="said")
        yield Prompt()
        yield KeyBar()
        yield Hints()

    @property
    def tags(self) -> TagTree:
        """The tree."""
        return self.query_one(TagTree)

    @property
    def lit(self) -> str | None:
        """The path of the tag under the cursor."""
        return self.tags.current

    def on_resize(self, event: events.Resize) -> None:
        """Put the description where there is room."""
        self.query_one(Container).set_class(event.size.width >= WIDE, "wide")
        self.call_after_refresh(self._head)

    def gather(self) -> Shown:
        """Read the codebook, count, and read the memos."""
        workspace = self.scolie.state.workspace
        rows = {row["path"]: row for row in tag_edits.tags_shown(workspace)}
        memos = {
            memo_edits.named(workspace, memo): memo.text
            for memo in memo_edits.memos(workspace)
            if memo.subject is Subject.TAG and not memo_edits.gone(workspace, memo)
        }
        return Shown(workspace.codebook, rows, memos)

    def fill(self, found: Shown) -> None:
        """Show the tags; the cursor and the marks stay on theirs, whatever they are called by now."""
        before, self.shown = self.shown.codebook, found
        marked = found.codebook.held(map(before.hold, self.marked))
        self.marked = [path for path in marked if path in found.rows]
        lit = found.codebook.held([before.hold(self.lit)]) if self.lit else ()
        self._show("".join(lit))

    def aim(self, path: str) -> None:
        """Let the cursor go to a tag when the tags are shown next."""
        self._goal = path

    def _show(self, keep: str = "") -> None:
        """Show the tags that the filter finds, with the cursor on the goal, else on the tag ``keep``."""
        goal, self._goal = self.shown.codebook.spelled(self._goal) if self._goal else "", ""
        leaves = self._sifted()
        if goal and goal not in {leaf.path for leaf in leaves}:
            self._filter = ""
            leaves = self._sifted()
        self.tags.empty = (
            f"No tag is found by {self._filter}." if self._filter else "There are no tags yet. n makes one."
        )
        self.tags.show_tags(leaves, self.marked, flat=bool(self._filter), keep=goal or keep or None)
        self._head()
        self.follow()
        self.tell()

    def _sifted(self) -> list[Leaf]:
        """Return the tags, those that a few letters find if there is a filter, the best first."""
        rows = self.shown.rows
        if not self._filter:
            return [_leaf(row) for row in rows.values()]
        index = JumpIndex(Entry(path, path) for path in rows)
        return [_leaf(rows[match.id], match.lit()) for match in index.best(self._filter, MOST_FOUND)]

    def _head(self) -> None:
        names = ListRow("", ("  Tag", *(name.rjust(width) for name, width in COLUMNS)))
        used = {column for column in range(len(COLUMNS)) if any(row.cells[column + 1] for row in self.tags.rows)}
        pieces = row_pieces(names, WIDTHS, used, max(1, self.tags.size.width), under=False)
        self.query_one("#head", Static).update(Text("".join(text for text, _ in pieces)))

    def status_line(self) -> str:
        """How many tags, how many of them marked, what filter."""
        line = f"Codebook · tags: {len(self.shown.rows)}"
        if self.marked:
            line += f" · marked: {len(self.marked)}"
        return f"{line} · filter: {self._filter}" if self._filter else line

    def follow(self) -> None:
        """Show what is said of the tag under the cursor."""
        row = self.shown.rows.get(self.lit or "")
        self.query_one("#said", Static).update(self._about(row) if row else Text(""))
        self.query_one("#about", VerticalScroll).scroll_home(animate=False)

    def _about(self, row: Record) -> Text:
        page = Text()
        page.append(f"{guard(row['path'])}\n", "bold")
        known = [f"passages: {row['count']}, with what is below: {row['total']}"]
        known += [f"key: {row['key']}"] if row["key"] else []
        known += [f"colour: {row['color']}"] if row["color"] else []
        page.append(guard(" · ".join(known)) + "\n")
        for name, lead, command in _SAID:
            if row[name]:
                page.append(f"\n{lead}", "bold")
                page.append(guard(row[name], lines=True) + "\n")
            elif name == "definition":
                keys = self.scolie.state.keymap.keys_of(command, self.context)
                page.append(
                    f"\nNo definition yet. {guard(keys[0])} writes one.\n" if keys else "\nNo definition yet.\n"
                )
        if memo := self.shown.memos.get(row["path"]):
            page.append("\nMemo: ", "bold")
            page.append(guard(memo, lines=True) + "\n")
        tag = self.shown.codebook.at(row["path"])
        if merged := self.shown.codebook.merged_into(tag) if tag else ():
            page.append("\nMerged into it: ", "bold")
            page.append(guard(", ".join(one.path for one in merged)) + "\n")
        return page

    # -- commands

    def do_list_filter(self) -> None:
        """Find tags by a few letters."""
        self.query_one(Prompt).open("Find tags by a few letters", self._filter)

    def do_list_clear(self) -> None:
        """Show all tags, and none of them marked."""
        self._filter = ""
        self.marked = []
        self._show()

    def do_list_mark(self) -> None:
        """Mark the tag under the cursor, or no longer, and go on to the next."""
        if self.lit is None:
            return
        if self.lit in self.marked:
            self.marked.remove(self.lit)
        else:
            self.marked.append(self.lit)
        self.tags.move(1)
        self._show()

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Find by what is typed so far."""
        self._filter = event.text
        self._show(next((leaf.path for leaf in self._sifted()), "") if event.text else "")

    def on_prompt_entered(self, _event: Prompt.Entered) -> None:
        """Keep what was found."""
        self.query_one(Prompt).close()
        self.tell()

    def on_prompt_left(self, _event: Prompt.Left) -> None:
        """Show all again."""
        self.query_one(Prompt).close()
        self._filter = ""
        self._show()

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")


def _leaf(row: Record, lit: Sequence[Span] = ()) -> Leaf:
    return Leaf(row["path"], row["count"], row["total"], row["key"], row["color"], tuple(lit))

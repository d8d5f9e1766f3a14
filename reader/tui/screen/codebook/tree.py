"""The tree of tags with the description of the one under the cursor; a few letters find a tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from reader.annotation.codebook import Codebook
from reader.annotation.codec import Record
from reader.annotation.memo import Subject
from reader.command.command import Context
from reader.command.keymap import Pending
from reader.layout.bar import StatusLine, Title, place_fact
from reader.search.jump import Entry, JumpIndex
from reader.session.codebook import memo_edits, tag_edits
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import _, ngettext, number
from reader.tui.screen.background_loading import BackgroundLoading, Shell
from reader.tui.screen.codebook.about import about
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.service.host import CommandTable, Services
from reader.tui.service.listed_articles import filter_fact
from reader.tui.service.names import tag_names
from reader.tui.widget.bar import Prompt
from reader.tui.widget.tag_tree import TagRow, TagTree

CONTEXT: Context = "codebook"
MOST_FOUND = 200
OF_ONE = ("tag.new", "tag.new-below", "tag.rename")
"""Commands that act on the lit tag alone, also while others are marked."""
NEED_TAG = (
    *("app.open", "tag.new-below", "tag.rename", "tag.move", "tag.merge", "tag.split", "tag.delete", "tag.colour"),
    *("tag.hot-key", "tag.definition", "tag.inclusion", "tag.exclusion", "tag.example", "tag.export", "memo.write"),
    "list.mark",
)
"""Commands that do nothing without a tag under the cursor."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The codebook as it is shown: its tags as rows by path, and the memos on them."""

    codebook: Codebook = field(default_factory=Codebook)
    rows: dict[str, Record] = field(default_factory=dict)
    memos: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TreeWidgets:
    """Where the codebook is shown."""

    tags: TagTree
    head: Static
    about: Static
    about_scroll: VerticalScroll
    prompt: Prompt


class CodebookTree(ScreenContent):
    """The tags, which of them are marked, and which one is under the cursor."""

    def __init__(self, services: Services, shell: Shell, widgets: TreeWidgets) -> None:
        self._state, self._shell, self._widgets = services.state, shell, widgets
        self.shown = Shown()
        self.marked: list[str] = []
        self._filter = ""
        self._goal = ""
        """The path of the tag to put the cursor on when the tags are shown next; empty for none."""
        self.filling = self.loading = BackgroundLoading(
            shell,
            services.host,
            load=self._load,
            fill=self._fill,
            leave=services.navigator.leave_screen,
        )

    def commands(self) -> CommandTable:
        """Return what moves the cursor, finds and marks."""
        return {
            **ListCommands(self._widgets.tags, self.follow).commands(),
            "list.filter": self.ask_filter,
            "list.clear": self.clear,
            "list.mark": self.mark,
        }

    @property
    def lit(self) -> str | None:
        """The path of the tag under the cursor."""
        return self._widgets.tags.current

    def must_be_lit(self) -> str:
        """Return the path of the tag under the cursor; Problem if there is none."""
        if self.lit is None:
            raise Problem(
                _("There is no tag here."), "", _("{key} makes one.").format(key=self._key("tag.new")), status=1
            )
        return self.lit

    def _key(self, command: str) -> str:
        return self._state.key_of(command, CONTEXT)

    def aim(self, path: str) -> None:
        """Let the cursor go to a tag when the tags are shown next."""
        self._goal = path

    # -- showing

    def _load(self) -> Shown:
        """Read the codebook, count, and read the memos."""
        workspace = self._state.workspace
        rows = {row["path"]: row for row in tag_edits.tag_rows(workspace)}
        memos = {
            memo_edits.named(workspace, memo): memo.text
            for memo in memo_edits.memos(workspace)
            if memo.subject is Subject.TAG and not memo_edits.gone(workspace, memo)
        }
        return Shown(workspace.codebook, rows, memos)

    def _fill(self, shown: Shown) -> None:
        """Show the tags; the cursor and the marks stay on theirs, whatever they are called by now."""
        before, self.shown = self.shown.codebook, shown
        marked = shown.codebook.held(map(before.hold, self.marked))
        self.marked = [path for path in marked if path in shown.rows]
        lit = shown.codebook.held([before.hold(self.lit)]) if self.lit else ()
        self._show("".join(lit))

    def _show(self, keep: str = "") -> None:
        """Show the tags that the filter finds, with the cursor on the goal, else on the tag ``keep``."""
        goal, self._goal = self.shown.codebook.spelled(self._goal) if self._goal else "", ""
        tags = self._sifted()
        if goal and goal not in {tag.path for tag in tags}:
            self._filter = ""
            tags = self._sifted()
        tree = self._widgets.tags
        no_hit = _("No tag is found by “{words}”. {key} shows all.")
        none = _("There are no tags yet. {key} makes one.").format(key=self._key("tag.new"))
        tree.empty = no_hit.format(words=self._filter, key=self._key("list.clear")) if self._filter else none
        tree.show_tags(tags, self.marked, flat=bool(self._filter), keep=goal or keep or None)
        self.show_head()
        self.follow()
        self._shell.tell()

    def _sifted(self) -> list[TagRow]:
        """Return the tags, those that a few letters find if there is a filter, the best first."""
        rows = self.shown.rows
        if not self._filter:
            return [_tag_row(row) for row in rows.values()]
        index = JumpIndex(Entry(path, path) for path in rows)
        return [_tag_row(rows[match.id], match.lit()) for match in index.best(self._filter, MOST_FOUND)]

    def show_head(self) -> None:
        """Show the names of the columns that hold anything."""
        tags = self._widgets.tags
        self._widgets.head.update(Text(tags.table.head(tags.widths, tags.size.width)))

    def follow(self) -> None:
        """Show the description of the tag under the cursor."""
        row = self.shown.rows.get(self.lit or "")
        page = Text("")
        if row:
            keys = self._state.keymap.shown_keys_of("tag.definition", CONTEXT)
            page = about(row, self.shown.codebook, self.shown.memos.get(row["path"], ""), keys)
        self._widgets.about.update(page)
        self._widgets.about_scroll.scroll_home(animate=False)

    def title(self) -> Title:
        """Return the place in the tree, the filter, and how many tags there are."""
        tree, count = self._widgets.tags, len(self.shown.rows)
        tags = ngettext("{count} tag", "{count} tags", count).format(count=number(count))
        facts = (place_fact(tree.cursor, len(tree.rows)), filter_fact(self._filter), tags)
        return Title((self._state.library_name, _("Codebook")), tuple(filter(None, facts)))

    def status(self) -> StatusLine:
        """Return how many tags are marked, and the tag that keys act on."""
        count = len(self.marked)
        mode = ngettext("MARKED {count} tag", "MARKED {count} tags", count).format(count=count) if count else ""
        return StatusLine(mode, (), tag_names([self.lit]) if self.lit else "")

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now and, while tags are marked, those of one tag that hide the others."""
        idle = [*OF_ONE] if self.marked else [] if self._filter else ["list.clear"]
        return idle if self.lit else [*idle, *NEED_TAG]

    def following(self, pending: Pending) -> list[tuple[str, str]]:
        """After the prefix of hot keys, show those that are taken."""
        if pending.continuations[0][1].name != "tag.hot-key":
            return super().following(pending)
        taken = [(row["key"], path) for path, row in self.shown.rows.items() if row["key"]]
        return [*taken, ("…", _("a letter for this tag"))]

    # -- commands

    def ask_filter(self) -> None:
        """Find tags at each letter typed; Enter keeps what was found, Esc shows all again."""
        self._widgets.prompt.open(
            _("Find tags by a few letters"),
            self._filter,
            changed=self._find,
            entered=lambda _: self._shell.tell(),
            left=lambda: self._find(""),
        )

    def _find(self, letters: str) -> None:
        self._filter = letters
        self._show(next((tag.path for tag in self._sifted()), "") if letters else "")

    def clear(self) -> None:
        """Show all tags, unmarked."""
        self._filter = ""
        self.marked = []
        self._show()

    def mark(self) -> None:
        """Mark the tag under the cursor, or no longer, and go on to the next."""
        if self.lit is None:
            return
        if self.lit in self.marked:
            self.marked.remove(self.lit)
        else:
            self.marked.append(self.lit)
        self._widgets.tags.move(1)
        self._show()


def _tag_row(row: Record, lit: Sequence[Span] = ()) -> TagRow:
    return TagRow(row["path"], row["count"], row["total"], row["key"], row["color"], tuple(lit))

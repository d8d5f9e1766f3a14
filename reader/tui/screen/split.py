"""Split a tag: its passages one after the other, and a letter gives each to another tag. What is left can wait."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from reader.annotation.codebook import Codebook, checked_path
from reader.command.command import Context
from reader.layout.excerpt_layout import Folio, folio
from reader.session.annotations import tag_split
from reader.session.annotations.annotate import annotation
from reader.session.output.excerpt_document import Gathered, cited, sections
from reader.session.output.excerpts import Citing
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.tui.screen.gathering import Paged
from reader.tui.widget.bar import Hints, KeyBar
from reader.tui.widget.list_pane import ListPane
from reader.tui.widget.tall_pane import TallPane

Page = tuple[list[Gathered], list[str], Folio]
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SplitScreen(Paged[Page]):
    """What still has the tag itself, and the tags that take its place, each with its letter."""

    context: Context = "split"
    DEFAULT_CSS = """
    SplitScreen #targets { height: auto; max-height: 6; padding: 0 1; background: $panel; }
    SplitScreen TallPane { height: 1fr; padding: 0 1; }
    """

    def __init__(self, path: str) -> None:
        """``path`` is that of the tag."""
        super().__init__()
        self._path = path
        self._targets: list[str] = []
        self._codebook = Codebook()
        self._left: list[Gathered] = []

    def compose(self) -> ComposeResult:
        """Lay out the tags, the passages and the lines below."""
        yield Static(id="targets")
        yield TallPane(empty="No passage has this tag itself any more.")
        yield KeyBar()
        yield Hints()

    @property
    def pane(self) -> TallPane:
        """The passages."""
        return self.query_one(TallPane)

    @property
    def room(self) -> int:
        """Cells of a line."""
        return self.pane.room

    def prepare(self) -> None:
        """Note the width, and what the tags are called by now: a former name would make a new tag."""
        super().prepare()
        former, self._codebook = self._codebook, self.scolie.state.workspace.codebook
        self._path = next(iter(self._codebook.held([former.hold(self._path)])), self._path)
        self._targets = list(self._codebook.held(map(former.hold, self._targets)))

    def gather(self) -> Page:
        """Find what is left, and the tags that passages went to before."""
        workspace = self.scolie.state.workspace
        left = cited(workspace, tag_split.left(workspace, self._path), Citing())
        known = tag_split.targets(workspace, self._path)
        return left, known, folio(sections(left, "article"), self.width)

    def fill(self, found: Page) -> None:
        """Show what is left; the cursor stays at its height, so that the next passage comes under it."""
        self._left, known, page = found
        spelled = self.scolie.state.workspace.codebook.spelled
        self._targets = list(dict.fromkeys(spelled(path) for path in (*self._targets, *known)))
        self.pane.show_lines(page.ids, page.lines)
        self._tell_targets()

    @property
    def letters(self) -> dict[str, str]:
        """The tags by their letters: the first letter of the name that no command and no earlier tag has."""
        given: dict[str, str] = {}
        for path in self._targets:
            name = fold_key(path.rpartition("/")[2])
            for letter in (*name, *LETTERS):
                if letter in LETTERS and letter not in given and self._is_free(letter):
                    given[letter] = path
                    break
        return given

    def _is_free(self, letter: str) -> bool:
        return self.scolie.state.keymap.resolve(self.context, (letter,)) is None

    def _tell_targets(self) -> None:
        shown = Text(f"{guard(self._path)} → ", "bold")
        letters = self.letters
        for letter, path in letters.items():
            shown.append(f"{letter} ", "bold underline")
            shown.append(f"{guard(path)}   ", "not bold")
        if not letters:
            keys = self.scolie.state.keymap.keys_of("split.target", self.context)
            shown.append(f"{keys[0] if keys else '?'} names a tag to give passages to.", "not bold")
        self.query_one("#targets", Static).update(shown)

    def status_line(self) -> str:
        """How many are left."""
        return f"Split {self._path} · left: {len(self._left)}"

    @property
    def current(self) -> Gathered:
        """The passage under the cursor; Problem if there is none."""
        for one in self._left:
            if one.annotation.id == self.pane.current:
                return one
        raise Problem("Nothing is left to give away.", "", "q goes back.", status=1)

    def take_key(self, key: str) -> bool:
        """Give the passage to the tag of a letter."""
        path = None if self._typed else self.letters.get(key)
        if path is None:
            return super().take_key(key)
        self.scolie.attempt(lambda: self._give(path))
        return True

    def _give(self, to: str) -> None:
        one = self.current.annotation
        self.work(
            f"Giving it to {to}…",
            lambda: tag_split.assign(self.scolie.state.workspace, self._path, [one.id], to),
            lambda: self.scolie.tell_done(f"{self._path} → {to}."),
        )

    # -- commands

    def do_split_target(self) -> None:
        """Name a tag, a new one or one there is, that passages can be given to."""
        from reader.tui.actions.picking import pick_tags
        from reader.tui.dialog.picker import Picked

        def picked(result: Picked | None) -> None:
            if result is None:
                return
            self.scolie.attempt(lambda: add([*result.ids, *([result.new] if result.new else [])]))

        def add(paths: Sequence[str]) -> None:
            spelled = [self.scolie.state.workspace.codebook.spelled(checked_path(path)) for path in paths]
            if self._path in spelled:
                raise Problem("A tag cannot be split into itself.", self._path, "Name another tag.")
            self._targets = list(dict.fromkeys((*self._targets, *spelled)))
            self._tell_targets()

        pick_tags(self.scolie.state, self.scolie.host, (), picked, rename=False)

    def do_app_open(self) -> None:
        """Go to the passage in its article."""
        one = annotation(self.scolie.state.workspace, self.current.annotation.id)
        self.scolie.open_article(one.article, one.hull)

    def on_list_pane_chosen(self, _event: ListPane.Chosen) -> None:
        """Open what was clicked."""
        self.do("app.open")

"""What the split of a tag shows and does: its passages one after the other; a letter gives each to another tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual.widgets import Static

from reader.annotation.codebook import Codebook, checked_path
from reader.command.command import Context
from reader.layout.bar import StatusLine, Title
from reader.layout.excerpt_layout import ExcerptLines, lay_out
from reader.session.annotations import tag_split
from reader.session.output.excerpt_document import CitedPassage, cited, sections
from reader.session.output.excerpts import Citing
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.translation import _, ngettext, number
from reader.tui.actions.picking import pick_tags
from reader.tui.dialog.picker import Picked
from reader.tui.screen.background_loading import BackgroundLoading, BackgroundUndo, FittedWidth, Shell
from reader.tui.screen.content import ScreenContent
from reader.tui.screen.list_commands import ListCommands
from reader.tui.screen.passage_cursor import PassageCursor
from reader.tui.service.host import CommandTable, Services
from reader.tui.service.names import quoted, tag_names
from reader.tui.widget.tall_pane import TallPane

LoadedPassages = tuple[list[CitedPassage], list[str], ExcerptLines]
CONTEXT: Context = "split"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SplitPassages(ScreenContent):
    """What still has the tag itself, and the tags that take its place, each with its letter."""

    def __init__(self, services: Services, shell: Shell, targets: Static, pane: TallPane, path: str) -> None:
        """``path`` is that of the tag to split; ``targets`` shows the tags that take its place."""
        self._services, self._state, self._host = services, services.state, services.host
        self._shown_targets, self._pane, self._path = targets, pane, path
        self._targets: list[str] = []
        self._codebook = Codebook()
        self.cursor = PassageCursor(
            services,
            pane,
            _("Nothing is left to give away."),
            _("{key} goes back.").format(key=services.state.key_of("app.back", CONTEXT)),
        )
        self.filling = self.loading = BackgroundLoading(
            shell,
            services.host,
            load=self._load,
            fill=self._fill,
            leave=services.navigator.leave_screen,
            prepare=self._prepare,
        )
        self.width = FittedWidth(lambda: pane.room, self.reload)

    def commands(self) -> CommandTable:
        """Return what the commands of the split do."""
        return {
            **ListCommands(self._pane).commands(),
            **BackgroundUndo(self.loading, self._state, self._host).commands(),
            "split.target": self.name_target,
            "app.open": self.cursor.open,
            "app.back": self._services.navigator.leave_screen,
        }

    def _prepare(self) -> None:
        """Note the width, and what the tags are called by now: a former name would make a new tag."""
        self.width.note()
        former, self._codebook = self._codebook, self._state.workspace.codebook
        self._path = next(iter(self._codebook.held([former.hold(self._path)])), self._path)
        self._targets = list(self._codebook.held(map(former.hold, self._targets)))

    def _load(self) -> LoadedPassages:
        """Find what is left, and the tags that passages went to before."""
        workspace = self._state.workspace
        left = cited(workspace, tag_split.left(workspace, self._path), Citing())
        targets = tag_split.targets(workspace, self._path)
        return left, targets, lay_out(sections(left, "article"), self.width.cells)

    def _fill(self, loaded: LoadedPassages) -> None:
        """Show what is left; the cursor stays at its height, so that the next passage comes under it."""
        self.cursor.passages, targets, page = loaded
        self._codebook = self._state.workspace.codebook  # with the tags that were new
        self._targets = list(dict.fromkeys(map(self._codebook.spelled, (*self._targets, *targets))))
        self._pane.empty = _("No passage has this tag itself any more.")
        self._pane.show_lines(page.ids, page.lines)
        self._show_targets()

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
        return self._state.keymap.resolve(CONTEXT, (letter,)) is None

    def _show_targets(self) -> None:
        shown = Text(style="bold")
        letters = self.letters
        for letter, path in letters.items():
            shown.append(f"{letter} ", "bold underline")
            shown.append(f"{guard(path)}   ", "not bold")
        if not letters:
            keys = self._state.keymap.shown_keys_of("split.target", CONTEXT)
            shown.append(_("{key} names a tag to give passages to.").format(key=keys[0] if keys else "?"), "not bold")
        self._shown_targets.update(shown)

    def title(self) -> Title:
        """Return the tag that is split, and how many passages are left."""
        count = len(self.cursor.passages)
        left = ngettext("{count} left", "{count} left", count).format(count=number(count))
        return Title((self._state.library_name, _("Codebook"), f"#{self._path}"), (left,))

    def status(self) -> StatusLine:
        """Return the tag that is split, and the passage that a letter gives away."""
        mode, here = _("SPLIT {tag}").format(tag=tag_names([self._path])), self.cursor.lit
        return StatusLine(mode, (), quoted(here.annotation.quote) if here else "")

    def idle(self) -> Iterable[str]:
        """Return the commands that would do nothing now."""
        return () if self.cursor.passages else ("app.open",)

    def take_key(self, key: str, begun: tuple[str, ...]) -> bool:
        """Give the passage to the tag of a letter, unless the letter belongs to a sequence."""
        path = None if begun else self.letters.get(key)
        if path is None:
            return False
        self._host.attempt(lambda: self._give(path))
        return True

    def _give(self, to: str) -> None:
        marked = self.cursor.current.annotation
        self.loading.change(
            _("Giving it to {tag}…").format(tag=to),
            lambda: tag_split.assign(self._state.workspace, self._path, [marked.id], to),
            lambda: self._host.tell_done(_("{tag} → {other}").format(tag=self._path, other=to)),
        )

    # -- commands

    def name_target(self) -> None:
        """Name a tag, new or not, that passages can be given to."""

        def picked(result: Picked | None) -> None:
            if result is not None:
                self._host.attempt(lambda: self._add([*result.ids, *([result.new] if result.new else [])]))

        pick_tags(self._state, self._host, picked, _("Give passages to which tags?"))

    def _add(self, paths: Sequence[str]) -> None:
        spelled = [self._state.workspace.codebook.spelled(checked_path(path)) for path in paths]
        if self._path in spelled:
            raise Problem(_("A tag cannot be split into itself."), self._path, _("Name another tag."))
        self._targets = list(dict.fromkeys((*self._targets, *spelled)))
        self._show_targets()

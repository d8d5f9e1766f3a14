"""The codebook's screen: every operation on the tag that is lit, by a key. Each is one step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.codebook import COLOURS, Codebook
from reader.annotation.memo import Subject
from reader.command.keymap import Pending
from reader.search.jump import Entry, JumpIndex
from reader.search.query import condition
from reader.session.codebook import tag_edits
from reader.session.codebook.codebook_file import export_codebook, import_codebook
from reader.text.problem import Problem
from reader.tui.actions.writing import UNCHANGED, write
from reader.tui.screen.codebook.tree import CodebookTree

if TYPE_CHECKING:
    from reader.tui.dialog.picker import Choice, Picked

TOP = "/"
"""What stands for the top of the tree where one chooses a place."""


class CodebookScreen(CodebookTree):
    """The tags, and what can be done to them."""

    def _must(self) -> str:
        if self.lit is None:
            raise Problem("There is no tag here.", "", "n makes one.", status=1)
        return self.lit

    def _change(
        self,
        told: str | Callable[[Codebook], str],
        what: Callable[[], object],
        aim: str = "",
        meanwhile: str = "Changing the codebook…",
    ) -> None:
        """Change the codebook beside the keyboard and say ``told``, which may be worked out from the former codebook."""
        former: list[Codebook] = []

        def change() -> None:
            former.append(self.scolie.state.workspace.codebook)
            what()

        def then() -> None:
            if former[0].every == self.shown.codebook.every:
                self.notify(UNCHANGED, timeout=3)
            else:
                self.scolie.tell_done(told if isinstance(told, str) else told(former[0]))

        if aim:
            self.aim(aim)
        self.work(meanwhile, change, then)

    def _ask(self, title: str, label: str, value: str, then: Callable[[str], None]) -> None:
        """Ask for a line; what is empty changes nothing."""
        from reader.tui.dialog.form import Form

        def said(values: dict[str, str] | None) -> None:
            if values and values["line"]:
                self.scolie.attempt(lambda: then(values["line"]))

        self.scolie.push_screen(Form(title, [("line", label, value)], go_on=True), said)

    def _pick(self, title: str, paths: Sequence[str], then: Callable[[str], None]) -> None:
        """Let one of ``paths`` be chosen by a few letters."""
        from reader.tui.dialog.picker import Choice, Picker

        index = JumpIndex(Entry(path, path) for path in paths)

        def choices(typed: str) -> list[Choice]:
            return [Choice(match.id, match.id, lit=match.lit) for match in index.best(typed, len(paths))]

        def picked(result: Picked | None) -> None:
            if result and result.ids:
                self.scolie.attempt(lambda: then(result.ids[0]))

        self.scolie.push_screen(Picker(title, choices), picked)

    # -- make, name and place

    def do_tag_new(self) -> None:
        """Make a tag on the level of the one that is lit."""
        above, slash, _ = (self.lit or "").rpartition("/")
        self._new(above + slash)

    def do_tag_new_below(self) -> None:
        """Make a tag below the one that is lit."""
        self._new(f"{self._must()}/")

    def _new(self, begun: str) -> None:
        workspace = self.scolie.state.workspace

        def make(path: str) -> None:
            # A name that is taken, or nearly so, is offered: the cursor goes there while the toast says why.
            self._change(f"New: {path}.", partial(tag_edits.new_tag, workspace, path), path)

        self._ask("New tag", "Its path, such as theme/detail", begun, make)

    def do_tag_rename(self) -> None:
        """Give the tag another path; what is below it comes along."""
        old = self._must()

        def rename(new: str) -> None:
            if new != old:
                self._change(
                    f"{old} is now {new}.", partial(tag_edits.rename, self.scolie.state.workspace, old, new), new
                )

        self._ask(f"Rename {old}", "New path", old, rename)

    def do_tag_move(self) -> None:
        """Put the tag below another, or at the top."""
        path = self._must()

        def move(under: str) -> None:
            name = path.rpartition("/")[2]
            aim = name if under == TOP else f"{under}/{name}"
            self._change(
                f"{path} is now {aim}.", partial(tag_edits.move, self.scolie.state.workspace, path, under), aim
            )

        self._pick(f"Move {path} under", [TOP, *(one for one in self.shown.rows if one != path)], move)

    def do_tag_merge(self) -> None:
        """Merge the tag that is lit, or all that are marked, into one that is chosen."""
        lit = self._must()
        sources = self.marked or [lit]
        # Marked tags may go into one of their own: those come last, unless one is lit.
        last = [path for path in self.shown.rows if path in sources and (path != lit or len(sources) == 1)]
        others = [path for path in self.shown.rows if path not in sources and path != lit]
        into = [*([] if sources == [lit] else [lit]), *others, *last]

        def merge(target: str) -> None:
            going = [path for path in sources if path != target] or sources

            def join() -> None:
                tag_edits.merge(self.scolie.state.workspace, going, target)
                self.marked = []

            def told(former: Codebook) -> str:
                passages = tag_edits.retagged(self.scolie.state.workspace, former)
                return f"{', '.join(going)} went into {target}; passages that follow: {passages}."

            self._change(told, join, target, f"Merging into {target}…")

        self._pick(f"Merge {', '.join(sources)} into", into, merge)

    def do_tag_delete(self) -> None:
        """Delete the tag and all below it."""
        path = self._must()
        total = self.shown.rows[path]["total"]
        told = f"Deleted: {path}. Passages that no longer show it: {total}."
        self._change(told, partial(tag_edits.delete_tag, self.scolie.state.workspace, path))

    def do_tag_split(self) -> None:
        """Go through the passages of the tag and give each to another."""
        from reader.tui.screen.split import SplitScreen

        self.scolie.push_screen(SplitScreen(self._must()))

    # -- what is said of it

    def _describe(self, name: str, value: str, told: str) -> None:
        path = self._must()
        self._change(told, partial(tag_edits.describe_tag, self.scolie.state.workspace, path, {name: value}), path)

    def do_tag_colour(self) -> None:
        """Choose one of the colours that have a name, any other, or none."""
        from reader.tui.dialog.choose import Choose

        path = self._must()
        named = [(_letter(name), name, name) for name in COLOURS]
        options = [*named, ("n", "none", "none"), ("h", "#", "another, as #rrggbb")]

        def coloured(colour: str) -> None:
            self._describe("color", colour, f"{path} is {colour} now." if colour else f"{path} has no colour now.")

        def chosen(name: str | None) -> None:
            if name == "#":
                self._ask(f"Colour of {path}", "#rrggbb", self.shown.rows[path]["color"], coloured)
            elif name:
                self.scolie.attempt(lambda: coloured("" if name == "none" else name))

        self.scolie.push_screen(Choose(f"Colour of {path}", options), chosen)

    def do_tag_hot_key(self, key: str) -> None:
        """Let ``key`` stand for the tag; if it does already, free it."""
        path = self._must()
        if self.shown.rows[path]["key"] == key:
            self._describe("key", "", f"{key} is free again.")
        else:
            self._describe("key", key, f"{key} now stands for {path}.")

    def following(self, pending: Pending) -> list[tuple[str, str]]:
        """After the prefix of hot keys, those that are taken."""
        if self._typed and pending.continuations[0][1].name == "tag.hot-key":
            taken = [(row["key"], path) for path, row in self.shown.rows.items() if row["key"]]
            return [*taken, ("…", "a letter for this tag")]
        return super().following(pending)

    def _write(self, name: str, title: str) -> None:
        path, workspace = self._must(), self.scolie.state.workspace
        held = self.shown.codebook.hold(path)

        def place() -> str:
            """Return the path of the tag by now: it may be renamed elsewhere while one writes."""
            return next(iter(workspace.codebook.held([held])), path)

        def now() -> str:
            return str(getattr(workspace.codebook.at(place()), name, ""))

        def keep(text: str) -> None:
            tag_edits.describe_tag(workspace, place(), {name: text})
            self.reload()
            self.scolie.tell_done(f"{place()}: kept.")

        key = f"{name}:{held.id or path}"
        write(self.scolie.state, self.scolie.host, f"{title} · {path}", key, self.shown.rows[path][name], keep, now)

    def do_tag_definition(self) -> None:
        """Write what the tag means."""
        self._write("definition", "Definition")

    def do_tag_inclusion(self) -> None:
        """Write when the tag is given."""
        self._write("inclusion", "Given when")

    def do_tag_exclusion(self) -> None:
        """Write when the tag is not given."""
        self._write("exclusion", "Not given when")

    def do_tag_example(self) -> None:
        """Write a passage that shows the tag."""
        self._write("example", "Example")

    def do_memo_write(self) -> None:
        """Write a memo on the tag."""
        self.scolie.write_memo(Subject.TAG, self._must(), self.reload)

    # -- what it has gathered, and where it goes

    def do_app_open(self) -> None:
        """Read the excerpts of the tag."""
        from reader.tui.screen.excerpts import ExcerptsScreen

        self.scolie.push_screen(ExcerptsScreen(condition("tag", self._must())))

    def do_tag_import(self) -> None:
        """Take in the codebook of a file."""

        def take(file: str) -> None:
            def taken() -> None:
                result = import_codebook(self.scolie.state.workspace, Path(file).expanduser())
                counts.extend((len(result.new), len(result.filled)))

            def then() -> None:
                new, filled = counts
                tell = self.scolie.tell_done if new or filled else self.notify
                tell(f"New tags: {new}. Tags of which more is known now: {filled}.")

            counts: list[int] = []
            self.work("Taking in the codebook…", taken, then)

        self._ask("Take in a codebook", "File (TOML)", "", take)

    def do_tag_export(self) -> None:
        """Write the codebook to a file; another one of that name stays as it is."""

        def put(file: str) -> None:
            path = Path(file).expanduser()
            told = f"Tags written to {file}: {len(self.shown.codebook.tags)}."
            workspace = self.scolie.state.workspace
            self.work(
                "Writing the codebook…",
                lambda: export_codebook(workspace, path, wait=False),
                lambda: self.notify(told),
            )

        self._ask("Write the codebook", "File", "codebook.toml", put)


def _letter(colour: str) -> str:
    """Return the letter of a colour: its first that no earlier one has."""
    taken = {"n", "h"}
    for name in COLOURS:
        letter = next(one for one in name if one not in taken)
        if name == colour:
            return letter
        taken.add(letter)
    raise KeyError(colour)

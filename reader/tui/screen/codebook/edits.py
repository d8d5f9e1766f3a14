"""What a key does to the tag under the cursor. Each change is one step of undo."""

from __future__ import annotations

from functools import partial

from reader.annotation.codebook import COLOURS, Codebook
from reader.annotation.colour_names import colour_name
from reader.session.annotations.annotate import tagged_twice_below
from reader.session.codebook import tag_edits
from reader.translation import _, ngettext
from reader.tui.dialog.choose import Choose
from reader.tui.screen.codebook.change import CodebookChange
from reader.tui.screen.codebook.tree import CodebookTree
from reader.tui.service.app_state import AppState
from reader.tui.service.host import CommandTable, NotifiesAndAsks

TOP = "/"
"""Stands for the top of the tree where the user chooses a place."""


class TagEdits:
    """Makes, names, places, merges, deletes and marks tags."""

    def __init__(self, state: AppState, host: NotifiesAndAsks, tree: CodebookTree, change: CodebookChange) -> None:
        self._state, self._host, self._tree, self._change = state, host, tree, change

    def commands(self) -> CommandTable:
        """Return what the commands of a tag do."""
        return {
            "tag.new": self.new,
            "tag.new-below": lambda: self._new(f"{self._tree.must_be_lit()}/"),
            "tag.rename": self.rename,
            "tag.move": self.move,
            "tag.merge": self.merge,
            "tag.delete": self.delete,
            "tag.colour": self.colour,
            "tag.hot-key": self.hot_key,
        }

    # -- make, name and place

    def new(self) -> None:
        """Make a tag on the level of the one under the cursor."""
        above, slash, _ = (self._tree.lit or "").rpartition("/")
        self._new(above + slash)

    def _new(self, begun: str) -> None:
        def make(path: str) -> None:
            # If the name is taken, or nearly so, the cursor goes to that tag while the message says why.
            self._change.make(
                _("New tag {tag}").format(tag=path), partial(tag_edits.new_tag, self._state.workspace, path), path
            )

        self._change.ask(_("New tag"), _("Its path, such as theme/detail"), begun, make)

    def rename(self) -> None:
        """Give the tag another path; what is below it comes along."""
        old = self._tree.must_be_lit()

        def rename(new: str) -> None:
            if new != old:
                edit = partial(tag_edits.rename, self._state.workspace, old, new)
                self._change.make(_("{old} is now {new}").format(old=old, new=new), edit, new)

        self._change.ask(_("Rename {tag}").format(tag=old), _("New path"), old, rename)

    def move(self) -> None:
        """Put the tag below another, or at the top."""
        path = self._tree.must_be_lit()

        def move(under: str) -> None:
            name = path.rpartition("/")[2]
            aim = name if under == TOP else f"{under}/{name}"
            self._change.make(
                _("{old} is now {new}").format(old=path, new=aim),
                partial(tag_edits.move, self._state.workspace, path, under),
                aim,
            )

        others = [each for each in self._tree.shown.rows if each != path]
        self._change.pick(
            _("Move {tag} under").format(tag=path), [TOP, *others], move, {TOP: _("(no tag: the top level)")}
        )

    def merge(self) -> None:
        """Merge the tag under the cursor, or all that are marked, into one that the user chooses."""
        lit, rows = self._tree.must_be_lit(), self._tree.shown.rows
        sources = self._tree.marked or [lit]
        # Marked tags may go into one of their own: those come last, unless one is under the cursor.
        last = [path for path in rows if path in sources and (path != lit or len(sources) == 1)]
        others = [path for path in rows if path not in sources and path != lit]
        into = [*([] if sources == [lit] else [lit]), *others, *last]

        def merge(target: str) -> None:
            going = [path for path in sources if path != target] or sources

            def join() -> None:
                tag_edits.merge(self._state.workspace, going, target)
                self._tree.marked = []

            def message(former: Codebook) -> str:
                passages = tag_edits.retagged(self._state.workspace, former)
                merged = ngettext(
                    "{tags} merged into {tag} · {count} passage follows",
                    "{tags} merged into {tag} · {count} passages follow",
                    passages,
                )
                said = merged.format(tags=", ".join(going), tag=target, count=passages)
                return " · ".join(filter(None, (said, tagged_twice_below(self._state.workspace, target))))

            self._change.make(message, join, target, _("Merging into {tag}…").format(tag=target))

        self._change.pick(_("Merge {tags} into").format(tags=", ".join(sources)), into, merge)

    def delete(self) -> None:
        """Delete the tag and all below it."""
        path = self._tree.must_be_lit()
        total = self._tree.shown.rows[path]["total"]
        message = ngettext(
            "Deleted {tag} · {count} passage no longer has it",
            "Deleted {tag} · {count} passages no longer have it",
            total,
        ).format(tag=path, count=total)
        self._change.make(message, partial(tag_edits.delete_tag, self._state.workspace, path))

    # -- colour and hot key

    def _describe(self, name: str, value: str, message: str) -> None:
        path = self._tree.must_be_lit()
        self._change.make(message, partial(tag_edits.describe_tag, self._state.workspace, path, {name: value}), path)

    def colour(self) -> None:
        """Choose one of the colours that have a name, any other, or none."""
        path = self._tree.must_be_lit()
        named = [(_letter(name), name, colour_name(name)) for name in COLOURS]
        options = [*named, ("n", "none", _("none")), ("h", "#", _("another, as #rrggbb"))]

        def message(colour: str) -> str:
            if colour:
                return _("{tag} is {colour} now").format(tag=path, colour=colour_name(colour))
            return _("{tag} has no colour now").format(tag=path)

        def coloured(colour: str) -> None:
            self._describe("color", colour, message(colour))

        def chosen(name: str | None) -> None:
            if name == "#":
                self._change.ask(
                    _("Colour of {tag}").format(tag=path), "#rrggbb", self._tree.shown.rows[path]["color"], coloured
                )
            elif name:
                self._host.attempt(lambda: coloured("" if name == "none" else name))

        now = self._tree.shown.rows[path]["color"]
        title = _("Colour of {path}").format(path=path)
        self._host.ask(Choose(title, options, checked=now or "none", swatches=COLOURS), chosen)

    def hot_key(self, key: str) -> None:
        """Let ``key`` stand for the tag; if it does already, free it."""
        path = self._tree.must_be_lit()
        if self._tree.shown.rows[path]["key"] == key:
            self._describe("key", "", _("{key} is free again").format(key=key))
        else:
            self._describe("key", key, _("{key} now stands for {tag}").format(key=key, tag=path))


def _letter(colour: str) -> str:
    """Return the letter of a colour: its first that no earlier one has."""
    taken = {"n", "h"}
    for name in COLOURS:
        letter = next(each for each in name if each not in taken)
        if name == colour:
            return letter
        taken.add(letter)
    raise KeyError(colour)

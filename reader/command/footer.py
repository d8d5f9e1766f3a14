"""The line of keys: which commands it offers in a context, the most useful first. It shows as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.command.command import Command, Context
from reader.command.key_names import shown_sequence
from reader.command.keymap import Keymap

_MARKING = (
    "annotation.highlight",
    "annotation.tag",
    "annotation.note",
    "excerpt.copy",
    "annotation.cycle",
    "annotation.edit",
    "annotation.delete",
    "edit.undo",
    "annotation.repeat",
)
_SELECTION = ("select.clear", "select.keep", "select.other-end", "select.sticky")
_AROUND = ("goto.last-change", "edit.redo")

FOOTERS: dict[Context, tuple[str, ...]] = {
    "library": (
        *(
            "app.open",
            "list.clear",
            "list.filter",
            "list.sort",
            "app.status",
            "articles.add",
            "goto.review",
            "edit.undo",
            "goto.unread",
        ),
        *("list.fold", "goto.article", "app.metadata", "memo.write", "goto.tags", "goto.excerpts", *_AROUND),
    ),
    "article": (
        *("find.next", *_MARKING, *_SELECTION, "find.open", "annotation.next", *_AROUND),
        *(
            "annotation.versions",
            "goto.next-article",
            "goto.back",
            "move.label",
            "view.side",
            "goto.article",
            "app.status",
            "memo.write",
        ),
    ),
    "pass": ("pass.give", "pass.skip", "pass.refuse", "pass.back", "pass.finish"),
    "side": (
        *("app.open", "list.clear", "annotation.tag", "annotation.note", "annotation.edit", "annotation.delete"),
        *("excerpt.copy", "edit.undo", "list.filter", "side.scope", "app.next-pane"),
    ),
    "review": (
        *("review.accept", "review.move", "review.orphan", "annotation.delete", "app.open", "edit.undo"),
        *("goto.library", *_AROUND),
    ),
    "codebook": (
        *("app.open", "list.clear", "tag.new", "tag.new-below", "tag.rename", "tag.merge", "list.filter", "edit.undo"),
        *("tag.move", "tag.split", "tag.delete", "tag.definition", "tag.colour", "tag.hot-key", "list.mark"),
        *("memo.write",),
        *("tag.import", "tag.export", *_AROUND),
    ),
    "excerpts": (
        *("app.open", "list.clear", "excerpt.copy", "excerpts.export", "list.mark", "list.filter", "excerpts.group"),
        *("edit.undo", *_AROUND),
    ),
    "basket": (
        *("app.open", "basket.move-down", "basket.move-up", "excerpts.export", "excerpt.copy", "list.clear"),
        *("list.mark", "basket.note", "basket.remove", "edit.undo", "basket.copy-all", *_AROUND),
    ),
    "split": ("split.target", "app.open", "edit.undo", *_AROUND),
    "difference": ("difference.next", "difference.previous", "app.open"),
    "stats": ("app.open", "stats.next", "list.clear", "list.filter", "edit.undo", *_AROUND),
    "search": (
        *(
            "app.open",
            "annotation.tag",
            "list.mark",
            "annotation.highlight",
            "search.sort",
            "list.clear",
            "list.filter",
        ),
        *("select.grow", "search.view", "search.rename", "search.delete", "edit.undo", "search.save", "search.words"),
        *("search.mark-all", "annotation.repeat", "select.shrink", *_AROUND),
    ),
    "journal": ("app.open", "journal.new", "journal.delete", "edit.undo", *_AROUND),
    "picker": ("picker.choose", "picker.mark", "picker.rename", "picker.close"),
    "note": ("note.keep", "note.close", "note.editor"),
}
MARKED: dict[Context, tuple[str, ...]] = {
    "codebook": ("tag.merge", "list.clear"),
    "excerpts": ("excerpt.copy", "excerpts.export", "list.clear"),
    "basket": ("excerpt.copy", "excerpts.export", "basket.remove", "list.clear"),
    "search": ("annotation.tag", "annotation.highlight", "list.clear"),
}
"""What the line begins with while something is marked: what acts on all that is."""
LAST = ("app.help", "app.back")
"""What the line offers always: how to find out, and the way out."""
LAST_IN_PASS = ("app.help", "pass.leave")


@dataclass(frozen=True, slots=True)
class FooterKey:
    """A command and the key that the line shows for it, as people name it in the language in use."""

    command: Command
    key: str


def footer_keys(keymap: Keymap, contexts: Sequence[Context], names: Iterable[str]) -> list[FooterKey]:
    """Return the keys of the commands that have one here; the keys of the first context hide those of the others."""
    found: dict[str, FooterKey] = {}
    taken: set[tuple[str, ...]] = set()
    for context in contexts:
        here = [binding for binding in keymap if binding.context == context]
        for binding in here:
            hidden = any(binding.keys[:length] in taken for length in range(1, len(binding.keys) + 1))
            if not hidden and binding.command.name not in found:
                found[binding.command.name] = FooterKey(binding.command, shown_sequence(binding.keys))
        taken |= {binding.keys for binding in here}
    return [found[name] for name in names if name in found]


def offered(keymap: Keymap, contexts: Sequence[Context], *, is_marked: bool = False) -> list[FooterKey]:
    """Return all that the line can offer in these contexts, the most useful first; ``is_marked``: while something is marked."""
    first = MARKED.get(contexts[0], ()) if is_marked else ()
    names = dict.fromkeys([*first, *(name for context in contexts for name in FOOTERS[context])])
    return footer_keys(keymap, contexts, names)


def always_offered(keymap: Keymap, contexts: Sequence[Context]) -> list[FooterKey]:
    """Return how to find out, and the way out."""
    return footer_keys(keymap, contexts, LAST_IN_PASS if contexts[0] == "pass" else LAST)

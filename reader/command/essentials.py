"""The commands that one needs first, by what one does with an article."""

from __future__ import annotations

from collections.abc import Sequence

from reader.command.command import Context
from reader.command.footer import FooterKey, footer_keys
from reader.command.keymap import Keymap
from reader.translation import pgettext

READING = ("move.next-sentence", "move.next-paragraph", "find.open")
FINDING = ("app.open", "list.filter", "goto.unread", "goto.library")
"""In lists, what leads to something to read."""
TAGGING = ("annotation.highlight", "annotation.tag", "annotation.note", "edit.undo", "goto.tags")
CITING = ("excerpt.copy", "goto.excerpts")


def essentials(keymap: Keymap, contexts: Sequence[Context]) -> list[tuple[str, list[FooterKey]]]:
    """Return at most ten that have a key in ``contexts``, each with its first key: for reading, tagging and citing."""
    uses = (
        (pgettext("keys", "Reading"), READING if "article" in contexts else FINDING),
        (pgettext("keys", "Tagging"), TAGGING),
        (pgettext("keys", "Citing"), CITING),
    )
    return [(title, found) for title, names in uses if (found := footer_keys(keymap, contexts, names))]

"""What keys may mean before there is an app: asked before a page is made, for most of them are the app's to do."""

from __future__ import annotations

from reader.command.keymap import Match
from reader.config.keys import load_keymap
from reader.config.path import config_folder, state_folder
from reader.config.setting import load_settings

if False:  # TYPE_CHECKING, without loading typing
    from reader.command.command import Context

DONE_HERE: dict[Context, frozenset[str]] = {
    "article": frozenset(
        f"move.{name}" for name in ("next-sentence", "previous-sentence", "next-paragraph", "previous-paragraph",
                                    "page-down", "page-up")
    ),
    "library": frozenset(("list.down", "list.up", "app.open")),
}  # fmt: skip
"""The commands that some first page does: those of `first.article` and `first.articles`."""


def may_move(key: str) -> bool:
    """Whether a key, in the normal form of `command.notation`, means anything that is done on a first page."""
    settings, _ = load_settings(config_folder(), state_folder())
    keymap, _ = load_keymap(settings.keymap, config_folder())
    found = [(keymap.resolve(context, (key,)), names) for context, names in DONE_HERE.items()]
    return any(isinstance(one, Match) and one.command.name in names for one, names in found)

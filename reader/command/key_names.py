"""Keys as keyboards name them in the language in use. In keymap files they have the names of `notation` in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reader.command.notation import ANY
from reader.translation import pgettext


def shown_key(key: str) -> str:
    """Return a key in normal form, such as ``Shift+Tab``, as people name it."""
    if len(key) == 1:
        return key
    *held, name = [*key[:-2].split("+"), "+"] if key.endswith("++") else key.split("+")
    names = _names()
    return "+".join(names.get(part, part) for part in (*held, name))


def shown_sequence(keys: Iterable[str]) -> str:
    """Return the keys of a sequence, with blanks between them, as people name them."""
    return " ".join(map(shown_key, keys))


def _names() -> Mapping[str, str]:
    return {
        "Space": pgettext("key", "Space"),
        "Enter": pgettext("key", "Enter"),
        "Esc": pgettext("key", "Esc"),
        "Tab": pgettext("key", "Tab"),
        "Backspace": pgettext("key", "Backspace"),
        "Del": pgettext("key", "Del"),
        "Ins": pgettext("key", "Ins"),
        "Home": pgettext("key", "Home"),
        "End": pgettext("key", "End"),
        "PgUp": pgettext("key", "PgUp"),
        "PgDn": pgettext("key", "PgDn"),
        "Up": pgettext("key", "Up"),
        "Down": pgettext("key", "Down"),
        "Left": pgettext("key", "Left"),
        "Right": pgettext("key", "Right"),
        "Ctrl": pgettext("key", "Ctrl"),
        "Alt": pgettext("key", "Alt"),
        "Shift": pgettext("key", "Shift"),
        ANY: pgettext("key", "<char>"),
    }

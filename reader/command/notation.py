"""Keys as written in keymap files, and as they come from the terminal.

A *key* in normal form is a printable character (``J``, ``>``) or a name (``Space``, ``PgDn``), with the modifiers
``Ctrl+ Alt+ Shift+`` before it in this order (``Ctrl+r``, ``Shift+Down``). A letter with shift is a capital: ``Shift+j``
is ``J``. Keys that terminals do not distinguish have the same form: ``Ctrl+i`` is ``Tab``. A *sequence* is one or more
keys with spaces between them. ``<char>`` stands for any printable character and comes last.
"""

from __future__ import annotations

import unicodedata

from reader.translation import _

ANY = "<char>"
"""Stands for any printable character, which becomes the command's argument."""

_NAMES = (
    "Space Enter Esc Tab Backspace Del Ins Home End PgUp PgDn Up Down Left Right F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12"
).split()
_SPELLINGS = {name.casefold(): name for name in _NAMES} | {
    "return": "Enter",
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}
_MODIFIERS = {"ctrl": "Ctrl", "control": "Ctrl", "alt": "Alt", "meta": "Alt", "shift": "Shift"}
_ORDER = ("Ctrl", "Alt", "Shift")

# Terminals send the same byte for both.
_SAME = {
    "Ctrl+i": "Tab", "Ctrl+m": "Enter", "Ctrl+j": "Enter", "Ctrl+[": "Esc", "Ctrl+h": "Backspace", "Ctrl+@": "Ctrl+Space",
    "Ctrl+/": "Ctrl+_",
}  # fmt: skip

_ONE_BYTE = frozenset(("Enter", "Esc", "Tab", "Backspace", "Space"))
"""Keys that terminals send as a byte, in which no modifier fits."""
_WITH_CTRL = frozenset("abcdefghijklmnopqrstuvwxyz\\]^_")
"""Characters whose byte with Ctrl is that of no other key."""

# Names of characters in Textual's events that are not their Unicode names.
_EVENT_CHARACTERS = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "hyphen_minus": "-",
}


def parse_key(written: str) -> str:
    """Return the normal form of one key; ValueError, with the reason, if it is not a key."""
    if written == ANY:
        return ANY
    *modifiers, key = _split(written)
    held = set()
    for modifier in modifiers:
        name = _MODIFIERS.get(modifier.casefold())
        if name is None:
            raise ValueError(_("“{key}” is not a modifier; Ctrl, Alt and Shift are").format(key=modifier))
        held.add(name)
    if len(key) == 1 and key.isprintable() and key != " ":
        return _character(key, held)
    name = _SPELLINGS.get(key.casefold())
    if name is None:
        raise ValueError(_("“{key}” is not a key").format(key=written))
    return _joined(held, name)


def parse_sequence(written: str) -> tuple[str, ...]:
    """Return the keys of a sequence such as ``g a``; ValueError, with the reason, if it is not a sequence."""
    keys = tuple(parse_key(part) for part in written.split())
    if not keys:
        raise ValueError(_("there is no key; the space bar is “Space”"))
    if ANY in keys[:-1] or keys == (ANY,):
        raise ValueError(_("“{key}” can only come last, after another key").format(key=ANY))
    return keys


def is_sent(key: str) -> bool:
    """Whether a key, in normal form, reaches the program as itself from any terminal.

    Others need a keyboard protocol that few terminals have. Without it they arrive as another key or not at all:
    ``Shift+Enter`` as ``Enter``, ``Ctrl+1`` as ``1``, ``Ctrl+Shift+a`` as ``Ctrl+a``, ``Alt+Backspace`` as ``Ctrl+w``.
    """
    *modifiers, name = _split(key)
    if not modifiers or key in ("Shift+Tab", "Ctrl+Space"):
        return True
    if len(name) > 1:
        return name not in _ONE_BYTE
    return (modifiers == ["Ctrl"] and name in _WITH_CTRL) or (modifiers == ["Alt"] and name.isalpha())


def write_sequence(keys: tuple[str, ...]) -> str:
    """Return a sequence as it is written in keymap files."""
    return " ".join(keys)


def from_event(key: str, character: str | None) -> str | None:
    """Return the normal form of a terminal event, or None for what is not a key by itself, such as Shift alone.

    ``key`` is the event's name (``ctrl+d``, ``shift+j``, ``full_stop``), ``character`` what it types, if anything.
    """
    *modifiers, name = _split(key)
    held = {_MODIFIERS[modifier] for modifier in modifiers if modifier in _MODIFIERS}
    if len(held) < len(modifiers):
        return None  # Super and Hyper belong to the window manager
    if character and len(character) == 1 and character.isprintable() and not held & {"Ctrl", "Alt"}:
        return "Space" if character == " " else character
    if name == "backtab":
        return "Shift+Tab"
    if (named := _SPELLINGS.get(name)) is not None:
        return _joined(held, named)
    typed = _typed(name)
    if typed is None:
        return None
    try:
        return _character(typed, held)
    except ValueError:
        return None  # which character it is depends on the keyboard, and the terminal does not say


def is_printable(key: str) -> bool:
    """Whether the key types a character."""
    return len(key) == 1 or key in (ANY, "Space")


def _split(written: str) -> list[str]:
    """Split at the plus signs, except one that is the key itself."""
    if written == "+" or written.endswith("++"):
        return [*written[:-2].split("+"), "+"] if len(written) > 2 else ["+"]
    return written.split("+")


def _character(key: str, held: set[str]) -> str:
    if "Ctrl" in held:
        key = key.lower()
    elif key.isalpha() and "Shift" in held and len(key.upper()) == 1:
        key = key.upper()
        held = held - {"Shift"}
    elif "Shift" in held:
        raise ValueError(_("“Shift+{key}” depends on the keyboard: write the character that it types").format(key=key))
    return _joined(held, key)


def _joined(held: set[str], key: str) -> str:
    whole = "".join(f"{modifier}+" for modifier in _ORDER if modifier in held) + key
    return _SAME.get(whole, whole)


def _typed(name: str) -> str | None:
    """Return the character that an event's name stands for, if any."""
    if len(name) == 1:
        return name if name.isprintable() else None
    if name in _EVENT_CHARACTERS:
        return _EVENT_CHARACTERS[name]
    for official in (name.replace("_", " "), name.replace("_", "-").replace("-sign", " sign")):
        try:
            character = unicodedata.lookup(official)
        except KeyError:
            continue
        return character if len(character) == 1 and character.isprintable() else None
    return None

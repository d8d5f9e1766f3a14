"""What the colours of inks and tags are called in the language in use: files and commands name them in English."""

from __future__ import annotations

from reader.translation import pgettext


def colour_name(colour: str) -> str:
    """Return the name of a colour; one that has only a value, ``#rrggbb``, comes as it is."""
    names = {
        "red": pgettext("colour", "red"),
        "orange": pgettext("colour", "orange"),
        "yellow": pgettext("colour", "yellow"),
        "green": pgettext("colour", "green"),
        "cyan": pgettext("colour", "cyan"),
        "blue": pgettext("colour", "blue"),
        "violet": pgettext("colour", "violet"),
        "pink": pgettext("colour", "pink"),
        "brown": pgettext("colour", "brown"),
        "grey": pgettext("colour", "grey"),
    }
    return names.get(colour, colour)

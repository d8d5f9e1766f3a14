"""Citation keys: names of items by which bibliography files and the texts that cite them find each other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.citation.item import Item, is_leading
from reader.citation.name import OTHERS
from reader.text.fold import fold_key
from reader.text.metadata import is_key

_NO_LETTER = re.compile(r"[^a-z0-9]+")


def citation_keys(items: Iterable[Item]) -> dict[str, str]:
    """Return the key of each item by its id: that which a person chose, else author, year and a word of the title.

    Keys that would be alike are numbered in the order of ids: ``roy2024port``, ``roy2024port-2``. So give all items of a
    library, and the keys do not depend on which of them are cited.
    """
    given = sorted(
        {item.id: item for item in items}.values(), key=lambda item: (not is_key(item.metadata.key), item.id)
    )
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for item in given:
        key = wanted = item.metadata.key if is_key(item.metadata.key) else _made(item)
        number = 2
        while key.casefold() in taken:  # BibTeX takes keys that differ in case for one
            key, number = f"{wanted}-{number}", number + 1
        taken.add(key.casefold())
        keys[item.id] = key
    return keys


def _made(item: Item) -> str:
    names = [name.family for name in item.names if name != OTHERS]
    who = _letters(names[0] if names else item.metadata.source) or "anon"
    year = f"{item.date_parts[0]:04d}" if item.date_parts else "nd"
    words = [word for word in re.split(r"[^\w]+", item.title) if len(word) > 1 and not is_leading(word)]
    return f"{who}{year}{next(filter(None, map(_letters, words)), '')}"


def _letters(words: str) -> str:
    return _NO_LETTER.sub("", fold_key(words))

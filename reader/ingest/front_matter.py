"""Front matter: ``key: value`` lines before the article, between two ``---`` lines or ended by an empty line.

Not YAML: everything behind the first colon is the value, so ``title: Le Mexique : un refus`` is legal.
"""

from __future__ import annotations

from reader.text.blocks import front_matter_end

_NAMES = {
    "title": "title",
    "titre": "title",
    "author": "author",
    "authors": "author",
    "auteur": "author",
    "auteurs": "author",
    "source": "source",
    "journal": "source",
    "date": "date",
    "url": "url",
    "lien": "url",
    "language": "language",
    "lang": "language",
    "langue": "language",
}


def metadata(text: str) -> dict[str, str]:
    """Return title, author, source, date, url and language as far as the front matter of ``text`` gives them."""
    found: dict[str, str] = {}
    for line in text[: front_matter_end(text)].split("\n"):
        key, colon, value = line.partition(":")
        name = _NAMES.get(key.strip().casefold())
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if colon and name and value:
            found.setdefault(name, value)
    return found

"""The languages that databases name in words, in the languages of their interfaces."""

from __future__ import annotations

_NAMES = {
    "fr": "français french französisch francés frans francese",
    "en": "anglais english englisch inglés engels inglese",
    "de": "allemand german deutsch alemán duits tedesco",
    "es": "espagnol spanish spanisch español spaans spagnolo",
    "nl": "néerlandais dutch niederländisch neerlandés nederlands olandese",
    "it": "italien italian italienisch italiano italiaans",
    "pt": "portugais portuguese portugiesisch portugués portugees portoghese",
}
_TAG_OF = {name: tag for tag, names in _NAMES.items() for name in names.split()}


def language_tag(name: str) -> str:
    """Return the tag (BCP 47) of a language by its name: ``fr`` for ``Französisch``; empty for any other words."""
    return _TAG_OF.get(name.strip().casefold(), "")

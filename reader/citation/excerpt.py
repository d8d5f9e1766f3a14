"""Excerpts: a quote with its citation, ready to paste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.citation.item import Item
from reader.citation.styles import citation, quoted
from reader.text.guard import guard

FORMATS = ("plain", "markdown", "citation")
JOINT = " […] "
_LOCATOR = {"fr": "paragr.\u00a0{}", "en": "para. {}"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words, their citation, and both as the format has them."""

    quote: str
    citation: str
    text: str


def locator(paragraph: int | None, language: str, format: str) -> str:
    """Return where in a page-less article: ``paragr. 4``, ``para. 4``, in Markdown ``§ 4``; nothing if unknown."""
    if paragraph is None:
        return ""
    return f"§\u00a0{paragraph}" if format == "markdown" else _LOCATOR[language].format(paragraph)


def excerpt(
    quotes: Sequence[str], item: Item, paragraph: int | None, style: str, language: str, format: str
) -> Excerpt:
    """Return the excerpt of one or several passages. No control character survives."""
    words = JOINT.join(" ".join(guard(quote, lines=True).split()) for quote in quotes)
    words = _bare(words)
    cited = guard(citation(item, style, language, locator(paragraph, language, format)))
    if format == "citation":
        return Excerpt(words, cited, cited)
    if format == "markdown":
        return Excerpt(words, cited, f"> {escaped(words)}\n>\n> — {escaped(cited)}")
    return Excerpt(words, cited, f"{quoted(words, language)} {cited}")


def _bare(words: str) -> str:
    """Drop quotation marks that enclose all of the words: the excerpt has its own."""
    for opener, closer in (("«", "»"), ("“", "”")):
        inner = words[1:-1]
        if words.startswith(opener) and words.endswith(closer) and opener not in inner and closer not in inner:
            return inner.strip("\u00a0\u202f ")
    return words


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is; the joint of passages stays readable."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text).replace("\\[…\\]", "[…]")

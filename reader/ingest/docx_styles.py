"""What the styles and lists of a DOCX file say of its paragraphs.

Office Open XML (ECMA-376, part 1), 17.7 (styles) and 17.9 (numbering). Built-in styles have English names in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reader.files.xml_tree import below
from reader.ingest.draft import BULLET, numeral
from reader.text.block import Kind
from reader.text.emphasis import Marks
from reader.text.whole_number import whole_number

_KINDS = (
    (re.compile(r"(?:sub)?heading\b|title\Z|(?:inter)?titre\b"), Kind.HEADING),
    (re.compile(r"(?:intense )?quote\b|block ?text\Z|citation"), Kind.QUOTE),
    (re.compile(r"(?:\w+ ?)?caption\Z|légende"), Kind.CAPTION),
)
"""By what a style is called, in lower case, the kind of its paragraphs."""
_OFF = frozenset(("0", "false", "off", "none"))
_CHAIN = 20
"""Styles of which one builds on the other."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: marks that are set and marks that are taken away, and whether they are hidden."""

    on: Marks = Marks.NONE
    off: Marks = Marks.NONE
    hidden: bool = False

    def over(self, below: Look) -> Look:
        """Return this look on top of another."""
        return Look((below.on & ~self.off) | self.on, below.off, self.hidden or below.hidden)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says. ``list``: the id and the level of its list, empty if it has none."""

    kind: Kind | None
    look: Look
    list: tuple[str, str] = ("", "")


PLAIN = Style(None, Look())


def value(element: Element | None, path: str) -> str:
    """Return the ``w:val`` of what stands at ``path``; empty if there is none."""
    found = below(element, path)
    return "" if found is None else found.get("w:val", "")


def look_of(properties: Element | None) -> Look:
    """Return how the properties of a run (``w:rPr``) let it look."""
    on = off = Marks.NONE
    hidden = False
    for each in properties if properties is not None else ():
        is_on = each.get("w:val", "").lower() not in _OFF
        if each.tag == "w:vanish":
            hidden = is_on
        elif mark := _MARKS.get(each.tag):
            on, off = (on | mark, off) if is_on else (on, off | mark)
    return Look(on, off, hidden)


_MARKS = {
    "w:b": Marks.STRONG,
    "w:i": Marks.EMPHASIS,
    "w:strike": Marks.STRUCK,
    "w:dstrike": Marks.STRUCK,
    "w:highlight": Marks.HIGHLIGHTED,
}


class Styles:
    """The styles by id, each with what it builds on."""

    def __init__(self, root: Element | None) -> None:
        found = root.iter("w:style") if root is not None else ()
        self._elements = {style.get("w:styleId", ""): style for style in found}
        self._styles: dict[str, Style] = {}

    def of(self, id_: str) -> Style:
        """Return a style; one that is not there says nothing."""
        if id_ not in self._styles:
            self._styles[id_] = self._read(id_)
        return self._styles[id_]

    def _read(self, id_: str) -> Style:
        kind, look, listed = None, Look(), ("", "")
        for style in self._chain(id_):
            kind = kind or _kind(style)
            look = look.over(look_of(below(style, "w:rPr")))
            if not listed[0]:
                listed = list_of(below(style, "w:pPr"))
        return Style(kind, look, listed)

    def _chain(self, id_: str) -> Iterator[Element]:
        """Yield a style and what it builds on; of styles that build on each other, no more than `_CHAIN`."""
        for _step in range(_CHAIN):
            style = self._elements.get(id_)
            if style is None:
                return
            yield style
            id_ = value(style, "w:basedOn")


def _kind(style: Element) -> Kind | None:
    level = value(style, "w:pPr/w:outlineLvl")
    if whole_number(level, 9) < 9:
        return Kind.HEADING
    name = value(style, "w:name").lower()
    return next((kind for pattern, kind in _KINDS if pattern.match(name)), None)


def list_of(properties: Element | None) -> tuple[str, str]:
    """Return the id and level of the list that the properties of a paragraph (``w:pPr``) name; an empty id for none."""
    id_ = value(properties, "w:numPr/w:numId")
    return (id_, value(properties, "w:numPr/w:ilvl") or "0") if id_ else ("", "")


class Lists:
    """The marks of list items, counted as the paragraphs come."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[str, Element]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[str, str]] = {}
        """By list, at which number a level begins anew."""
        self._counts: dict[str, dict[str, int]] = {}
        for each in root if root is not None else ():
            if each.tag == "w:abstractNum":
                levels = {level.get("w:ilvl", ""): level for level in each.iter("w:lvl")}
                self._levels[each.get("w:abstractNumId", "")] = levels
            elif each.tag == "w:num":
                id_ = each.get("w:numId", "")
                self._abstract[id_] = value(each, "w:abstractNumId")
                self._starts[id_] = {
                    over.get("w:ilvl", ""): value(over, "w:startOverride")
                    for over in each.iter("w:lvlOverride")
                    if below(over, "w:startOverride") is not None
                }

    def mark(self, id_: str, level: str) -> str:
        """Return what stands before the next item of a list, with a blank behind it; empty if nothing does."""
        if id_ in ("", "0"):
            return ""
        abstract = self._abstract.get(id_, "")
        levels = self._levels.get(abstract, {})
        found = levels.get(level)
        if found is None or value(found, "w:numFmt") == "bullet":
            return BULLET
        counts = self._counts.setdefault(abstract, {})
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        first = self._starts.get(id_, {}).pop(level, "")
        counts[level] = (
            whole_number(first, 1) if first else counts.get(level, whole_number(value(found, "w:start"), 1) - 1) + 1
        )
        text = value(found, "w:lvlText")
        label = re.sub(r"%([1-9])", lambda match: self._number(levels, counts, str(int(match[1]) - 1)), text)
        return f"{label} " if label.strip() else ""

    @staticmethod
    def _number(levels: dict[str, Element], counts: dict[str, int], level: str) -> str:
        return numeral(counts.get(level, 1), value(levels.get(level), "w:numFmt"))

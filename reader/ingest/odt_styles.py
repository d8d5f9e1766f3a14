"""What the styles of an ODT file say of its paragraphs, words and lists (OpenDocument 1.3, part 3, 16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reader.files.xml_tree import below
from reader.ingest.draft import BULLET, numeral
from reader.text.block import Kind
from reader.text.emphasis import Marks
from reader.text.whole_number import whole_number

_KINDS = (
    (re.compile(r"(?i)heading\b|title\Z|(?:inter)?titre\b"), Kind.HEADING),
    (re.compile(r"(?i)(?:intense )?quot(?:ations?|e)\b|block ?text\Z|citation"), Kind.QUOTE),
    (re.compile(r"(?i)(?:\w+ ?)?caption\Z|légende|illustration\Z"), Kind.CAPTION),
)
_CHAIN = 20
_CODED = re.compile(r"_([0-9a-f]{1,5})_")
"""A character that the name of a style cannot have: ``Text_20_body``."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its numeral (empty for a bullet), the first number, and what stands around it."""

    numeral: str
    first: int
    before: str
    after: str

    def mark(self, number: int) -> str:
        """Return what stands before item ``number``, with a blank behind it."""
        return f"{self.before}{numeral(number, self.numeral)}{self.after} " if self.numeral else BULLET


class Styles:
    """The styles of the parts of a file by family and name."""

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._levels: dict[tuple[str, int], Level] = {}
        self._marks: dict[str, Marks] = {}
        self._kinds: dict[str, Kind | None] = {}
        for root in roots:
            for each in root.iter() if root is not None else ():
                name = each.get("style:name", "")
                if each.tag == "style:style":
                    self._elements[each.get("style:family", ""), name] = each
                elif each.tag == "text:list-style":
                    for level in each:
                        self._levels[name, whole_number(level.get("text:level", ""), 1)] = _level(level)

    def kind(self, name: str) -> Kind | None:
        """Return the kind of paragraphs of a style, if its name or that of a style below it says one."""
        if name not in self._kinds:
            names = [_CODED.sub(_decoded, each) for each in self._chain("paragraph", name)]
            found = (kind for each in names for pattern, kind in _KINDS if pattern.match(each))
            self._kinds[name] = next(found, None)
        return self._kinds[name]

    def marks(self, name: str) -> Marks:
        """Return the marks of words of a style."""
        if name not in self._marks:
            self._marks[name] = self._look(name, "text") | self._look(name, "paragraph")
        return self._marks[name]

    def _look(self, name: str, family: str) -> Marks:
        marks, decided = Marks.NONE, set[str]()
        for each in self._chain(family, name):
            style = self._elements.get((family, each))
            properties = below(style, "style:text-properties")
            for key, mark in _MARKS.items():
                given = properties.get(key) if properties is not None else None
                if given is not None and key not in decided:
                    decided.add(key)
                    marks |= mark if given not in _OFF else Marks.NONE
        return marks

    def list_of(self, name: str) -> str:
        """Return the list style that a paragraph style names; empty if it names none."""
        style = self._elements.get(("paragraph", name))
        return style.get("style:list-style-name", "") if style is not None else ""

    def level(self, name: str, depth: int) -> Level:
        """Return a level of a list style, counted from 1; a bullet if it is not there."""
        return self._levels.get((name, depth), Level("", 1, "", ""))

    def _chain(self, family: str, name: str) -> list[str]:
        """Return a style and those that it builds on."""
        names = [name]
        while len(names) < _CHAIN and (style := self._elements.get((family, names[-1]))) is not None:
            parent = style.get("style:parent-style-name", "")
            if not parent:
                break
            names.append(parent)
        return names


_MARKS = {
    "fo:font-weight": Marks.STRONG,
    "fo:font-style": Marks.EMPHASIS,
    "style:text-line-through-style": Marks.STRUCK,
}
_OFF = frozenset("normal none 100 200 300 400 500 backslant".split())


def _level(element: Element) -> Level:
    numeral_format = element.get("style:num-format", "") if element.tag == "text:list-level-style-number" else ""
    before, after = element.get("style:num-prefix", ""), element.get("style:num-suffix", "")
    return Level(numeral_format, whole_number(element.get("text:start-value", ""), 1), before, after)


def _decoded(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]

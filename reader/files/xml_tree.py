"""XML from files that anybody may have made: no entity is expanded, nothing outside is loaded, and nesting is limited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from reader.text.problem import Problem
from reader.translation import _

DEEPEST = 200
"""The most levels of elements. A word processor needs about 30; walking deeper ones would end in a RecursionError."""


def parse(data: bytes, prefixes: Mapping[str, str] = MappingProxyType({}), name: str = "") -> Element:
    """Return the root of an XML document; Problem, with the ``name`` of the file, if it is damaged or declares entities.

    ``prefixes``: by namespace, what its elements and attributes begin with: ``w:p``. Names of other namespaces have
    nothing in front; so a format that programs write under several namespaces needs no prefix.
    """
    target = _Target(prefixes, name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = target.start, target.end
    parser.CharacterDataHandler = target.builder.data
    parser.EntityDeclHandler = parser.SkippedEntityHandler = parser.ExternalEntityRefHandler = target.refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # a ValueError or LookupError is about its encoding
        where = ": ".join(filter(None, (name, str(error))))
        raise Problem(_("A part of this file cannot be read."), where, _again()) from error
    return target.builder.close()


class _Target:
    """Takes what the parser finds to ``builder``."""

    def __init__(self, prefixes: Mapping[str, str], name: str) -> None:
        self.builder = TreeBuilder()
        self._prefixes = prefixes
        self._name = name
        self._short: dict[str, str] = {}
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element; Problem if it is nested too deeply."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise Problem(_("The parts of this file are nested too deeply."), self._name, _again())
        self.builder.start(self._prefixed(tag), {self._prefixed(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        """Close an element."""
        self._depth -= 1
        self.builder.end(self._prefixed(tag))

    def refuse(self, *_declaration: object) -> int:
        """Raise a Problem: entities can make a few bytes grow without end, and lead to other files."""
        raise Problem(_("This file declares entities of its own, which it does not need."), self._name, _again())

    def _prefixed(self, long: str) -> str:
        """Return the name in the tree of what expat calls by namespace and local name."""
        short = self._short.get(long)
        if short is None:
            space, _gap, local = long.rpartition(" ")
            prefix = self._prefixes.get(space, "")
            short = self._short[long] = f"{prefix}:{local}" if prefix else local
        return short


def below(element: Element | None, path: str) -> Element | None:
    """Return the first element at a path of tags such as ``w:pPr/w:numPr``; None if there is none.

    `Element.find` takes what stands before the colon for a prefix that it has to be given.
    """
    for tag in path.split("/"):
        element = next((each for each in element if each.tag == tag), None) if element is not None else None
    return element


def outermost(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the elements of these tags inside of ``element``, but not those inside of one that was yielded."""
    for each in element:
        if each.tag in tags:
            yield each
        else:
            yield from outermost(each, *tags)


def _again() -> str:
    return _("Open it in its own program and save it anew.")

"""XML from files that anybody may have made: no entity is expanded, nothing outside is loaded, and nesting is limited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    names: dict[str, str] = {}
    depth = 0

    def named(long: str) -> str:
        short = names.get(long)
        if short is None:
            space, _gap, local = long.rpartition(" ")
            prefix = prefixes.get(space, "")
            short = names[long] = f"{prefix}:{local}" if prefix else local
        return short

    def start(long: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Problem(_("The parts of this file are nested too deeply."), name, _again())
        builder.start(named(long), {named(key): value for key, value in attributes.items()})

    def end(long: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(named(long))

    def refuse(*_declaration: object) -> int:
        raise Problem(_("This file declares entities of its own, which it does not need."), name, _again())

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = parser.SkippedEntityHandler = parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # a ValueError or LookupError is about its encoding
        raise Problem(
            _("A part of this file cannot be read."), ": ".join(filter(None, (name, str(error)))), _again()
        ) from error
    finally:
        _release(parser)
    return builder.close()


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


def _release(parser: expat.XMLParserType) -> None:
    """Take off the handlers, which refer to what refers to the parser."""
    nothing: Callable[..., None] | None = None
    parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = nothing


def _again() -> str:
    return _("Open it in its own program and save it anew.")

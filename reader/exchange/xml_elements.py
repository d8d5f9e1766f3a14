"""XML 1.0 from other programs, by expat, as elements with local names.

Programs write one format under several namespaces, so these are left off. A file that declares entities is refused: they
can make a few bytes grow without end, and lead to other files.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from reader.text.problem import Problem
from reader.translation import _

DEEPEST = 500
"""The most levels of elements."""
LARGEST = 64 * 1024 * 1024
"""The most bytes; elements take about ten times as many in memory."""


def elements(data: bytes, name: str) -> Element:
    """Return the root element; Problem, with the ``name`` of the file, if it is not XML or not safe."""
    builder, depth = TreeBuilder(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Problem(_("The XML is nested too deeply."), name, _("Export it again."))
        builder.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def refuse(*_declaration: object) -> None:
        raise Problem(_("The XML declares entities, which is not safe."), name, _("Export it again."))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = parser.SkippedEntityHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two are about an encoding
        raise Problem(_("The XML cannot be read."), f"{name}: {error}", _("Export it again.")) from error
    return builder.close()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]

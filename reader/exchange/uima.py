"""CAS of Apache UIMA as XMI (``.xmi``), in, as INCEpTION and WebAnno export it: the layers that people annotate.

A CAS has its text in a ``Sofa``; positions count UTF-16 units of it. What a layer says of a passage are attributes, of which
the names are free; those that usually hold a tag or a note are known. Sentences, tokens and what a parser adds are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedDocument,
    Losses,
    Passage,
    Step,
    first_of_each,
    unwatched,
)
from reader.exchange.positions import CountedText, Reading, Unit
from reader.exchange.quotes import tag_path
from reader.exchange.source_file import read_bytes
from reader.files.xml_tree import parse
from reader.text.canonical import sha256
from reader.text.fold import is_blank
from reader.text.problem import Problem
from reader.translation import N_, _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TAGS = ("tag", "tags", "label", "value", "code", "category")
_NOTES = ("note", "notes", "comment", "memo", "description")
_PLACE = frozenset({"id", "sofa", "begin", "end"})
_LINGUISTIC = frozenset(
    "DocumentAnnotation DocumentMetaData TagsetDescription Sentence Token Lemma Stem POS MorphologicalFeatures Dependency ROOT "
    "Constituent Chunk CASMetadata Paragraph Heading Div".split()
)
_READING = Reading(unit=Unit.UTF16)


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a file; Problem if it is not a CAS with a text."""
    root = parse(read_bytes(path), name=str(path))
    sofas = {
        sofa.get("id", ""): CountedText(sofa.get("sofaString", ""))
        for sofa in root.iter("Sofa")
        if sofa.get("sofaString")
    }
    if root.tag != "XMI" or not sofas:
        raise Problem(_("The file is not a UIMA CAS with a text."), str(path), _("Export it as UIMA CAS XMI."))
    title = next((each.get("documentTitle", "") for each in root.iter("DocumentMetaData")), "")
    name = title or path.stem
    losses = Losses()
    annotations = first_of_each(_annotations(root, sofas, losses), losses, step)
    documents = tuple(ImportedDocument(key, name, text.text) for key, text in sofas.items())
    return Imported(documents, (), annotations, losses)


def _annotations(root: Element, sofas: dict[str, CountedText], losses: Losses) -> Iterator[ImportedAnnotation | None]:
    digests = {key: sha256(text.text) for key, text in sofas.items()}
    for element in root:
        yield None  # a step of the reading
        begin, end, key = element.get("begin", ""), element.get("end", ""), element.get("sofa", "")
        if element.tag in _LINGUISTIC or key not in sofas or not (begin.isdecimal() and end.isdecimal()):
            continue
        text = sofas[key]
        span = text.span(int(begin[:18]), int(end[:18]), _READING)
        if span is None or is_blank(span.of(text.text)):
            losses.lose(N_("selections without words in the text"), f"{element.tag} {begin}–{end}")
            continue
        tags = [element.get(name, "") for name in _TAGS if element.get(name, "").strip()]
        notes = [element.get(name, "") for name in _NOTES if element.get(name, "").strip()]
        for name in sorted(set(element.keys()) - _PLACE - {*_TAGS, *_NOTES}):
            losses.lose(N_("attributes of annotations"), f"{name}: {element.get(name, '')[:80]}")
        paths = dict.fromkeys(tag_path(tag, losses) for tag in tags or [element.tag])
        yield ImportedAnnotation(
            f"uima {digests[key]} {element.tag} {element.get('id', '')} {begin} {end} {tags}", key,
            (Passage(span.of(text.text), span),), tuple(filter(None, paths)), "\n\n".join(notes),
        )  # fmt: skip

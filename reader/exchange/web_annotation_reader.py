"""The W3C Web Annotation Data Model (2017) as JSON-LD, in: one annotation, a list, a page or a collection with its first page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedDocument,
    Losses,
    Step,
    first_of_each,
    microseconds,
    unwatched,
)
from reader.exchange.json_source import listed, mentions, read_json, text
from reader.exchange.quotes import passage_in, tag_path
from reader.text.problem import Problem
from reader.translation import N_, _

_TAGGING, _NOTES = "tagging", ("", "commenting", "describing", "highlighting", "assessing", "questioning", "replying")


def recognises(path: Path) -> bool:
    """Whether a JSON file is about Web Annotations."""
    return path.suffix.lower() == ".jsonld" or mentions(path, "ns/anno.jsonld", "TextualBody")


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a file; Problem if it has no annotation."""
    losses = Losses()
    documents: dict[str, ImportedDocument] = {}
    values = [each for each in _annotations(read_json(path)) if isinstance(each, dict)]
    if not values:
        raise Problem(_("The file has no Web Annotations."), str(path), _("Give another file, or its format."))
    made = (_annotation(value, documents, losses) for value in values)
    annotations = first_of_each(made, losses, step)
    return Imported(tuple(documents.values()), (), annotations, losses)


def _annotations(value: object) -> Iterator[Any]:
    """Yield the annotations of a value, whatever contains them."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        if "target" in value:
            yield value
        first = value.get("first")
        pages = [value, first] if isinstance(first, dict) else [value]
        for page in pages:
            for name in ("items", "@graph"):
                yield from listed(page.get(name))


def _annotation(
    value: dict[str, Any], documents: dict[str, ImportedDocument], losses: Losses
) -> ImportedAnnotation | None:
    which = text(value.get("id")) or text(value.get("@id"))
    targets = listed(value.get("target"))
    if not targets:
        losses.lose(N_("annotations without a target"), which)
        return None
    sources = {document.key: document for document in map(_document, targets)}
    if len(sources) > 1:
        losses.lose(N_("annotations on several documents"), which)
        return None
    (document,) = sources.values()
    passages = [passage for target in targets if (passage := passage_in(target, losses, which or document.name))]
    if len(passages) < len(targets):
        return None
    documents.setdefault(document.key, document)
    tags, notes = _bodies(value, losses, which)
    key = which.removeprefix("urn:uuid:") or f"{document.key} {passages} {tags} {notes}"
    return ImportedAnnotation(
        key, document.key, tuple(passages), tuple(tags), "\n\n".join(notes), _name(value.get("creator")),
        microseconds(text(value.get("created")), losses), microseconds(text(value.get("modified")), losses),
    )  # fmt: skip


def _document(target: object) -> ImportedDocument:
    """Return the document of a target: its IRI, and its label or else the IRI as its name."""
    source = target.get("source", target) if isinstance(target, dict) else target
    if not isinstance(source, dict):
        return ImportedDocument(text(source), text(source))
    key = text(source.get("id")) or text(source.get("@id"))
    name = text(source.get("label")) or text(source.get("title")) or key
    return ImportedDocument(key or name, name, url=text(source.get("canonical")))


def _bodies(value: dict[str, Any], losses: Losses, which: str) -> tuple[list[str], list[str]]:
    """Return the tags and notes of an annotation."""
    motivations = [text(each) for each in listed(value.get("motivation"))]
    bodies = listed(value.get("body"))
    if words := text(value.get("bodyValue")):
        bodies = [*bodies, {"type": "TextualBody", "value": words}]
    tags: list[str] = []
    notes: list[str] = []
    for body in bodies:
        words = text(body.get("value")) if isinstance(body, dict) else ""
        purposes = [text(each) for each in listed(body.get("purpose"))] if isinstance(body, dict) else []
        usual = purposes or (motivations if motivations == [_TAGGING] else [""])
        if not words.strip():
            losses.lose(N_("bodies that are not text"), which)
        elif _TAGGING in usual:
            tags.append(tag_path(words, losses))
        else:
            if not any(purpose in _NOTES for purpose in usual):
                losses.lose(N_("purposes of notes"), f"{which} {' '.join(usual)}")
            notes.append(words)
    return [tag for tag in dict.fromkeys(tags) if tag], notes


def _name(creator: object) -> str:
    """Return the name of the first creator."""
    first = next(iter(listed(creator)), None)
    if isinstance(first, dict):
        return text(first.get("name")) or text(first.get("nickname")) or text(first.get("id"))
    return text(first)

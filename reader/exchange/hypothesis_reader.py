"""JSON of the annotation client Hypothesis, in: its own export, what its service returns, or a list of annotations.

Positions belong to the web page that was annotated, so passages are found by their words.
"""

from __future__ import annotations

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


def recognises(path: Path) -> bool:
    """Whether a JSON file is an export of the client."""
    return mentions(path, '"export_userid"', '"acct:')


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a file; Problem if it has no list of annotations."""
    content = read_json(path)
    if isinstance(content, dict):
        content = content.get("annotations", content.get("rows"))
    if not isinstance(content, list):
        raise Problem(
            _("The file has no annotations of Hypothesis."), str(path), _("Give another file, or its format.")
        )
    losses = Losses()
    documents: dict[str, ImportedDocument] = {}
    made = (_annotation(value, documents, losses) for value in content if isinstance(value, dict))
    annotations = first_of_each(made, losses, step)
    return Imported(tuple(documents.values()), (), annotations, losses)


def _annotation(
    value: dict[str, Any], documents: dict[str, ImportedDocument], losses: Losses
) -> ImportedAnnotation | None:
    key, uri, note = text(value.get("id")), text(value.get("uri")), text(value.get("text"))
    document = value.get("document")
    title = text(document.get("title")) if isinstance(document, dict) else ""
    which = f"{title or uri}: {note}"[:200]
    if value.get("references"):
        losses.lose(N_("replies"), which)
        return None
    targets = listed(value.get("target"))
    passage = passage_in(targets[0] if targets else None, losses, which)
    if passage is None:
        return None
    documents.setdefault(uri, ImportedDocument(uri, title or uri, url=uri))
    tags = [tag_path(text(tag), losses) for tag in listed(value.get("tags"))]
    return ImportedAnnotation(
        key or f"{uri} {passage} {tags} {note}", uri, (passage,), tuple(filter(None, dict.fromkeys(tags))), note,
        _coder(value), microseconds(text(value.get("created")), losses),
        microseconds(text(value.get("updated")), losses),
    )  # fmt: skip


def _coder(value: dict[str, Any]) -> str:
    """Return the name that a person shows, else that of the account."""
    info = value.get("user_info")
    shown = text(info.get("display_name")) if isinstance(info, dict) else ""
    return shown or text(value.get("user")).removeprefix("acct:").partition("@")[0]

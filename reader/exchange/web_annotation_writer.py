"""The W3C Web Annotation Data Model (2017) as JSON-LD, out: a page of annotations.

Tags and notes are textual bodies with their purpose; a passage is a target with a quote and, in code points as the model
says, a position. An annotation of several passages has several targets.
"""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from reader.annotation.selector import CONTEXT
from reader.exchange.identifier import guid_of
from reader.exchange.project import ExportDocument, ExportProject
from reader.exchange.quotes import Quote, quotes_of
from reader.exchange.row import ExportRow, Report
from reader.text.guard import json_line

_PAGE = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}


def write(project: ExportProject, stream: BinaryIO) -> Report:
    """Write annotations, one on each line of a page, and return the report."""
    report = Report("w3c")
    out = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    head = json_line({**_PAGE, "id": f"urn:uuid:{guid_of(project.name, 'page')}"})
    out.write(f'{head[:-1]}, "items": [')
    for document, rows in project.by_document():
        for row in rows:
            out.write(",\n" if report.written else "\n")
            out.write(json_line(_annotation(row, document)))
            report.written += 1
    out.write("\n]}\n")
    out.detach()
    return report


def _annotation(row: ExportRow, document: ExportDocument) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": path} for path in row.tags]
    if row.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": row.note, "format": "text/plain"})
    motivation = ["highlighting", *(["tagging"] if row.tags else ()), *(["commenting"] if row.note else ())]
    targets = [_target(quote, document) for quote in quotes_of(row, document, CONTEXT)]
    annotation: dict[str, Any] = {
        "id": f"urn:uuid:{guid_of(row.id)}",
        "type": "Annotation",
        "motivation": motivation if len(motivation) > 1 else motivation[0],
    }
    if row.coder:
        coder = guid_of(row.coder, "coder")
        annotation["creator"] = {"id": f"urn:uuid:{coder}", "type": "Person", "name": row.coder}
    annotation |= {"created": row.created, "modified": row.modified}
    if bodies:
        annotation["body"] = bodies if len(bodies) > 1 else bodies[0]
    annotation["target"] = targets if len(targets) > 1 else targets[0]
    return annotation


def _target(quote: Quote, document: ExportDocument) -> dict[str, Any]:
    words: dict[str, Any] = {"type": "TextQuoteSelector", "exact": quote.exact}
    selectors = [words]
    if quote.start is not None:
        words |= {"prefix": quote.prefix, "suffix": quote.suffix}
        selectors.append({"type": "TextPositionSelector", "start": quote.start, "end": quote.end})
    source = {"id": f"urn:uuid:{guid_of(document.id, 'article')}", "type": "Text", "label": document.title}
    if document.url:
        source["canonical"] = document.url
    return {"type": "SpecificResource", "source": source, "selector": selectors if len(selectors) > 1 else words}

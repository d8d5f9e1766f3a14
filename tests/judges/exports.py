"""A library of the bundled articles with annotations of all kinds, its exports, and what others should see in them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader.annotation.memo import Subject
from reader.annotation.model import Ink
from reader.exchange.formats import Exports, formats_of
from reader.exchange.row import ExportRow
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.memo_edits import write_entry, write_memo
from reader.session.codebook.tag_edits import new_tag
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing, rows
from reader.session.output.project import export_annotations
from reader.text.block import trimmed

SEEDS = Path(__file__).parents[2] / "seeds"
_HAZARDS = (
    "=1+1",
    "+33 6",
    "0123",
    "2025-01-15",
    "12:15",
    "@a;=2",
    "-1",
    "TRUE",
    "3 mars",
    '=HYPERLINK("http://x")',
    "1e5",
)
_TAGS = ((), ("acteurs",), ("acteurs/État", "cadre/crise"), ("cadre/<peur> & « colère »",))


@dataclass(frozen=True, slots=True)
class Exported:
    """The files by the key of their format, and what is in them by the name of what a judge says."""

    files: dict[str, Path]
    expected: dict[str, Any]


def export_all(folder: Path) -> Exported:
    """Make the library and every export in ``folder``."""
    shutil.copytree(SEEDS, folder / "library" / "seeds")
    workspace = _annotated(folder / "library")
    annotations = annotations_in(workspace)
    files = {}
    for key, row in formats_of(Exports.ANNOTATIONS).items():
        files[key] = folder / f"out{row.suffix}"
        export_annotations(workspace, annotations, row, files[key], Citing())
    expected = _expected(workspace, files)
    workspace.store.close()
    return Exported(files, expected)


def _annotated(root: Path) -> Workspace:
    for coder in ("Ada", "Zoé"):
        workspace = open_library(root, coder)
        if coder == "Ada":
            new_tag(workspace, "acteurs", {"color": "red", "definition": "Qui agit.\nEt <qui> subit."})
            new_tag(workspace, "acteurs/État", {"color": "#123456"})
        inks = list(Ink)
        for article in workspace.articles():
            text = workspace.text(article.id)
            for at in range(len(_HAZARDS)):
                begin = len(text) * (2 * at + (coder == "Zoé")) // (3 * len(_HAZARDS))
                span = trimmed(text, begin, begin + 40 + 23 * at)
                later = trimmed(text, span.end + 30, span.end + 60)
                spans = [span, later] if at % 4 == 3 else [span]
                annotate(workspace, article.id, spans, _TAGS[at % 4], _HAZARDS[at], inks[at % len(inks)])
        write_memo(workspace, "Sur tout.\n« & »", Subject.LIBRARY)
        write_entry(workspace, f"Ce que {coder} a lu.", "2024-05-31")
        workspace.store.close()
    workspace = open_library(root, "Ada")
    workspace.articles()
    return workspace


def _expected(workspace: Workspace, files: dict[str, Path]) -> dict[str, Any]:
    made = list(rows(workspace, annotations_in(workspace), Citing()))
    texts = {article.id: workspace.text(article.id) for article in workspace.articles()}
    names = list(asdict(made[0]))
    cells = [names]
    for row in made:
        values = [getattr(row, name) for name in names]
        cells.append([json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value for value in values])
    with files["csv"].open(encoding="utf-8-sig", newline="") as file:
        guarded = list(csv.reader(io.StringIO(file.read(), newline="")))
    marked: dict[str, int] = {}
    for row in made:
        for start, end in row.spans:
            marked |= {f"{row.article} {at}": 1 for at in range(start, end) if not texts[row.article][at].isspace()}
    return {
        "valid": [],
        "selections": _selections(made, texts, "\n"),
        "selections in pairs": _selections(made, texts, "\r\n"),
        "cells": cells,
        "guarded": guarded,
        "marked": [len(marked), len(made)],
        "passages": sorted(row.id for row in made),
        "notes": [
            len([row for row in made if row.article == article])
            for article in dict.fromkeys(row.article for row in made)
        ],
    }


def _selections(made: Sequence[ExportRow], texts: dict[str, str], line_end: str) -> list[list[Any]]:
    """Return the selections of rows as they are in texts with these line ends."""

    def shown(row: ExportRow, start: int, end: int) -> list[Any]:
        before, words = (
            part.replace("\n", line_end) for part in (texts[row.article][:start], texts[row.article][start:end])
        )
        codes = sorted(path.split("/")[-1] for path in row.tags)
        return [row.title, len(before), len(before) + len(words), words, codes, row.coder, row.note]

    return sorted(shown(row, start, end) for row in made for start, end in row.spans)

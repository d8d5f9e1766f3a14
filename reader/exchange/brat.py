"""Standoff files of brat (``.ann``, with the text in a ``.txt`` beside it), in: text-bound annotations and their notes.

The format: https://brat.nlplab.org/standoff.html. Positions count code points;
the words of passages show whether a line end counts 1 or 2.
A passage that crosses a line end is written as two fragments, which are one here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
from reader.exchange.positions import CountedText, Selection, best_reading
from reader.exchange.quotes import tag_path
from reader.exchange.source_file import read_bytes
from reader.text.canonical import canonical, sha256
from reader.text.problem import Problem
from reader.text.span import Span
from reader.translation import N_, _

_TEXT_BOUND = re.compile(r"(T\S*)\t(\S+) (\d{1,18} \d{1,18}(?:;\d{1,18} \d{1,18})*)\t?(.*)")
_NOTE = re.compile(r"#\S*\t\S+ (\S+)\t(.*)")
_OTHERS = {
    "R": N_("relations"),
    "*": N_("relations"),
    "E": N_("events"),
    "A": N_("attributes of annotations"),
    "M": N_("attributes of annotations"),
    "N": N_("references of annotations"),
}


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a file and the text beside it; Problem if there is no such text."""
    source = path.with_suffix(".txt")
    if not source.exists():
        raise Problem(_("The text of the annotations is missing."), str(source), _("Put it beside the file."))
    text = CountedText(read_bytes(source).decode("utf-8", "replace"))
    losses = Losses()
    lines = canonical(read_bytes(path).decode("utf-8-sig", "replace")).split("\n")
    notes: dict[str, list[str]] = {}
    for line in lines:
        if note := _NOTE.fullmatch(line):
            notes.setdefault(note[1], []).append(note[2])
    annotations = first_of_each(_annotations(lines, notes, text, path, losses), losses, step)
    return Imported((ImportedDocument(path.stem, path.stem, text.text),), (), annotations, losses)


def _annotations(
    lines: list[str], notes: dict[str, list[str]], text: CountedText, path: Path, losses: Losses
) -> Iterator[ImportedAnnotation | None]:
    digest = sha256(text.text)
    matches = [_TEXT_BOUND.fullmatch(line) for line in lines]
    reading = best_reading([_selection(match, text) for match in matches if match and ";" not in match[3]])
    for line, match in zip(lines, matches, strict=True):
        if match is None:
            if line[:1] in _OTHERS:
                losses.lose(_OTHERS[line[:1]], line[:80])
            elif line.strip() and not line.startswith("#"):
                losses.lose(N_("lines that are not of brat"), line[:80])
            continue
        pairs = (fragment.split() for fragment in match[3].split(";"))
        spans = [text.span(int(start), int(end), reading) for start, end in pairs]
        if None in spans:
            losses.lose(N_("selections without words in the text"), f"{path.stem}: {match[4][:80]}")
            continue
        whole = _whole(sorted(filter(None, spans)), text.text)
        passages = tuple(Passage(span.of(text.text), span) for span in whole)
        tag = tag_path(match[2], losses)
        note = "\n".join(notes.get(match[1], ()))
        yield ImportedAnnotation(f"brat {digest} {match[0]}", path.stem, passages, (tag,) if tag else (), note)


def _selection(match: re.Match[str], text: CountedText) -> Selection:
    start, end = match[3].split()
    return Selection(text, int(start), int(end), match[4])


def _whole(spans: list[Span], text: str) -> list[Span]:
    """Return the spans, joined where only white space with a line end separates two."""
    joined: list[Span] = []
    for span in spans:
        between = text[joined[-1].end : span.start] if joined else ""
        if joined and "\n" in between and not between.strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined

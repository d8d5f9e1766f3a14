"""Projects of QualCoder, in: a folder ``NAME.qda`` with the database ``data.qda``; schemas up to version 17 (QualCoder 4.0).

Categories contain codes, and codes contain codes; both become levels of a path. Positions count code points where an import or
automatic coding made them, and UTF-16 units where its window did; the words that each coding keeps tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reader.annotation.memo import Subject
from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedCode,
    ImportedDocument,
    ImportedMemo,
    Losses,
    Step,
    code_path,
    microseconds,
    unwatched,
)
from reader.exchange.positions import CountedText, Reading, Selection, best_reading, passage_of
from reader.exchange.sqlite_source import Database, Row, as_number, as_text
from reader.text.problem import Problem
from reader.translation import N_, _

_FILE = "data.qda"
_HIDDEN = "#####"
"""QualCoder does not show to others what follows this mark in a memo."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_OLD_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)_(\d\d)")
_COUNTED = {
    "cases": ("name", N_("cases")),
    "attribute": ("value", N_("values of variables")),
    "code_image": ("memo", N_("codings of pictures")),
    "code_av": ("memo", N_("codings of sounds and films")),
    "graph": ("name", N_("graphs")),
}
"""By table, the column that names what is lost, and what it is."""


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a project, given its folder or its database; Problem if it is neither, damaged or in use."""
    file = path / _FILE if path.is_dir() else path
    with Database(file, step) as database:
        if not {"source", "code_name", "code_text"} <= database.tables:
            raise Problem(
                _("This is not a project of QualCoder."), str(path), _("Give its folder, which ends in .qda.")
            )
        return _Project(database).read()


class _Project:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._losses = Losses()
        self._texts: dict[int, CountedText] = {}
        self._names: dict[int, str] = {}
        self._notes: list[ImportedMemo] = []

    def read(self) -> Imported:
        codes, paths = self._codes()
        documents = tuple(self._documents())
        rows = [*self._rows("code_text", "seltext", "cid", "important"), *self._rows("annotation")]
        selections = [
            Selection(
                self._texts[row["fid"]], as_number(row["pos0"]), as_number(row["pos1"]), as_text(row.get("seltext"))
            )
            for row in rows
        ]
        reading = best_reading(selections)
        annotations: dict[str, ImportedAnnotation] = {}
        for row, selection in zip(rows, selections, strict=True):
            annotation = self._annotation(row, selection, reading, paths)
            if annotation is not None:
                annotations.setdefault(annotation.key, annotation)
        for table, (column, what) in _COUNTED.items():
            for row in self._database.rows(table, column):
                self._losses.lose(what, as_text(row[column]))
        return Imported(documents, tuple(codes), tuple(annotations.values()), self._losses, tuple(self._memos()))

    def _rows(self, table: str, *more: str) -> Iterator[Row]:
        """Yield the rows of codings or annotations whose text is there."""
        for row in self._database.rows(table, "fid", "pos0", "pos1", "memo", "owner", "date", *more):
            if row["fid"] in self._texts:
                yield row
            else:
                self._losses.lose(
                    N_("annotations of a document that the file does not have"), as_text(row.get("seltext"))
                )

    def _documents(self) -> Iterator[ImportedDocument]:
        for row in self._database.rows("source", "id", "name", "fulltext", "memo", "owner", "date"):
            name = as_text(row["name"])
            if not as_text(row["fulltext"]) or type(row["id"]) is not int:
                self._losses.lose(N_("sources other than texts"), name)
                continue
            text = self._texts[row["id"]] = CountedText(as_text(row["fulltext"]))
            self._names[row["id"]] = name
            if memo := self._memo(row):
                key = f"qualcoder memo {name}"
                owner, time = as_text(row["owner"]), self._time(row)
                self._notes.append(ImportedMemo(key, Subject.ARTICLE, str(row["id"]), name, memo, owner, time, time))
            yield ImportedDocument(str(row["id"]), name, text.text)

    def _memos(self) -> Iterator[ImportedMemo]:
        """Yield the memos on documents and on the project, and the entries of the journal."""
        yield from self._notes
        for row in self._database.rows("project", "memo", "codername", "date"):
            if memo := self._memo(row):
                coder, time = as_text(row["codername"]), self._time(row)
                yield ImportedMemo("qualcoder project", Subject.LIBRARY, "", "", memo, coder, time, time)
        for row in self._database.rows("journal", "name", "jentry", "owner", "date"):
            name, text, owner, time = (
                as_text(row["name"]),
                as_text(row["jentry"]),
                as_text(row["owner"]),
                self._time(row),
            )
            if text.strip():
                key = f"qualcoder journal {name} {owner} {row['date']}"
                yield ImportedMemo(key, None, "", name, text, owner, time, time)

    def _time(self, row: Row) -> int:
        return microseconds(_OLD_DATE.sub(r"\1-\2-\3 \4:00", as_text(row["date"])), self._losses)

    # -- codes

    def _codes(self) -> tuple[list[ImportedCode], dict[object, str]]:
        """Return the codes, categories among them, and the path of each code by its number."""
        categories = {
            ("cat", row["catid"]): row for row in self._database.rows("code_cat", "catid", "name", "memo", "supercatid")
        }
        codes = {
            ("code", row["cid"]): row
            for row in self._database.rows("code_name", "cid", "name", "memo", "catid", "supercid", "color")
        }
        nodes = {**categories, **codes}
        paths: dict[tuple[str, object], str] = {}
        for key in nodes:
            self._resolve(key, nodes, paths)
        made: dict[str, ImportedCode] = {}
        for key in sorted(nodes, key=lambda key: paths[key].count("/")):
            row = nodes[key]
            color = as_text(row.get("color")).lower()
            color = color if _COLOUR.fullmatch(color) else ""
            made.setdefault(paths[key], ImportedCode(paths[key], color, self._memo(row)))
        return list(made.values()), {number: path for (kind, number), path in paths.items() if kind == "code"}

    def _resolve(
        self, key: tuple[str, object], nodes: dict[tuple[str, object], Row], paths: dict[tuple[str, object], str]
    ) -> None:
        """Add the path of a node, and of those above it; a node that is above itself begins at the top."""
        way: list[tuple[str, object]] = []
        above: tuple[str, object] | None = key
        while above is not None and above in nodes and above not in paths and above not in way:
            way.append(above)
            row = nodes[above]
            if above[0] == "cat":
                above = ("cat", row["supercatid"])
            else:
                above = ("cat", row["catid"]) if row["supercid"] is None else ("code", row["supercid"])
        for node in reversed(way):
            path = paths.get(above, "") if above is not None else ""
            paths[node] = code_path(path, as_text(nodes[node]["name"]), self._losses)
            above = node

    def _memo(self, row: Row) -> str:
        """Return what a memo shows; lines that are hidden are lost."""
        shown, mark, _hidden = as_text(row["memo"]).partition(_HIDDEN)
        if mark:
            self._losses.lose(N_("hidden lines of memos"), shown[:80])
        return shown if shown.strip() else ""

    # -- annotations

    def _annotation(
        self, row: Row, selection: Selection, reading: Reading, paths: dict[object, str]
    ) -> ImportedAnnotation | None:
        document = self._names[row["fid"]]
        passage = passage_of(selection, reading)
        if passage is None:
            self._losses.lose(N_("selections without words in the text"), f"{document}: {selection.quote}")
            return None
        tags: tuple[str, ...] = ()
        if "cid" in row:
            if row["cid"] in paths:
                tags = (paths[row["cid"]],)
            else:
                self._losses.lose(N_("codings with a code that is missing"), f"{document}: {selection.quote}")
        if row.get("important"):
            self._losses.lose(N_("marks that a coding is important"), f"{document}: {selection.quote}")
        owner, created = as_text(row["owner"]), self._time(row)
        parts = (document, row["pos0"], row["pos1"], owner, row["date"], *tags)
        key = " ".join(map(str, ("qualcoder", *parts)))
        return ImportedAnnotation(key, str(row["fid"]), (passage,), tags, self._memo(row), owner, created, created)

"""Databases of Taguette (1.5), in: a server's, or the one that it exports for a project.

Its text is a cleaned form of the user's file, in HTML. Offsets count the UTF-8 bytes of the text nodes; who highlighted
a passage, and when, is only in the log of commands. By custom, dots in the name of a tag separate levels.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.exchange.html_text import HtmlText
from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedCode,
    ImportedDocument,
    Losses,
    Passage,
    Step,
    code_path,
    microseconds,
    unwatched,
)
from reader.exchange.sqlite_source import Database, Row, as_number, as_text, is_database
from reader.text.problem import Problem
from reader.translation import N_, _

_TABLES = frozenset(("projects", "documents", "tags", "highlights", "highlight_tags"))


def recognises(path: Path) -> bool:
    """Whether a file is a database of Taguette."""
    if not is_database(path):
        return False
    with Database(path) as database:
        return database.tables >= _TABLES


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read all projects of a database; Problem if it is not one of Taguette, damaged or in use."""
    with Database(path, step) as database:
        if not database.tables >= _TABLES:
            raise Problem(
                _("This is not a database of Taguette."), str(path), _("Give its file that ends in .sqlite3.")
            )
        return _Project(database).read()


class _Project:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._losses = Losses()

    def read(self) -> Imported:
        codes: dict[str, ImportedCode] = {}
        paths: dict[object, str] = {}
        for row in self._database.rows("tags", "id", "path", "description"):
            path = paths[row["id"]] = self._path(as_text(row["path"]))
            codes.setdefault(path, ImportedCode(path, "", as_text(row["description"]).strip()))
        texts: dict[object, tuple[str, HtmlText]] = {}
        documents = []
        for row in self._database.rows("documents", "id", "name", "description", "contents"):
            name, text = as_text(row["name"]), HtmlText(as_text(row["contents"]))
            texts[row["id"]] = (name, text)
            documents.append(ImportedDocument(str(row["id"]), name, text.text))
            if as_text(row["description"]).strip():
                self._losses.lose(N_("descriptions of sources"), name)
        tags: dict[object, list[str]] = {}
        for row in self._database.rows("highlight_tags", "highlight_id", "tag_id"):
            if row["tag_id"] in paths:
                tags.setdefault(row["highlight_id"], []).append(paths[row["tag_id"]])
            else:
                self._losses.lose(N_("codings with a code that is missing"), str(row["highlight_id"]))
        annotations = tuple(self._annotations(texts, tags))
        return Imported(tuple(documents), tuple(codes.values()), annotations, self._losses)

    def _path(self, written: str) -> str:
        """Return the path of a tag: a level for each dot, unless a level would be empty, as in ``etc.``."""
        names = written.split(".")
        if not all(name.strip() for name in names):
            names = [written]
        path = ""
        for name in names:
            path = code_path(path, name, self._losses)
        return path

    def _annotations(
        self, texts: dict[object, tuple[str, HtmlText]], tags: dict[object, list[str]]
    ) -> Iterator[ImportedAnnotation]:
        commands = dict(self._commands())
        keys: set[str] = set()
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        for row in self._database.rows("highlights", *columns):
            if row["document_id"] not in texts:
                what = N_("annotations of a document that the file does not have")
                self._losses.lose(what, as_text(row["snippet"]))
                continue
            name, text = texts[row["document_id"]]
            passage = _passage(row, text)
            if passage is None:
                self._losses.lose(N_("selections without words in the text"), name)
                continue
            login, date = commands.get(row["id"], ("", ""))
            time = microseconds(date, self._losses)
            key = f"taguette {name} {row['start_offset']} {row['end_offset']} {login} {date}"
            if key in keys:
                key = f"{key} {row['id']}"
            keys.add(key)
            given = tuple(dict.fromkeys(tags.get(row["id"], ())))
            yield ImportedAnnotation(key, str(row["document_id"]), (passage,), given, "", login, time, time)

    def _commands(self) -> Iterator[tuple[object, tuple[str, str]]]:
        """Yield who made a highlight, and when, by its number; a later command about the same one counts."""
        for row in self._database.rows("commands", "user_login", "date", "payload"):
            payload = _payload(row["payload"])
            if payload.get("type") == "highlight_add":
                yield payload.get("highlight_id"), (as_text(row["user_login"]), as_text(row["date"]))


def _payload(value: object) -> dict[str, Any]:
    try:
        payload = json.loads(as_text(value) or "{}")
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def _passage(row: Row, text: HtmlText) -> Passage | None:
    """Return the passage of a highlight: at its offsets if the words of its snippet are there."""
    span = text.span_of_bytes(as_number(row["start_offset"]), as_number(row["end_offset"]))
    snippet = HtmlText(as_text(row["snippet"])).text
    if span and (not snippet or _letters(span.of(text.text)) == _letters(snippet)):
        return Passage(span.of(text.text), span)
    return Passage(snippet, near=span.start if span else None) if snippet else None


def _letters(words: str) -> str:
    return "".join(words.split())

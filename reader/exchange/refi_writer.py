"""REFI-QDA 1.5 out: projects (``.qdpx``) and codebooks (``.qdc``).

A project is written so that the programs that were tried read it right: texts as UTF-8 without a byte order mark, with LF;
positions in code points, the end behind the last character; the name of each selection is its words, by which a reader
can check how positions count. For programs that want line ends of CR and LF there is a form in which these count two.
GUIDs are made from the library's ids, so that a second export is the same file.
"""

from __future__ import annotations

import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import BinaryIO, TextIO

from reader.annotation.codebook import Tag, names_of, parents, rgb
from reader.annotation.memo import Subject
from reader.exchange.identifier import guid_of, part_guid
from reader.exchange.project import IN_TEXT, ExportDocument, ExportMemo, ExportProject
from reader.exchange.row import ExportRow, Report
from reader.exchange.xml_text import element, is_possible, tag
from reader.files.archive_writer import entry, new_archive
from reader.translation import N_

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_OLDEST = "1970-01-01T00:00:00.000Z"


def write_codebook(tags: Iterable[Tag], stream: TextIO) -> Report:
    """Write ``tags`` as a codebook file, and return the report."""
    report = Report("qdc")
    codes = Codes(list(tags), report)
    stream.write(f'{_DECLARATION}<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Scolie">\n')
    stream.writelines(codes.lines())
    stream.write("</CodeBook>\n")
    report.written = len(codes.tags)
    report.kept = len(codes.tags) - codes.changed
    return report


def write_project(project: ExportProject, stream: BinaryIO) -> Report:
    """Write annotations as a project, and return the report."""
    return _write_project(project, stream, Report("refi"), "\n")


def write_project_crlf(project: ExportProject, stream: BinaryIO) -> Report:
    """Write annotations as a project whose texts have line ends of CR and LF, which count two, and return the report."""
    return _write_project(project, stream, Report("refi-crlf"), "\r\n")


def _write_project(project: ExportProject, stream: BinaryIO, report: Report, line_end: str) -> Report:
    notes = _Notes(project.memos)
    codes = Codes(project.tags, report, notes.on_tags)
    coders: dict[str, str] = {}
    oldest = ""
    with (
        new_archive(stream) as archive,
        # The users and codes, which stand before the sources, are known when the last annotation was read.
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="") as sources,
    ):

        def add(name: str, text: str) -> None:
            archive.writestr(entry(f"sources/{name}"), text.replace("\n", line_end).encode("utf-8", "replace"))

        for document, rows in project.by_document():
            own = _Source(document, codes, coders, report, line_end)
            selections = [line for row in rows for line in own.selections(row)]
            if document.text is not None:
                add(f"{own.guid}.txt", document.text)
                sources.writelines([own.start_tag(), *selections, *notes.on_article(document.id), "</TextSource>\n"])
            oldest = min(filter(None, (oldest, own.oldest)), default="")
        note_lines = list(notes.lines(coders, report))
        for name, text in notes.files():
            add(name, text)
        has_sources = sources.tell() > 0
        sources.seek(0)
        parts = chain(
            _head(project.name, coders, oldest),
            _group("CodeBook", list(codes.lines())),
            chain(["<Sources>\n"], sources, ["</Sources>\n"]) if has_sources else (),
            _group("Notes", note_lines),
            notes.on_library(),
            ["</Project>\n"],
        )
        with archive.open(entry("project.qde"), "w", force_zip64=True) as file:
            for part in parts:
                file.write(part.encode("utf-8", "replace"))
    return report


def _head(name: str, coders: Mapping[str, str], oldest: str) -> Iterator[str]:
    """Yield what a project begins with, and its users: ``coders`` has their GUIDs by name, ``oldest`` when it began."""
    attributes = {
        "xmlns": "urn:QDA-XML:project:1.0",
        "name": name,
        "origin": "Scolie",
        "creatingUserGUID": min(coders.items())[1] if coders else "",
        "creationDateTime": oldest or _OLDEST,
    }
    yield f"{_DECLARATION}<{tag('Project', attributes)}>\n"
    users = [f"<{tag('User', {'guid': guid, 'name': coder})}/>\n" for coder, guid in sorted(coders.items())]
    yield from _group("Users", users)


def _group(name: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield a container with its lines; an empty one is left out, since the schema wants content."""
    if lines:
        yield from (f"<{name}>\n", *lines, f"</{name}>\n")


class _Notes:
    """The memos as notes, to which their subjects refer. One whose article is not written is lost.

    An entry of the journal is a note with a file, to which nothing refers, as QualCoder has it.
    """

    def __init__(self, memos: Sequence[ExportMemo]) -> None:
        self._memos = memos
        self._written: set[str] = set()
        self.on_tags = {memo.about: self._reference(memo) for memo in memos if memo.subject is Subject.TAG}

    def on_article(self, id_: str) -> Iterator[str]:
        """Yield the references of an article that is written."""
        return (self._reference(memo) for memo in self._memos if (memo.subject, memo.about) == (Subject.ARTICLE, id_))

    def on_library(self) -> Iterator[str]:
        """Yield the references of the project."""
        return (self._reference(memo) for memo in self._memos if memo.subject is Subject.LIBRARY)

    def lines(self, coders: dict[str, str], report: Report) -> Iterator[str]:
        """Yield the notes, once all articles are written."""
        for memo in self._memos:
            if memo.subject is Subject.ARTICLE and memo.id not in self._written:
                report.lose(N_("memos on articles without annotations"))
                continue
            if memo.subject and not is_possible(memo.text):
                report.lose(N_("characters that XML cannot contain"))
            coder = coders.setdefault(memo.coder, guid_of(memo.coder, "coder")) if memo.coder else ""
            attributes = {
                "guid": self._guid(memo),
                "name": memo.name,
                "creatingUser": coder,
                "creationDateTime": memo.created,
                "modifyingUser": coder,
                "modifiedDateTime": memo.modified,
                "plainTextPath": "" if memo.subject else f"internal://{self._guid(memo)}.txt",
            }
            text = element("PlainTextContent", memo.text) if memo.subject else ""
            yield f"<{tag('Note', attributes)}>{text}</Note>\n"

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the files of notes that have one: their names and texts."""
        return ((f"{self._guid(memo)}.txt", memo.text) for memo in self._memos if memo.subject is None)

    def _guid(self, memo: ExportMemo) -> str:
        return guid_of(memo.id, "memo" if memo.subject else "journal")

    def _reference(self, memo: ExportMemo) -> str:
        self._written.add(memo.id)
        return f"<{tag('NoteRef', {'targetGUID': self._guid(memo)})}/>\n"


class Codes:
    """The codes of tags, of their parents too, by path. ``changed`` counts the tags that are not written as they are.

    ``notes``: by path, the references to notes. Some programs want each name once in the whole project, so where two tags
    share one, the later is called by its path.
    """

    def __init__(self, tags: Sequence[Tag], report: Report, notes: Mapping[str, str] = MappingProxyType({})) -> None:
        self._notes = notes
        self.tags = {tag_.path: tag_ for tag_ in tags}
        self._report = report
        self._below: dict[str, list[str]] = {}
        every = dict.fromkeys(path for each in sorted(self.tags) for path in parents(each))
        for path in every:
            self._below.setdefault(path.rpartition("/")[0], []).append(path)
        self._names = self._all_names(every)
        self.changed = 0

    def _all_names(self, paths: Iterable[str]) -> dict[str, str]:
        names: dict[str, str] = {}
        taken: set[str] = set()
        for path in sorted(paths, key=lambda path: (path.count("/"), path)):
            name = names_of(path)[-1]
            if name in taken:
                self._report.lose(N_("tags that share their name, written with their path"))
                name = path
            taken.add(name)
            names[path] = name
        return names

    def guid(self, path: str) -> str:
        """Return the GUID of a code."""
        own = self.tags.get(path)
        return guid_of(own.id, "tag") if own else guid_of(path, "path")

    def lines(self) -> Iterator[str]:
        """Yield the ``Codes`` element; nothing without a tag."""
        if self.tags:
            yield "<Codes>\n"
            yield from self._lines("")
            yield "</Codes>\n"

    def _lines(self, above: str) -> Iterator[str]:
        waiting = [iter(self._below.get(above, ()))]
        while waiting:
            path = next(waiting[-1], None)
            if path is None:
                waiting.pop()
                if waiting:
                    yield "</Code>\n"
                continue
            yield self._start(path)
            waiting.append(iter(self._below.get(path, ())))

    def _start(self, path: str) -> str:
        own = self.tags.get(path) or Tag("", path)
        rest = [name for name in ("key", "inclusion", "exclusion", "example") if getattr(own, name)]
        for _name in rest:
            self._report.lose(N_("keys, rules and examples of tags"))
        self.changed += bool(rest) or self._names[path] != names_of(path)[-1]
        attributes = {"guid": self.guid(path), "name": self._names[path], "isCodable": "true", "color": rgb(own.color)}
        return f"<{tag('Code', attributes)}>{element('Description', own.definition)}{self._notes.get(path, '')}\n"


class _Source:
    """A source, with the selections of its rows."""

    def __init__(
        self, document: ExportDocument, codes: Codes, coders: dict[str, str], report: Report, line_end: str
    ) -> None:
        self._document = document
        self._line_end = line_end
        self._lines = [match.end() for match in re.finditer("\n", document.text or "")]
        self._codes = codes
        self._coders = coders
        self._report = report
        self.guid = guid_of(document.id, "article")
        self.oldest = ""

    def start_tag(self) -> str:
        """Return the start tag."""
        attributes = {
            "guid": self.guid,
            "name": self._document.title,
            "plainTextPath": f"internal://{self.guid}.txt",
            "creationDateTime": self.oldest or _OLDEST,
        }
        return f"<{tag('TextSource', attributes)}>\n"

    def selections(self, row: ExportRow) -> Iterator[str]:
        """Yield the selections of a row, one for each of its spans; none if its words are not in the text."""
        text = self._document.text
        if text is None or row.state not in IN_TEXT:
            self._report.lose(N_("annotations whose words are not in the text"))
            return
        self._report.written += 1
        self.oldest = min(filter(None, (self.oldest, row.created)), default="")
        if len(row.spans) > 1:
            self._report.lose(N_("annotations of several passages, written as several"))
        if not is_possible(row.note):
            self._report.lose(N_("characters that XML cannot contain"))
        coder = self._coder(row.coder)
        for number, (start, end) in enumerate(row.spans):
            guid = part_guid(row.id, number)
            quote = text[start:end].replace("\n", self._line_end)
            attributes = {
                "guid": guid,
                "name": quote if is_possible(quote) else "",
                "startPosition": self._position(start),
                "endPosition": self._position(end),
                "creatingUser": coder,
                "creationDateTime": row.created,
                "modifyingUser": coder,
                "modifiedDateTime": row.modified,
            }
            yield f"<{tag('PlainTextSelection', attributes)}>{element('Description', row.note)}"
            for path in row.tags:
                coding = {
                    "guid": guid_of(f"{guid} {path}", "coding"),
                    "creatingUser": coder,
                    "creationDateTime": row.created,
                }
                reference = tag("CodeRef", {"targetGUID": self._codes.guid(path)})
                yield f"<{tag('Coding', coding)}><{reference}/></Coding>"
            yield "</PlainTextSelection>\n"

    def _position(self, at: int) -> str:
        """Return a position as it counts with the line ends that the source has."""
        return str(at + bisect_right(self._lines, at) * (len(self._line_end) - 1))

    def _coder(self, name: str) -> str:
        if not name:
            return ""
        return self._coders.setdefault(name, guid_of(name, "coder"))

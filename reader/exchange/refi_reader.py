"""REFI-QDA 1.5 projects (``.qdpx``): a ZIP archive of ``project.qde``, which is XML, and the texts in ``sources/``.

The standard: https://www.qdasoftware.org. Programs disagree about what a position is (`exchange.positions`) and about the
case of names, and give the words of a selection as its name. A part that cannot be read is lost, not the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.memo import Subject
from reader.exchange.imported import (
    Imported,
    ImportedAnnotation,
    ImportedDocument,
    ImportedMemo,
    Losses,
    Passage,
    Step,
    microseconds,
    unwatched,
)
from reader.exchange.positions import CountedText, Reading, Selection, best_reading, passage_of, quoted
from reader.exchange.refi_codes import lose_children, read_codes, text_of
from reader.exchange.source_file import open_archive
from reader.files.xml_tree import parse
from reader.text.canonical import canonical
from reader.text.problem import Problem
from reader.translation import N_, _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reader.files.archive import Archive

_INSIDE = "internal://"
_DECLARED = {
    "Cases": N_("cases"),
    "Variables": N_("variables"),
    "Sets": N_("sets"),
    "Graphs": N_("graphs"),
    "Links": N_("links"),
}


def read(path: Path, step: Step = unwatched) -> Imported:
    """Read a project; Problem if the archive or its ``project.qde`` cannot be read."""
    with open_archive(path) as archive:
        named = [name for name in archive.names if name.lower().endswith(".qde")]
        wanted = min(named, key=lambda name: (name.lower() != "project.qde", name), default=None)
        if wanted is None:
            raise Problem(_("The archive has no REFI-QDA project."), str(path), _("Give a .qdpx file."))
        root = parse(archive.read(wanted), name=f"{path}: {wanted}")
        if root.tag != "Project":
            raise Problem(_("The archive has no REFI-QDA project."), str(path), _("Give a .qdpx file."))
        return _Project(root, archive, step).read()


@dataclass(slots=True)
class _Source:
    """A source with its text, and its selections: each an element and the note on that place, which may be empty."""

    key: str
    name: str
    text: CountedText | None
    selections: list[tuple[Element, str]] = field(default_factory=list)


class _Project:
    def __init__(self, root: Element, archive: Archive, step: Step) -> None:
        self._root = root
        self._step = step
        self._archive = archive
        self._entries = {name.lower().rpartition("/")[2]: name for name in archive.names if _is_inside(name)}
        self._losses = Losses()
        self._users = {
            user.get("guid", "").lower(): user.get("name") or user.get("id") or ""
            for user in root.iterfind("Users/User")
        }
        self._keys: set[str] = set()
        self._descriptions: list[ImportedMemo] = []

    def read(self) -> Imported:
        codes, paths = read_codes(self._root.find("CodeBook"), self._losses)
        sources = list(self._sources())
        memos = [*self._descriptions, *self._memos(sources, paths)]
        raw = [
            (source, element, note, _selection(source.text, element))
            for source in sources
            for element, note in source.selections
        ]
        reading = best_reading([selection for *_rest, selection in raw if selection])
        annotations = [
            annotation
            for source, element, note, selection in raw
            for annotation in self._annotations(source, element, note, _passage(selection, element, reading), paths)
        ]
        lose_children(self._root, _DECLARED, self._losses)
        documents = tuple(
            ImportedDocument(source.key, source.name, source.text.text if source.text else None) for source in sources
        )
        notices = (reading.describe(),) if reading != Reading() else ()
        return Imported(documents, tuple(codes), tuple(annotations), self._losses, tuple(memos), notices)

    # -- sources

    def _sources(self) -> Iterator[_Source]:
        sources = self._root.find("Sources")
        keys: set[str] = set()
        for element in sources if sources is not None else ():
            body = element.find("Representation") if element.tag == "PDFSource" else element
            if element.tag not in ("TextSource", "PDFSource") or body is None:
                self._losses.lose(N_("sources other than texts"), element.get("name", element.tag))
                continue
            key = element.get("guid", "").lower()
            if key in keys:
                self._losses.lose(N_("sources whose identifier another source has"), element.get("name", ""))
                key = f"{key} {len(keys)}"
            keys.add(key)
            name = canonical(element.get("name", ""))
            for value in element.iterfind("VariableValue"):
                self._losses.lose(N_("values of variables"), value.findtext("TextValue") or name)
            if description := text_of(element, "Description"):
                self._descriptions.append(ImportedMemo(f"{key} description", Subject.ARTICLE, key, name, description))
            source = _Source(key, name, self._text(body, name))
            source.selections += [(selection, "") for selection in body.iterfind("PlainTextSelection")]
            for other in ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection"):
                for selection in [*element.iterfind(other), *(body.iterfind(other) if body is not element else ())]:
                    self._losses.lose(N_("selections outside a text"), selection.get("name", ""))
            yield source

    def _text(self, element: Element, name: str) -> CountedText | None:
        """Return a source's text; None, and a loss, if it is missing or cannot be read."""
        content = element.findtext("PlainTextContent")
        if content is not None:
            return CountedText(content)
        path = element.get("plainTextPath", "")
        entry = self._entries.get(path.removeprefix(_INSIDE).lower()) if path.startswith(_INSIDE) else None
        if entry is None:
            self._losses.lose(N_("texts of sources that are not in the archive"), f"{name}: {path}")
            return None
        try:
            return CountedText(self._archive.read(entry).decode())
        except UnicodeDecodeError:
            self._losses.lose(N_("texts of sources that are not UTF-8"), f"{name}: {path}")
            return None

    # -- notes

    def _memos(self, sources: Sequence[_Source], paths: dict[str, str]) -> Iterator[ImportedMemo]:
        """Yield the notes as memos; notes on selections of a source are added to its ``selections`` instead."""
        by_key = {source.key: source for source in sources}
        subjects = self._subjects(paths)
        for note in self._root.iterfind("Notes/Note"):
            guid = note.get("guid", "").lower()
            subject, about = subjects.get(guid, (None, ""))
            text = self._text_of_note(note)
            selections = note.findall("PlainTextSelection")
            if selections and subject is Subject.ARTICLE and about in by_key:
                for selection in selections:
                    for name in ("creatingUser", "creationDateTime"):
                        if name in note.attrib:
                            selection.attrib.setdefault(name, note.attrib[name])
                    by_key[about].selections.append((selection, text))
            elif text.strip():
                times = (note.get("creationDateTime", ""), note.get("modifiedDateTime", ""))
                created, modified = (microseconds(time, self._losses) for time in times)
                coder = self._user(note.get("creatingUser", ""))
                name = canonical(note.get("name", ""))
                yield ImportedMemo(guid or text, subject, about, name, text, coder, created, modified)
            else:
                self._losses.lose(N_("memos without a text"), note.get("name", ""))

    def _subjects(self, paths: dict[str, str]) -> dict[str, tuple[Subject, str]]:
        """Return what each note is about, by the note's GUID: what refers to it first."""
        subjects: dict[str, tuple[Subject, str]] = {}
        elements = [
            *((Subject.ARTICLE, element) for element in self._root.iterfind("Sources/*")),
            *((Subject.TAG, element) for element in self._root.iterfind("CodeBook/Codes//Code")),
            (Subject.LIBRARY, self._root),
        ]
        for subject, element in elements:
            own = element.get("guid", "").lower()
            about = {Subject.ARTICLE: own, Subject.TAG: paths.get(own, ""), Subject.LIBRARY: ""}[subject]
            for reference in element.iterfind("NoteRef"):
                subjects.setdefault(reference.get("targetGUID", "").lower(), (subject, about))
        return subjects

    def _text_of_note(self, note: Element) -> str:
        """Return the text of a note, which may be in a file of its own."""
        if note.get("plainTextPath"):
            text = self._text(note, note.get("name", ""))
            return text.text if text else ""
        return text_of(note, "PlainTextContent") or text_of(note, "Description")

    # -- annotations

    def _annotations(
        self, source: _Source, element: Element, note: str, passage: Passage | None, paths: dict[str, str]
    ) -> Iterator[ImportedAnnotation]:
        """Yield the annotation of a selection, or one for each coder if several have coded it."""
        self._step()
        name = element.get("name", "")
        if passage is None:
            self._losses.lose(N_("selections without words in the text"), f"{source.name}: {name}")
            return
        note = note or text_of(element, "Description")
        for below in element.iterfind("NoteRef"):
            self._losses.lose(N_("memos on selections"), below.get("targetGUID", ""))
        tags: dict[str, list[str]] = {}
        for coding in element.iterfind("Coding"):
            coder = self._user(coding.get("creatingUser", "") or element.get("creatingUser", ""))
            for reference in coding.iterfind("CodeRef"):
                path = paths.get(reference.get("targetGUID", "").lower())
                if path is None:
                    self._losses.lose(N_("codings with a code that is missing"), f"{source.name}: {name}")
                else:
                    tags.setdefault(coder, []).append(path)
        own = self._user(element.get("creatingUser", ""))
        guid = element.get("guid", "").lower() or f"{source.key} {passage.span} {name}"
        created = microseconds(element.get("creationDateTime", ""), self._losses)
        modified = microseconds(element.get("modifiedDateTime", ""), self._losses)
        for coder, given in (tags or {own: []}).items():
            key = guid if coder == own or len(tags) < 2 else f"{guid} {coder}"
            if key in self._keys:
                self._losses.lose(N_("selections whose identifier another selection has"), f"{source.name}: {name}")
                key = f"{key} {len(self._keys)}"
            self._keys.add(key)
            unique = tuple(dict.fromkeys(given))
            yield ImportedAnnotation(key, source.key, (passage,), unique, note, coder, created, modified)

    def _user(self, guid: str) -> str:
        if guid and guid.lower() not in self._users:
            self._losses.lose(N_("coders that the file does not name"), guid)
            self._users[guid.lower()] = ""
        return canonical(self._users.get(guid.lower(), ""))


def _selection(text: CountedText | None, element: Element) -> Selection | None:
    """Return a selection; None without a text, or if its positions are not numbers."""
    start, end = element.get("startPosition", ""), element.get("endPosition", "")
    if text is None or not all(number.isascii() and number.isdigit() and len(number) < 16 for number in (start, end)):
        return None
    return Selection(text, int(start), int(end), element.get("name", ""))


def _passage(selection: Selection | None, element: Element, reading: Reading) -> Passage | None:
    """Return the passage of a selection: of its words alone if there is no text."""
    if selection is not None:
        return passage_of(selection, reading)
    words = quoted(element.get("name", ""))
    return Passage(canonical(words)) if words else None


def _is_inside(name: str) -> bool:
    """Whether the name of an entry stays in the archive's folder."""
    return not name.startswith(("/", "\\")) and ".." not in name.replace("\\", "/").split("/") and ":" not in name

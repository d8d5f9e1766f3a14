"""EPUB: the chapters of a book in reading order, with the pages of the printed book where it names them.

EPUB 3.3: container, package document, spine. What the spine calls not linear, and the table of contents, are not part of
the text.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from reader.files.archive import Archive, member_at
from reader.files.xml_tree import below, parse
from reader.ingest.content import Content
from reader.ingest.decode import decode
from reader.ingest.html_blocks import blocks_of
from reader.ingest.html_tree import tree
from reader.ingest.signature import not_a, open_archive
from reader.text.composer import Composer
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from reader.translation import _

_CONTAINER = "META-INF/container.xml"
_PREFIXES = {
    "http://www.idpf.org/2007/opf": "opf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}
_CHAPTERS = ("application/xhtml+xml", "text/html", "application/x-dtbncx+xhtml")
_FONTS = re.compile(r"(?i)\.(?:otf|ttf|woff2?)\Z")
"""What may be encrypted in a book that everybody may read: fonts, so that nobody takes them out of it."""
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{1,40})["']""")


def read(data: bytes) -> Content:
    """Return the text of a book. Problem if the file is no EPUB, is damaged or has DRM, or has no text."""
    archive = open_archive(data, "EPUB", _CONTAINER)
    container = parse(archive.read(_CONTAINER))
    package = next((each.get("full-path", "") for each in container.iter("rootfile")), "")
    package = _member(archive, "", package)
    root = parse(archive.read(package), _PREFIXES)
    _refuse_locked(archive)
    composer = Composer()
    for name in _chapters(archive, root, posixpath.dirname(package)):
        for block in blocks_of(tree(_text(archive.read(name)))):
            composer.add(block.kind, block.words)
    made = composer.finished()
    if not made.text:
        hint = _("A book of pictures cannot be read: Scolie does not recognise letters in pictures.")
        raise Problem(_("This book has no text."), "", hint)
    return Content(made.text, _metadata(root), structure=made.structure)


def _text(chapter: bytes) -> str:
    declared = _ENCODING.match(chapter)
    if declared:
        try:
            return chapter.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeError):
            return decode(chapter).text
    return decode(chapter).text


def _member(archive: Archive, folder: str, href: str) -> str:
    """Return the name of the member that an address leads to; some programs write the name as it is, not as an address."""
    path = urlsplit(href).path
    meant = member_at(folder, unquote(path))
    literal = member_at(folder, path)
    return literal if meant not in archive and literal in archive else meant


def _chapters(archive: Archive, root: Element, folder: str) -> list[str]:
    """Return the names of the members that the spine lists, in order."""
    items = {item.get("id", ""): item for item in root.iter("opf:item")}
    names: list[str] = []
    for reference in root.iter("opf:itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or reference.get("linear") == "no" or "nav" in item.get("properties", "").split():
            continue
        if item.get("media-type", _CHAPTERS[0]) in _CHAPTERS:
            names.append(_member(archive, folder, item.get("href", "")))
    if not names:
        raise not_a("EPUB", b"PK")
    return names


def _refuse_locked(archive: Archive) -> None:
    """Raise a Problem if more than fonts is encrypted (EPUB 3.3, 4.2.6.3.2)."""
    data = archive.get("META-INF/encryption.xml")
    if data is None:
        return
    names = [each.get("URI", "") for each in parse(data, _PREFIXES).iter("enc:CipherReference")]
    if any(not _FONTS.search(name) for name in names):
        hint = _("Only the reading program of the shop opens it. Ask for a copy without DRM.")
        raise Problem(_("This book is locked by DRM."), "", hint)


def _metadata(root: Element) -> Metadata:
    package = below(root, "opf:metadata")
    given: dict[str, list[str]] = {}
    for element in package.iter() if package is not None else ():
        if text := " ".join("".join(element.itertext()).split()):
            given.setdefault(element.tag, []).append(text)

    def first(tag: str) -> str:
        return given.get(tag, [""])[0]

    date = re.match(r"\d{4}(?:-\d\d){0,2}", first("dc:date"))
    language = re.match(r"[A-Za-z]{2,3}", first("dc:language"))
    return Metadata(
        title=first("dc:title"),
        author="; ".join(dict.fromkeys(given.get("dc:creator", ()))),
        source=first("dc:publisher"),
        date=date[0] if date else "",
        language=language[0].lower() if language else "",
    )

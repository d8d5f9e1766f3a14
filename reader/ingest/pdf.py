"""PDF: what its pages say in the order in which they were written, as paragraphs, with the pages as places.

There is no recognition of letters: a page that is a picture has no text.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from reader.files.archive import protected
from reader.ingest.content import Content
from reader.ingest.extra import needed
from reader.ingest.office_metadata import is_file_title, is_person
from reader.ingest.pdf_lines import Line, LineCollector
from reader.ingest.pdf_paragraphs import has_mixed_columns, paragraphs, without_running_heads, words_of
from reader.ingest.signature import not_a
from reader.text.composer import Composer
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from reader.translation import _, ngettext

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 3_000
"""Pages of an article; reading as many takes a minute."""


def read(data: bytes) -> Content:
    """Return the text. MissingPackage without pypdf.

    Problem if the file is no PDF, is damaged, needs a password, has too many pages, or has no text.
    """
    pypdf = needed("pypdf", "pdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd in a file says nothing to a person
    if b"%PDF-" not in data[:1_024]:
        raise not_a("PDF", data)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise protected()
        count = len(reader.pages)
    except pypdf.errors.DependencyError as error:  # an encryption that needs one more package
        raise protected() from error
    except Problem:
        raise
    except Exception as error:  # a damaged PDF makes pypdf raise anything
        raise not_a("PDF", data) from error
    if count > MOST_PAGES:
        hint = _("Split it into parts of at most {count} pages.").format(count=MOST_PAGES)
        raise Problem(_("This PDF has too many pages."), str(count), hint)
    return _content(reader, count)


def _content(reader: PdfReader, count: int) -> Content:
    lines: list[Line] = []
    unread: list[tuple[int, Exception]] = []
    for number in range(count):
        try:
            lines += lines_of(reader, number)
        except Exception as error:
            unread.append((number + 1, error))
    if len(unread) == count and unread:
        raise Problem(
            _("The pages of this PDF cannot be read."),
            str(unread[0][1]),
            _("It may be damaged or incomplete: save or download it again."),
        )
    if not lines:
        hint = _("Let a program for text recognition add the text: Scolie does not recognise letters in pictures.")
        raise Problem(_("This PDF has no text, only pictures of pages."), "", hint)
    kept = without_running_heads(lines)
    article = "\n".join(line.text for line in kept)
    labels = _labels(reader, count)
    composer = Composer()
    page = -1
    for kind, part in paragraphs(kept):
        composer.add(kind, words_of(part, article, labels.__getitem__, page))
        page = part[-1].page
    made = composer.finished()
    damage = _damage([number for number, _error in unread], has_mixed_columns(kept))
    return Content(made.text, _metadata(reader), damage=damage, structure=made.structure)


def lines_of(reader: PdfReader, number: int) -> list[Line]:
    """Return the lines of a page, counted from 0; of a damaged one, pypdf raises anything."""
    page = reader.pages[number]
    collector = LineCollector(number, page)
    page.extract_text(visitor_text=collector.take)
    collector.end()
    return collector.lines


def _labels(reader: PdfReader, count: int) -> list[str]:
    """Return what the pages are called; their numbers if the file does not say it or says it wrongly."""
    numbers = [str(number) for number in range(1, count + 1)]
    try:
        labels = [str(label).strip() for label in reader.page_labels]
    except Exception as error:
        logging.getLogger(__name__).debug("page labels: %s", error)
        return numbers
    return [label or number for label, number in zip(labels, numbers, strict=True)] if len(labels) == count else numbers


def _damage(unread: list[int], is_mixed: bool) -> str:
    """Return as a sentence what may be wrong with the text; empty if nothing is."""
    if unread:
        said = ngettext("{count} page cannot be read: {pages}.", "{count} pages cannot be read: {pages}.", len(unread))
        return said.format(count=len(unread), pages=", ".join(map(str, unread[:10])))
    return _("Lines of several columns seem to be mixed up: check the order of the text.") if is_mixed else ""


def _metadata(reader: PdfReader) -> Metadata:
    """Return title and authors. When the file was made is not the date of the article, and its language is the program's."""
    try:
        given: dict[str, Any] = dict(reader.metadata or {})
    except Exception as error:
        logging.getLogger(__name__).debug("metadata: %s", error)
        return Metadata()
    title, author = (" ".join(str(given.get(name) or "").split()) for name in ("/Title", "/Author"))
    return Metadata(
        title="" if is_file_title(title) or title.startswith("(") else title,
        author=author if is_person(author) else "",
    )

"""EPUB: chapters in the order of the spine, pages of the printed book, and books that cannot be read."""

from __future__ import annotations

import pytest

from reader.ingest import epub
from reader.text.block import Kind
from reader.text.document import Document
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from tests.ingest.packages import DOCUMENTS, zipped

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}"/></rootfiles></container>'
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}'
    "</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
)
LOCKED = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData>'
    '<enc:CipherReference URI="{}"/></enc:CipherData></enc:EncryptedData></encryption>'
)


def book(chapters: dict[str, str], *, metadata: str = "", not_linear: str = "", nav: str = "", **members: str) -> bytes:
    """Return a book whose chapters, by href, are in its spine; ``members`` are others, with ``__`` for the slash."""
    items = "".join(
        f'<item id="{href}" href="{href}" media-type="application/xhtml+xml" properties="{"nav" if href == nav else ""}"/>'
        for href in chapters
    )
    spine = "".join(f'<itemref idref="{href}" linear="{"no" if href == not_linear else "yes"}"/>' for href in chapters)
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER.format("OPS/book.opf"),
            "OPS/book.opf": OPF.format(metadata=metadata, items=items, spine=spine),
            **{
                f"OPS/{href.replace('%20', ' ')}": f"<html><body>{body}</body></html>"
                for href, body in chapters.items()
            },
            **{name.replace("__", "/").replace("_xml", ".xml"): data for name, data in members.items()},
        }
    )


def test_an_article_is_read_with_its_blocks_and_metadata() -> None:
    content = epub.read((DOCUMENTS / "article.epub").read_bytes())
    assert content.metadata == Metadata(
        "La digue de Sarzelec tient bon", "Maël Guéguen; Zoé Lefèvre", "", "2025-01-15", "", "fr"
    )
    assert "répète le maire.[1] Les travaux coûteront 1\u202f250\u202f000\u00a0€\u202f; l’État" in content.text
    assert content.text.endswith(
        "22 h | 4,1 m\n23 h | 4,6 m\n\nLigne avec retour\nà la ligne.\n\n1. Entretien du 14 janvier."
    )
    assert content.structure
    kinds = [block.kind for block in content.structure.blocks]
    assert (kinds.count(Kind.HEADING), kinds.count(Kind.QUOTE), kinds.count(Kind.LIST_ITEM)) == (3, 1, 7)


def test_chapters_come_in_the_order_of_the_spine_without_what_is_not_read() -> None:
    data = book(
        {
            "b.xhtml": "<p>un&nbsp;!</p>",
            "a%20c.xhtml": "<p>deux</p>",
            "toc.xhtml": "<p>non</p>",
            "x.xhtml": "<p>non</p>",
        },
        not_linear="x.xhtml",
        nav="toc.xhtml",
    )
    assert epub.read(data).text == "un\u00a0!\n\ndeux"


@pytest.mark.parametrize(
    ("href", "member"),
    [
        ("i%CC%82le.xhtml", "\u00eele.xhtml"),
        ("%C3%AEle.xhtml", "i\u0302le.xhtml"),
        ("i\u0302le.xhtml", "\u00eele.xhtml"),
        ("a%20b.xhtml", "a%20b.xhtml"),
        ("a.xhtml#top", "a.xhtml"),
        ("a.xhtml", "A.XHTML"),
    ],
    ids=["decomposed", "composed", "no-address", "literal", "fragment", "case"],
)
def test_a_chapter_is_found_by_another_spelling_of_its_name(href: str, member: str) -> None:
    assert epub.read(book_of(href, member)).text == "La mer."


def test_a_chapter_is_found_where_names_are_utf_8_without_the_flag_that_says_so() -> None:
    written = book_of("%C3%AEle.xhtml", "\u00eele.xhtml")
    unmarked = written.replace(b"\x14\0\0\x08", b"\x14\0\0\0")  # version 2.0, then the flags
    assert unmarked != written
    assert epub.read(unmarked).text == "La mer."


def test_a_name_that_two_members_have_in_other_cases_is_not_guessed() -> None:
    items = '<item id="1" href="a.xhtml"/>'
    members = {"META-INF/container.xml": CONTAINER.format("b.opf"), "A.xhtml": "<p>un</p>", "a.XHTML": "<p>deux</p>"}
    with pytest.raises(Problem, match="missing"):
        epub.read(zipped({**members, "b.opf": OPF.format(metadata="", items=items, spine='<itemref idref="1"/>')}))


def book_of(href: str, member: str) -> bytes:
    """Return a book whose only chapter has the address ``href`` and is the member ``member``."""
    items = f'<item id="1" href="{href}" media-type="application/xhtml+xml"/>'
    opf = OPF.format(metadata="", items=items, spine='<itemref idref="1"/>')
    container = CONTAINER.format("OPS/book.opf")
    return zipped({"META-INF/container.xml": container, "OPS/book.opf": opf, f"OPS/{member}": "<p>La mer.</p>"})


def test_pages_of_the_printed_book_are_places_also_within_a_sentence() -> None:
    data = book(
        {
            "a.xhtml": '<span epub:type="pagebreak" title="ix"/><p>La mer <span role="doc-pagebreak" aria-label="10"/>dort.</p>',
            "b.xhtml": '<div epub:type="pagebreak">11</div><p>Le vent.</p>',
        }
    )
    content = epub.read(data)
    assert content.text == "La mer dort.\n\nLe vent."
    assert content.structure
    assert [(page.label, content.text[page.start :][:4]) for page in content.structure.pages] == [
        ("ix", "La m"),
        ("10", "dort"),
        ("11", "Le v"),
    ]
    document = Document.read(content.text, content.structure)
    assert document.pages_of([document.sentence_at(0)]) == [("ix", "10")]


def test_fonts_may_be_encrypted_but_not_chapters() -> None:
    chapters = {"a.xhtml": "<p>La mer.</p>"}
    assert epub.read(book(chapters, **{"META-INF__encryption_xml": LOCKED.format("OPS/a.otf")})).text == "La mer."
    with pytest.raises(Problem, match="DRM") as caught:
        epub.read(book(chapters, **{"META-INF__encryption_xml": LOCKED.format("OPS/a.xhtml")}))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"", "empty"),
        (zipped({"mimetype": "application/epub+zip"}), "not in the format EPUB"),
        (zipped({"META-INF/container.xml": CONTAINER.format("../../etc/passwd")}), "outside of itself"),
        (book({}), "not in the format EPUB"),
        (book({"../../a.xhtml": "x"}), "outside of itself"),
        (book({"a.xhtml": "<img src='a.png'/>"}), "no text"),
        (book({"a.xhtml": "x"}).replace(b"OPS/a.xhtml", b"OPS/b.xhtml"), "missing"),
    ],
    ids=["empty", "bare", "path", "spine", "chapter", "pictures", "missing"],
)
def test_a_book_that_cannot_be_read_is_refused_in_words(data: bytes, title: str) -> None:
    with pytest.raises(Problem, match=title) as caught:
        epub.read(data)
    assert caught.value.hint


def test_every_cut_of_a_book_is_refused() -> None:
    data = (DOCUMENTS / "article.epub").read_bytes()
    for at in range(0, len(data), len(data) // 10):
        with pytest.raises(Problem):
            epub.read(data[:at])

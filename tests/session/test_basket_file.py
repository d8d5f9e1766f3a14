"""The basket as a file: Markdown and other texts, and documents of word processors, read back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reader.ingest import docx, odt
from reader.ingest.content import Content
from reader.session.basket.basket import basket, collect, write_note
from reader.session.basket.basket_file import write_basket
from reader.session.codebook.tag_edits import describe_article
from reader.session.library.workspace import Workspace
from reader.session.output.excerpts import Citing
from reader.store.interface import LIBRARY, Put
from reader.text.block import Kind
from reader.text.emphasis import Marks
from reader.text.problem import Problem
from reader.text.span import Span
from tests.libraries import open_with_articles

READERS = {"docx": docx.read, "odt": odt.read}


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    describe_article(
        workspace,
        workspace.article("port"),
        {"title": 'Le <port> & le "quai"', "author": "Roy, Anne", "source": "Le Matin", "date": "2024-05-31"},
    )
    for article, quote in (("ete", "La mer dort."), ("port", "Rien ne presse.")):
        text = workspace.document(article).text
        collect(workspace, article, [Span(text.index(quote), text.index(quote) + len(quote))])
    write_note(workspace, basket(workspace)[0].id, "Le calme & l’attente :\nrien d’autre.\n\nPuis  ceci.")
    return workspace


def written(workspace: Workspace, citing: Citing, file: Path) -> Path:
    write_basket(workspace, citing, file, lambda _done, _of: None)
    return file


def blocks(content: Content) -> list[tuple[Kind, str]]:
    assert content.structure
    return [(block.kind, block.span.of(content.text)) for block in content.structure.blocks]


@pytest.mark.parametrize("form", READERS)
def test_a_document_has_quotes_words_between_them_and_references(filled: Workspace, tmp_path: Path, form: str) -> None:
    content = READERS[form](written(filled, Citing(format=form), tmp_path / f"out.{form}").read_bytes())
    found = blocks(content)
    assert found[0] == (Kind.HEADING, "Extraits")
    quoted = [text for kind, text in found if kind is Kind.QUOTE]
    assert [text.split(" (")[0] for text in quoted] == ["La mer dort.", "Rien ne presse."]
    assert quoted[1].endswith("(Roy, 2024, paragr.\u00a02)")
    assert (Kind.PARAGRAPH, "Le calme & l’attente :\nrien d’autre.") in found
    assert (Kind.PARAGRAPH, "Puis  ceci.") in found
    at = found.index((Kind.HEADING, "Références"))
    assert len(found) - at == 3
    assert "Le <port>" in found[at + 1][1] + found[at + 2][1]
    assert content.structure
    assert "Le Matin" in [
        each.span.of(content.text) for each in content.structure.emphasis if each.marks is Marks.EMPHASIS
    ]


@pytest.mark.parametrize("form", READERS)
def test_a_style_of_notes_cites_in_footnotes(filled: Workspace, tmp_path: Path, form: str) -> None:
    file = written(filled, Citing("iso690-note", form), tmp_path / f"out.{form}")
    found = blocks(READERS[form](file.read_bytes()))
    quoted = [text for kind, text in found if kind is Kind.QUOTE]
    assert quoted == ["La mer dort.[1]", "Rien ne presse.[2]"]
    assert any(text.startswith("[2] ") and "Le Matin" in text for _, text in found)


@pytest.mark.parametrize(("form", "mark"), [("docx", "<w:bidi/>"), ("odt", '"Quotations_RTL"')])
def test_words_from_right_to_left_say_so(workspace: Workspace, tmp_path: Path, form: str, mark: str) -> None:
    words = "הנמל נפתח מחדש (ביום שני)."
    (workspace.root / "seeds" / "namal.txt").write_text(f"{words}\n\nLe port rouvre.\n", "utf-8")
    text = workspace.document(next(each.id for each in workspace.articles() if each.path.endswith("namal.txt"))).text
    for quote in (words, "Le port rouvre."):
        collect(workspace, "namal", [Span(text.index(quote), text.index(quote) + len(quote))])
    data = written(workspace, Citing(format=form), tmp_path / f"out.{form}").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("word/document.xml" if form == "docx" else "content.xml").decode()
    hebrew, french = (
        next(part for part in content.split("p>") if quote in part) for quote in (words, "Le port rouvre.")
    )
    assert mark in hebrew and mark not in french
    quoted = [words for kind, words in blocks(READERS[form](data)) if kind is Kind.QUOTE]
    assert len(quoted) == 2 and quoted[0].startswith(words)


@pytest.mark.parametrize("form", READERS)
def test_every_part_of_a_document_is_well_formed_and_equal_each_time(
    filled: Workspace, tmp_path: Path, form: str
) -> None:
    data = written(filled, Citing("chicago-note", form), tmp_path / f"a.{form}").read_bytes()
    assert data == written(filled, Citing("chicago-note", form), tmp_path / f"b.{form}").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
        if form == "odt":
            assert names[0] == "mimetype" and archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    roots = {name: ElementTree.fromstring(part) for name, part in parts.items() if name != "mimetype"}
    if form == "docx":
        listed = {each.get("PartName", "").lstrip("/") for each in roots["[Content_Types].xml"]} - {""}
        assert {name for name in names if name.endswith(".xml") and name != "[Content_Types].xml"} == listed
    else:
        listed = {
            value for each in roots["META-INF/manifest.xml"] for key, value in each.items() if key.endswith("full-path")
        }
        assert listed == {"/", "content.xml", "styles.xml", "meta.xml"}


@pytest.mark.parametrize("form", [*READERS, "markdown", "html", "rtf", "plain"])
def test_hostile_words_come_out_visible(filled: Workspace, tmp_path: Path, form: str) -> None:
    hostile = "A\x1b]0;x\x07 \x00 ]]> </w:t> \u202e \ufffe &amp;"
    write_note(filled, basket(filled)[1].id, hostile)
    record, revision = filled.store.get(LIBRARY, "articles", "port")
    filled.store.put([Put(LIBRARY, "articles", "port", {**(record or {}), "title": hostile}, revision)])
    data = written(filled, Citing(format=form), tmp_path / "out").read_bytes()
    text = READERS[form](data).text if form in READERS else data.decode("utf-8")
    assert not set("\x00\x07\x1b\u202e") & set(text)
    assert "␛" in text or form == "rtf"
    if form in READERS:
        assert "]]> </w:t>" in text and "&amp;" in text


def test_markdown_has_notes_and_references_in_the_language_asked_for(filled: Workspace, tmp_path: Path) -> None:
    text = written(filled, Citing(format="markdown", language="en"), tmp_path / "out.md").read_text(encoding="utf-8")
    parts = text.rstrip("\n").split("\n\n")
    assert parts[0].startswith("> La mer dort.")
    assert parts[1:3] == ["Le calme & l’attente :\\\nrien d’autre.", "Puis  ceci."]
    assert "## References" in parts
    assert len(parts) - parts.index("## References") == 3


@pytest.mark.parametrize(("form", "has_list"), [("latex", False), ("citation", False), ("html", True), ("rtf", True)])
def test_a_format_that_cites_by_keys_leaves_the_list_to_the_bibliography(
    filled: Workspace, tmp_path: Path, form: str, has_list: bool
) -> None:
    text = written(filled, Citing(format=form, language="en"), tmp_path / "out").read_text(encoding="utf-8")
    assert ("References" in text) == has_list


def test_numbers_agree_with_those_of_the_list(filled: Workspace, tmp_path: Path) -> None:
    text = written(filled, Citing("vancouver"), tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "« La mer dort. » (1)" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert text.rstrip("\n").split("\n\n")[-1].startswith("2. Roy A.")


@pytest.mark.parametrize("form", READERS)
def test_what_has_changed_is_said_in_the_document_and_the_report(root: Path, tmp_path: Path, form: str) -> None:
    workspace = open_with_articles(root)
    collect(workspace, "port", [Span(0, 15)])
    (root / "seeds" / "port.txt").unlink()
    workspace = open_with_articles(root)
    file = tmp_path / f"out.{form}"
    report = write_basket(workspace, Citing(format=form), file, lambda _done, _of: None)
    assert (report.written, report.kept, list(report.lost.values())) == (1, 0, [1])
    assert any(
        text.startswith("Le port rouvre. (") and text.endswith(" (orphan)")
        for _, text in blocks(READERS[form](file.read_bytes()))
    )


def test_a_thousand_excerpts_are_written(workspace: Workspace, tmp_path: Path) -> None:
    collect(workspace, "port", [Span(0, 15)])
    (only,) = basket(workspace)
    more = [replace(only, id=f"x{number}", position=number) for number in range(1, 1_000)]
    workspace.store.put([Put(LIBRARY, "basket", each.id, each.to_record(), 0) for each in more])
    file = written(workspace, Citing(format="docx"), tmp_path / "out.docx")
    assert sum(kind is Kind.QUOTE for kind, _ in blocks(docx.read(file.read_bytes()))) == 1_000


def test_an_empty_basket_makes_no_file(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="nothing to export"):
        written(workspace, Citing(), tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()

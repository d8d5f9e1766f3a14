"""PDFs against the true texts of `tests/ingest/documents`, which LibreOffice and ReportLab have set, and against damage."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from reader.ingest import pdf
from reader.ingest.content import Content
from reader.ingest.extra import MissingPackage
from reader.ingest.pdf_lines import Line, LineCollector
from reader.ingest.pdf_paragraphs import has_mixed_columns, paragraphs, without_running_heads, words_of
from reader.ingest.source import load
from reader.text.block import Kind
from reader.text.composer import Words
from reader.text.document import Document
from reader.text.emphasis import Marks
from reader.text.problem import Problem
from tests.ingest.packages import DOCUMENTS

pypdf = pytest.importorskip("pypdf", reason="it is in the extra `pdf`, and in `dev`")


def content(name: str) -> Content:
    return pdf.read((DOCUMENTS / f"{name}.pdf").read_bytes())


def truth(name: str) -> str:
    return (DOCUMENTS / f"truth-{name}.txt").read_text(encoding="utf-8").strip()


def words(text: str) -> list[str]:
    return re.split(r"[\s\u00a0\u202f]+", text)


@pytest.mark.parametrize(
    ("name", "true", "errors"),
    [("one_lo", "one", 0.012), ("two", "two", 0.002), ("lig", "one", 0.012), ("ligpoints", "one", 0.002)],
)
def test_few_words_differ_from_the_true_text(name: str, true: str, errors: float) -> None:
    """Seven words of a title are lost in the files of LibreOffice themselves."""
    expected = words(truth(true))
    assert Levenshtein.distance(words(content(name).text), expected) <= errors * len(expected)


@pytest.mark.parametrize(("name", "true"), [("one_lo", "one"), ("two", "two"), ("lig", "one"), ("ligpoints", "one")])
def test_paragraphs_begin_where_they_begin(name: str, true: str) -> None:
    read = content(name)
    assert read.structure
    found = [
        "".join(words(block.span.of(read.text)))[:30] for block in read.structure.blocks if block.kind is Kind.PARAGRAPH
    ]
    assert found == ["".join(words(paragraph))[:30] for paragraph in truth(true).split("\n\n")[1:]]


def test_french_spaces_and_words_broken_at_line_ends_are_right() -> None:
    assert content("one_lo").text.count("\u202f") == truth("one").count("\u202f") == 18
    two = content("two").text
    assert "affrété" in two and "sous-préfet" in two and "Camaret-sur-Mer" in two
    assert "LE RIVAGE" not in two and "page 2" not in two


def test_pages_are_places_and_paragraphs_run_on_across_them() -> None:
    read = content("two")
    document = Document.read(read.text, read.structure)
    assert [page.label for page in document.pages] == ["1", "2", "3"]
    second = document.pages[1].start
    assert read.text[second - 1] == " " and not read.text[second].isupper()
    assert document.pages_of([document.sentence_at(second)]) == [("1", "2")]
    assert document.title == "Ouessant : le fioul venait bien d’un cargo finlandais" == read.metadata.title
    assert read.metadata.author == ""  # (anonymous)


def lines(*given: tuple[float, float, str] | tuple[float, float, str, float] | None) -> list[Line]:
    """Return lines from places (from the left, from the bottom), words and sizes; None begins a page."""
    made: list[Line] = []
    page = 0
    for each in given:
        if each is None:
            page += 1
            continue
        x, y, text, *size = each
        made.append(Line(page, x, y, size[0] if size else 10, y / 800, [Words(text)]))
    return made


def texts(given: Sequence[Line]) -> list[tuple[Kind, str]]:
    article = "\n".join(line.text for line in given)
    return [(kind, "".join(each.text for each in words_of(part, article, str, 0))) for kind, part in paragraphs(given)]


def test_paragraphs_begin_at_wide_gaps_indents_and_other_sizes() -> None:
    gap = lines((50, 700, "La mer"), (50, 688, "dort."), (50, 676, "Encore"), (50, 660, "Le vent"), (50, 648, "tombe."))
    assert [text for _, text in texts(gap)] == ["La mer dort. Encore", "Le vent tombe."]
    indented = lines(
        (50, 700, "La mer"), (50, 688, "dort."), (62, 676, "Le vent"), (50, 664, "tombe et"), (62, 652, "revient.")
    )
    assert [text for _, text in texts(indented)] == ["La mer dort.", "Le vent tombe et revient."]
    sized = lines((50, 700, "Le grand", 20), (50, 676, "titre", 20), (50, 650, "La mer dort."), (50, 638, "Elle dort."))
    assert texts(sized) == [(Kind.HEADING, "Le grand titre"), (Kind.PARAGRAPH, "La mer dort. Elle dort.")]


def test_a_paragraph_ends_with_its_page_or_column_only_if_its_sentence_does() -> None:
    runs = lines((50, 112, "La mer"), (50, 100, "dort et le"), None, (50, 700, "vent tombe."), (50, 688, "Il pleut."))
    assert [text for _, text in texts(runs)] == ["La mer dort et le vent tombe. Il pleut."]
    ends = lines((50, 112, "La mer"), (50, 100, "dort."), (300, 700, "Le vent tombe."), (300, 688, "Il pleut."))
    assert [text for _, text in texts(ends)] == ["La mer dort.", "Le vent tombe. Il pleut."]


def test_broken_words_are_joined_as_the_article_spells_them() -> None:
    given = lines(
        (50, 700, "le sous-préfet et le sous-"),
        (50, 688, "préfet, une sou-"),
        (50, 676, "ris et Saint-"),
        (50, 664, "Malo"),
    )
    assert texts(given)[0][1] == "le sous-préfet et le sous-préfet, une souris et Saint-Malo"


def test_running_heads_are_alike_on_several_pages_and_at_their_edges() -> None:
    page = [(50.0, 780.0, "LE RIVAGE, {}"), (50.0, 400.0, "Refrain"), (280.0, 20.0, "{} sur 9")]
    every: list[tuple[float, float, str] | None] = []
    for number in range(1, 5):
        every += [(x, y, text.format(number)) for x, y, text in page]
        every.append(None)
    kept = without_running_heads(lines(*every, (50, 780, "Un titre en haut"), (50, 700, "Fin.")))
    assert [line.text for line in kept] == ["Refrain"] * 4 + ["Un titre en haut", "Fin."]
    alone = lines((50, 780, "LE RIVAGE"), (50, 700, "Fin."))
    assert without_running_heads(alone) == alone


def test_lines_of_two_columns_that_alternate_are_noticed() -> None:
    mixed = [(x, 700.0 - 12 * row, "mer") for row in range(15) for x in (50.0, 300.0)]
    in_order = [(x, 700.0 - 12 * row, "mer") for x in (50.0, 300.0) for row in range(15)]
    assert has_mixed_columns(lines(*mixed)) and not has_mixed_columns(lines(*in_order))


def test_pieces_of_a_line_keep_how_their_fonts_look_and_ligatures_are_letters() -> None:
    collector = LineCollector(0, pypdf.PageObject.create_blank_page(width=600, height=800))
    unit = [1, 0, 0, 1, 0, 0]
    for text, font in (("Le ", "AAAA+Serif"), ("ﬁoul", "AAAA+Serif-BoldItalic"), ("\n", "X"), (" \nﬂot\n", "Serif")):
        collector.take(text, unit, [1, 0, 0, 1, 50, 400], {"/BaseFont": f"/{font}"}, 12)
    collector.end()
    assert [line.text for line in collector.lines] == ["Le fioul", "flot"]
    assert collector.lines[0].words[1].marks == Marks.STRONG | Marks.EMPHASIS
    assert (collector.lines[0].x, collector.lines[0].y, collector.lines[0].height) == (50, 400, 0.5)


# -- bad input


def written(pages: int = 1, **how: object) -> bytes:
    """Return a PDF with blank pages; ``password``: what opens it."""
    writer = pypdf.PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(600, 800)
    if "password" in how:
        writer.encrypt(str(how["password"]), "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def locked(name: str, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=DOCUMENTS / f"{name}.pdf")
    writer.encrypt(password, "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "title", "hint"),
    [
        (b"", "empty", "again"),
        (b"PK\x03\x04 no", "not in the format PDF", "damaged"),
        (b"{\\rtf1 a}", "not in the format PDF", ".rtf"),
        (b"%PDF-1.7\nnothing more", "not in the format PDF", "damaged"),
        (written(), "no text", "text recognition"),
        (written(password="secret"), "password", "without a password"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, data: bytes, title: str, hint: str) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    with pytest.raises(Problem) as caught:
        load(file)
    assert title in caught.value.title and hint in caught.value.hint and "a.pdf" in caught.value.message


def test_a_file_that_opens_without_a_password_is_read() -> None:
    assert pdf.read(locked("ligpoints", "")).text == content("ligpoints").text


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(Problem, match="too many pages"):
        pdf.read(written(3))


def test_every_cut_of_a_file_is_read_or_refused() -> None:
    data = (DOCUMENTS / "ligpoints.pdf").read_bytes()
    for at in range(0, len(data), len(data) // 10):
        try:
            assert isinstance(pdf.read(data[:at]).text, str)
        except Problem as problem:
            assert problem.hint


def test_a_page_that_cannot_be_read_costs_itself_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = pdf.lines_of

    def failing(reader: object, number: int) -> list[Line]:
        if number == 0:
            raise ValueError("a damaged page")
        return real(reader, number)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf, "lines_of", failing)
    read = content("ligpoints")
    assert read.damage == "1 page cannot be read: 1." and "Lettre douze" in read.text


def test_pages_have_the_labels_that_the_file_gives_them() -> None:
    writer = pypdf.PdfWriter(clone_from=DOCUMENTS / "two.pdf")
    writer.set_page_label(0, 1, style="/r", start=9)
    writer.set_page_label(2, 2, style="/D", prefix="A-")
    made = io.BytesIO()
    writer.write(made)
    structure = pdf.read(made.getvalue()).structure
    assert structure and [page.label for page in structure.pages] == ["ix", "x", "A-1"]


def test_without_pypdf_a_file_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr("reader.ingest.extra.importlib.import_module", fail)
    with pytest.raises(MissingPackage) as caught:
        pdf.read(b"%PDF-1.7")
    assert "pip install 'scolie[pdf]'" in caught.value.hint

"""DOCX and ODT are read as Word and LibreOffice show them; the documents are those of `tests/ingest/documents`."""

from __future__ import annotations

import pytest

from reader.ingest import docx as docx_reader
from reader.ingest import odt as odt_reader
from reader.ingest.content import Content
from reader.text.block import Kind
from reader.text.emphasis import Marks
from reader.text.metadata import Metadata
from tests.ingest.packages import DOCUMENTS, docx, odt, paragraph

ARTICLE = """La digue de Sarzelec tient bon

Maël Guéguen

Zoé Lefèvre

2025-01-15

La digue de Sarzelec tient bon

Par Maël Guéguen et Zoé Lefèvre

« Elle a tenu toute la nuit », répète le maire.[1] Les travaux coûteront 1\u202f250\u202f000\u00a0€\u202f; l’État en paiera 40 %.

Une nuit d’attente

• les sirènes à 22 h 30 ;
• l’évacuation du camping municipal ;
• le retour au calme 🌊.

« On n’a jamais vu ça ici. »

La version finalement retenue compte deux pages.

Heure | Hauteur
22 h | 4,1 m
23 h | 4,6 m

Ligne avec retour
à la ligne.

[1] Entretien du 14 janvier."""
ITEM, TITLE, TEXT = Kind.LIST_ITEM, Kind.HEADING, Kind.PARAGRAPH


def kinds(content: Content) -> list[tuple[Kind, str]]:
    assert content.structure
    return [(block.kind, block.span.of(content.text)) for block in content.structure.blocks]


def marked(content: Content) -> list[tuple[str, Marks]]:
    assert content.structure
    return [(each.span.of(content.text), each.marks) for each in content.structure.emphasis]


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_an_article_is_read_with_its_blocks_marks_and_metadata(name: str) -> None:
    content = (docx_reader if name == "docx" else odt_reader).read((DOCUMENTS / f"article.{name}").read_bytes())
    text = ARTICLE
    if name == "odt":  # pandoc writes what was deleted as if it were not
        text = text.replace("version finalement", "version d’abordfinalement")
    assert content.text == text.replace(" ;\n", " ;\n")
    blocks = kinds(content)
    assert [words for kind, words in blocks if kind is TITLE] == [
        "La digue de Sarzelec tient bon",
        "La digue de Sarzelec tient bon",
        "Une nuit d’attente",
    ]
    assert [words for kind, words in blocks if kind is Kind.QUOTE] == ["« On n’a jamais vu ça ici. »"]
    assert [words for kind, words in blocks if kind is ITEM][2:4] == ["• le retour au calme 🌊.", "Heure | Hauteur"]
    assert marked(content) == [
        ("Par Maël Guéguen et Zoé Lefèvre", Marks.EMPHASIS),
        ("camping municipal", Marks.LINK),
    ]
    assert content.metadata == Metadata(
        title="La digue de Sarzelec tient bon", author="Maël Guéguen; Zoé Lefèvre", date="2025-01-15", language="fr"
    )


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:cr/><w:t>c</w:t>", "a\tb\nc"),
        ("<w:t>mer</w:t><w:noBreakHyphen/><w:t>bleue</w:t>", "mer\u2011bleue"),
        ("<w:t>cam</w:t><w:softHyphen/><w:t>p\u00ading</w:t>", "camping"),
        ("<w:t>a</w:t><w:instrText>PAGE</w:instrText><w:delText>b</w:delText>", "a"),
        ('<w:t>a</w:t><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Symbol" w:char="03B2"/>', "a\ufffdβ"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>caché</w:t>", ""),
        ('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t>', "⁶"),
    ],
)
def test_a_run_of_word_shows_what_word_shows(run: str, text: str) -> None:
    assert docx_reader.read(docx(f"<w:p><w:r>{run}</w:r></w:p>")).text == text


def test_accepted_changes_content_controls_and_first_choices_are_shown() -> None:
    runs = (
        "<w:ins>{a}</w:ins><w:del>{b}</w:del><w:moveTo>{c}</w:moveTo><w:moveFrom>{d}</w:moveFrom>"
        "<w:sdt><w:sdtContent>{e}</w:sdtContent></w:sdt><w:smartTag>{f}</w:smartTag><w:hyperlink>{g}</w:hyperlink>"
        "<mc:AlternateContent><mc:Choice>{h}</mc:Choice><mc:Fallback>{i}</mc:Fallback></mc:AlternateContent>"
    ).format(**{letter: f"<w:r><w:t>{letter}</w:t></w:r>" for letter in "abcdefghi"})
    body = f"<w:p>{runs}</w:p><w:ins>{paragraph('Ajout.')}</w:ins><w:del>{paragraph('Perdu.')}</w:del>"
    assert docx_reader.read(docx(body)).text == "acefgh\n\nAjout."


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next_one() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = (
        f"<w:p>{deleted}<w:r><w:t xml:space='preserve'>Le port </w:t></w:r></w:p>"
        f"<w:p>{deleted}<w:del><w:r><w:delText>Perdu.</w:delText></w:r></w:del></w:p>{paragraph('ferme.')}"
        f"{paragraph('Il rouvre.')}<w:p>{deleted}<w:r><w:t>Fin.</w:t></w:r></w:p>"
    )
    assert docx_reader.read(docx(body)).text == "Le port ferme.\n\nIl rouvre.\n\nFin."


@pytest.mark.parametrize(
    ("title", "author", "metadata"),
    [
        ("Le port", "Anne Roy", Metadata("Le port", "Anne Roy")),
        ("Document1", "python-docx", Metadata()),
        ("Microsoft Word - port.docx", "Utilisateur Windows", Metadata()),
        ("port.odt", "(anonymous)", Metadata()),
    ],
)
def test_what_a_program_gives_by_itself_is_neither_title_nor_author(
    title: str, author: str, metadata: Metadata
) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></cp:coreProperties>"
    )
    assert docx_reader.read(docx(paragraph("a"), core=core)).metadata == metadata


def test_styles_of_word_say_what_a_paragraph_is_by_their_names_or_levels() -> None:
    styles = "".join(
        f'<w:style w:styleId="{id_}"><w:name w:val="{name}"/>{more}</w:style>'
        for id_, name, more in (
            ("T1", "heading 1", ""),
            ("Mien", "Mon titre à moi", '<w:basedOn w:val="T1"/>'),
            ("Niveau", "Rubrique", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
            ("Cit", "Intense Quote", ""),
            ("Leg", "caption", ""),
            ("Boucle", "Boucle", '<w:basedOn w:val="Boucle"/>'),
            ("Gras", "Gras", "<w:rPr><w:b/></w:rPr>"),
        )
    )
    ids = ["T1", "Mien", "Niveau", "Cit", "Leg", "Boucle", "Absent"]
    content = docx_reader.read(docx("".join(paragraph("La mer dort, dit-on.", "", id_) for id_ in ids), styles=styles))
    assert [kind for kind, _ in kinds(content)] == [TITLE, TITLE, TITLE, Kind.QUOTE, Kind.CAPTION, TEXT, TEXT]
    looks = (
        paragraph("gras", "", "Gras") + paragraph("non", '<w:b w:val="0"/>', "Gras") + paragraph("italique", "<w:i/>")
    )
    assert marked(docx_reader.read(docx(looks, styles=styles))) == [
        ("gras", Marks.STRONG),
        ("italique", Marks.EMPHASIS),
    ]


def test_lists_of_word_count_as_word_does() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, start, kind, text in (
            (0, 2, "decimal", "%1."),
            (1, 1, "lowerLetter", "%1%2)"),
            (2, 1, "upperRoman", "%3"),
        )
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
        "</w:lvlOverride></w:num>"
    )
    items = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("2", 0), ("2", 0), ("0", 0), ("5", 0)]
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>mer</w:t></w:r></w:p>"
        for list_, level in items
    )
    words = [text for _, text in kinds(docx_reader.read(docx(body, numbering=numbering)))]
    assert [text.removesuffix("mer").strip() for text in words] == [
        "2.",
        "2a)",
        "2b)",
        "I",
        "3.",
        "3a)",
        "9.",
        "10.",
        "",
        "•",
    ]


def test_notes_and_text_boxes_of_word_follow_what_they_belong_to() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Encadré.')}</w:txbxContent></w:pict></w:r>"
    notes = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p><w:r><w:t>Un</w:t></w:r>{notes.format(5)}{box}{notes.format(3)}{notes.format(9)}</w:p>"
    footnotes = "".join(f'<w:footnote w:id="{id_}">{paragraph(f" Note {id_}.") * 2}</w:footnote>' for id_ in (3, 5))
    text = docx_reader.read(docx(body, footnotes=footnotes)).text
    assert text == "Un[1][2]\n\nEncadré.\n\n[1] Note 5.\n Note 5.\n\n[2] Note 3.\n Note 3."


BOX = f"<w:txbxContent>{paragraph('Encadré.')}</w:txbxContent>"
VML = f"<w:pict><w:textbox>{BOX}</w:textbox></w:pict>"
BOTH = (
    f"<mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback>{VML}</mc:Fallback>"
    "</mc:AlternateContent>"
)
OLD = f"<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize("shape", [VML, BOTH, OLD])
@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("<w:p><w:r>{0}</w:r><w:r><w:t>Un</w:t></w:r></w:p>", "Un\n\nEncadré."),
        ("<w:p>" + "<w:r>{0}</w:r>" * 3 + "<w:r><w:t>Un</w:t></w:r></w:p>", "Un" + "\n\nEncadré." * 3),
        ("<w:tbl><w:tr><w:tc>{1}</w:tc><w:tc>{2}</w:tc></w:tr></w:tbl>", "Un | Deux\n\nEncadré."),
        ("<w:tbl><w:tr><w:tc>{1}{2}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", "Un\n\nEncadré.\n\nDeux"),
        (
            "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{1}</w:tc></w:tr></w:tbl></w:tc><w:tc>{2}</w:tc></w:tr></w:tbl>",
            "Un | Deux\n\nEncadré.",
        ),
        ("<w:sdt><w:sdtContent>{1}</w:sdtContent></w:sdt>{2}", "Un\n\nEncadré.\n\nDeux"),
    ],
)
def test_a_text_box_of_word_is_read_once_wherever_it_stands(shape: str, place: str, text: str) -> None:
    anchored = f"<w:p><w:r><w:t>Un</w:t></w:r><w:r>{shape}</w:r></w:p>"
    assert docx_reader.read(docx(place.format(shape, anchored, paragraph("Deux")))).text == text


@pytest.mark.parametrize("shape", [VML, BOTH, OLD])
def test_a_text_box_in_a_note_of_word_is_read_once_behind_it(shape: str) -> None:
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>Note.</w:t></w:r><w:r>{shape}</w:r></w:p></w:footnote>'
    text = docx_reader.read(
        docx('<w:p><w:r><w:t>Un</w:t><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=note)
    ).text
    assert text == "Un[1]\n\n[1] Note.\n\nEncadré."


def test_a_row_in_which_one_cell_alone_has_words_is_no_row() -> None:
    cell = "<w:tc>{}</w:tc>".format
    row = "<w:tr>{}</w:tr>".format
    two = paragraph("La mer dort.") + paragraph("Le vent tombe.")
    table = row(cell(two) + cell("")) + row(cell(two) + cell(paragraph("Fin")))
    content = docx_reader.read(docx(f"<w:tbl>{table}</w:tbl>"))
    assert kinds(content) == [
        (TEXT, "La mer dort."),
        (TEXT, "Le vent tombe."),
        (ITEM, "La mer dort. Le vent tombe. | Fin"),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>La  mer\n  <text:span> dort</text:span></text:p>", "La mer dort"),
        ('<text:p>22<text:s text:c="2"/>h<text:tab/>30<text:line-break/>fin</text:p>', "22  h\t30\nfin"),
        ("<text:p>cam\u00adping<office:annotation><text:p>non</text:p></office:annotation></text:p>", "camping"),
        ("<text:tracked-changes><text:p>supprimé</text:p></text:tracked-changes><text:p>reste</text:p>", "reste"),
        ("<text:section><text:p>a</text:p></text:section><text:p>b</text:p>", "a\n\nb"),
        (
            "<text:p>a<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>b</text:p>",
            "a[1]b\n\n[1] n",
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>boîte</text:p></draw:text-box></draw:frame>b</text:p>",
            "ab\n\nboîte",
        ),
    ],
)
def test_a_paragraph_of_libreoffice_shows_what_libreoffice_shows(body: str, text: str) -> None:
    assert odt_reader.read(odt(body)).text == text


def test_lists_of_libreoffice_count_as_libreoffice_does() -> None:
    numbered = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="." text:start-value="3"/><text:list-level-style-number text:level="2" style:num-format="i" '
        'style:num-prefix="("  style:num-suffix=")"/></text:list-style>'
    )
    item = "<text:list-item><text:p>mer</text:p>{}</text:list-item>".format
    inner = f"<text:list>{item('')}{item('')}</text:list>"
    first = f'<text:list text:style-name="N">{item(inner)}{item("")}</text:list>'
    second = f'<text:list text:style-name="N" text:continue-numbering="true">{item("")}</text:list>'
    third = f'<text:list text:style-name="N">{item("")}</text:list><text:list>{item("")}</text:list>'
    words = [text for _, text in kinds(odt_reader.read(odt(first + second + third, styles=numbered)))]
    assert [text.split(" ")[0] for text in words] == ["3.", "(i)", "(ii)", "4.", "5.", "3.", "•"]


def test_styles_of_libreoffice_say_what_a_paragraph_is_and_how_words_look() -> None:
    styles = (
        '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="Intense_20_Quote"/>'
        '<style:style style:family="paragraph" style:name="P2" style:parent-style-name="Illustration"/>'
        '<style:style style:family="text" style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:family="text" style:name="T2" style:parent-style-name="T1">'
        '<style:text-properties fo:font-weight="normal" fo:font-style="italic"/></style:style>'
    )
    body = (
        '<text:h>Le port</text:h><text:p text:style-name="P1">La mer dort.</text:p><text:p text:style-name="P2">Le port.</text:p>'
        '<text:p>a <text:span text:style-name="T1">b</text:span> <text:span text:style-name="T2">c</text:span></text:p>'
    )
    content = odt_reader.read(odt(body, styles=styles))
    assert [kind for kind, _ in kinds(content)] == [TITLE, Kind.QUOTE, Kind.CAPTION, TEXT]
    assert marked(content) == [("b", Marks.STRONG), ("c", Marks.EMPHASIS)]


@pytest.mark.parametrize(
    ("anchored", "behind"),
    [
        ("<draw:frame><draw:text-box><text:p>boîte</text:p></draw:text-box></draw:frame>", "b | c\n\nboîte"),
        ("<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>", "b[1] | c\n\n[1] n"),
        ("<office:annotation><text:p>commentaire</text:p></office:annotation>", "b | c"),
    ],
)
def test_what_stands_beside_the_words_of_a_cell_is_read_once_or_not_at_all(anchored: str, behind: str) -> None:
    cells = f"<table:table-cell><text:p>b{anchored}</text:p></table:table-cell>"
    cells += "<table:table-cell><text:h>c</text:h></table:table-cell>"
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert odt_reader.read(odt(table)).text == behind


def test_a_text_box_in_a_note_of_libreoffice_is_read_once_behind_it() -> None:
    box = "<draw:frame><draw:text-box><text:p>boîte</text:p></draw:text-box></draw:frame>"
    note = f"<text:note><text:note-body><text:p>n{box}</text:p></text:note-body></text:note>"
    assert odt_reader.read(odt(f"<text:p>a{note}</text:p>")).text == "a[1]\n\n[1] n\n\nboîte"


def test_a_table_of_libreoffice_keeps_the_words_around_a_table_in_it() -> None:
    cell = "<table:table-cell>{}</table:table-cell>".format
    row = "<table:table-row>{}</table:table-row>".format
    words = "<text:p>{}</text:p>".format
    inner = f"<table:table>{row(cell(words('a')) + cell(words('b')))}</table:table>"
    table = f"<table:table>{row(cell(words('avant') + inner) + cell(words('après')))}</table:table>"
    assert odt_reader.read(odt(table)).text == "avant\n\na | b\n\naprès"

"""What the exports of press databases, reference managers and tables hold."""

from __future__ import annotations

import json

import pytest

from reader.containers import csl_json, csv_articles, proquest, ris
from reader.containers.csv_articles import Columns
from reader.containers.formats import container_of
from reader.containers.record import ArticleRecord, Entry, SkippedEntry
from reader.text.block import Kind
from reader.text.problem import Problem
from tests.containers.exports import SAMPLES

DIGUE = (
    "« Elle a tenu toute la nuit », répète le maire. Le coût\u202f: 1\u202f250\u202f000\u202f€.",
    "La mer 🌊 s’est retirée au matin.",
)


def entries(name: str) -> list[Entry]:
    data = (SAMPLES / name).read_bytes()
    container = container_of(name, data)
    assert container is not None
    return list(container.read(data))


def texts(entry: Entry) -> tuple[str, ...]:
    assert isinstance(entry, ArticleRecord)
    return tuple(words for _kind, words in entry.blocks)


@pytest.mark.parametrize(
    ("name", "database", "count"),
    [
        ("europresse-new.html", "Europresse", 4),
        ("europresse-old.html", "Europresse", 2),
        ("factiva-codes.html", "Factiva", 4),
        ("factiva-plain.html", "Factiva", 4),
        ("nexis-uni.docx", "Nexis", 4),
    ],
)
def test_an_export_of_a_press_database_is_read_whole(name: str, database: str, count: int) -> None:
    articles = entries(name)
    assert len(articles) == count
    first, site, *others = articles
    assert isinstance(first, ArticleRecord)
    assert (first.number, first.title, texts(first)) == (1, "La digue de Sarzelec tient bon", DIGUE)
    given = {key: first.fields[key] for key in ("source", "author", "date", "section", "page", "database")}
    assert given == {
        "source": "Le Rivage",
        "author": "Maël Guéguen",
        "date": "2025-01-15",
        "section": "Région",
        "page": "4",
        "database": database,
    }
    assert isinstance(site, ArticleRecord)
    assert (site.fields["source"], site.fields["edition"]) == ("Le Rivage", "site web")
    assert site.key != first.key and site.work == first.work
    dates = [other.fields["date"] for other in others if isinstance(other, ArticleRecord)]
    assert dates == ["2024-02-01", "2024-09-01"][: len(others)]  # the last one is dated “1er septembre”


def test_europresse_tells_section_and_page_apart_at_the_date() -> None:
    bourse = entries("europresse-new.html")[3]
    assert isinstance(bourse, ArticleRecord)
    assert (bourse.fields["section"], bourse.fields["page"]) == ("Économie, Bourse", "12,13")
    assert bourse.fields["edition"] == "Édition de Dax"
    assert texts(bourse)[1] == "Second paragraphe, avec un mot cherché."  # hits are marked, and not split there


def test_what_a_database_has_no_text_of_is_skipped_with_a_reason() -> None:
    page = b'<article><div class="titreArticle"><p class="titreArticleVisu">Un son</p></div></article>'
    container = container_of("a.html", page)
    assert container is not None
    (entry,) = container.read(page)
    assert isinstance(entry, SkippedEntry)
    assert (entry.title, entry.why) == ("Un son", "It is no press article: the database gives no source.")


def test_a_page_of_a_site_is_no_export() -> None:
    assert container_of("a.html", b"<html><body><article><p>Un texte.</p></article></body></html>") is None


RULE = "_" * 60
PROQUEST = f"""{RULE}
Why the harbor was moved

Author: O'Dowd, Una

Full text: Nobody asked the boats.

Subject: a matter of taste, he said.
It went on
for two lines.

Publication title: Coastal Ledger

Publication date: Feb 1, 2024

Pages: A3

ProQuest document ID: 123456

{RULE}
Contact us
"""


def test_a_line_of_the_text_that_looks_like_a_label_stays_text() -> None:
    (article,) = proquest.read(PROQUEST.encode())
    assert isinstance(article, ArticleRecord)
    assert texts(article) == (
        "Nobody asked the boats.",
        "Subject: a matter of taste, he said. It went on for two lines.",
    )
    assert article.id == "123456"
    assert (article.fields["source"], article.fields["date"], article.fields["page"]) == (
        "Coastal Ledger",
        "2024-02-01",
        "A3",
    )


RIS = (
    "\ufeffTY  - NEWS\r\nTI  - La digue\r\nAU  - Guéguen, Maël\r\nAU  - Roy, Anne\r\nT2  - Le Rivage\r\nDA  - 2025/01/15/\r\n"
    "SP  - 4\r\nEP  - 5\r\nAB  - Un texte.\r\nQui continue.\r\nUR  - https://rivage.example/a\r\nER  - \r\n\r\n"
    "TY - MGZN\r\nT1 - Autre\r\nL1 - files/12/a.pdf\r\nPY - 2024\r\nTY  - ELEC\r\nTI  - Rien\r\n"
)


def test_ris_is_read_in_its_dialects() -> None:
    digue, autre, rien = ris.read(RIS.encode())
    assert isinstance(digue, ArticleRecord) and isinstance(autre, ArticleRecord)
    assert digue.fields == {
        "author": "Guéguen, Maël; Roy, Anne",
        "source": "Le Rivage",
        "date": "2025-01-15",
        "page": "4-5",
        "url": "https://rivage.example/a",
    }
    assert texts(digue) == ("Un texte.", "Qui continue.")
    assert (autre.fields, autre.files) == ({"date": "2024"}, ("files/12/a.pdf",))
    assert rien == SkippedEntry(3, "Rien", "The entry has neither a text nor a file.")


def test_what_a_portal_writes_around_the_records_of_ris_is_no_part_of_them() -> None:
    data = (
        "Database: Ports <1974 to 2021>\r\n--------\r\n1     (port adj3 digue*).ti. (123)\r\n\r\n1. \r\n"
        "TY  - JOUR\r\nT1  - Le port\r\nN2  - Un texte qui est\r\nplus long, et semi-\r\nrigide.\r\n\r\nConclusion: deux.\r\n"
        "JO  - Le Rivage\r\nER  - \r\n\r\n2. \r\n<2>\r\nTY  - JOUR\r\nT1  - La digue\r\nAB  - Un autre.\r\nER  -\r\nFin de la liste"
    )
    container = container_of("ovid.ris", data.encode())
    assert container is not None
    port, digue = container.read(data.encode())
    assert isinstance(port, ArticleRecord) and isinstance(digue, ArticleRecord)
    assert (port.title, texts(port)) == (
        "Le port",
        ("Un texte qui est plus long, et semi-rigide.", "Conclusion: deux."),
    )
    assert (digue.title, texts(digue)) == ("La digue", ("Un autre.",))


def test_a_text_about_ris_is_an_article() -> None:
    assert container_of("ris.txt", b"Chaque notice commence par :\n\nTY  - JOUR\n\net finit par ER.\n") is None


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("Y1  - 2016/10/19\nPY  - 2016", "2016-10-19"),
        ("PY  - 2016///\nDA  - 2016/10", "2016-10"),
        ("PY  - 0000\nY1  - 2016", "2016"),
        ("DA  - 2016/10/19\nPY  - 2017", "2016-10-19"),
        ("PY  - 2016/10/19/Spring", "2016-10-19"),
        ("PY  - sous presse", "sous presse"),
        ("DA  - 31/05/2024", "2024-05-31"),
        ("PY  - 2016\nDA  - Oct 19", "2016-10-19"),
        ("PY  - 2016\nDA  - 19 octobre–2 novembre", "2016-10-19"),
        ("PY  - 2016\nDA  - Spring", "2016"),
        ("PY  - 2016/Oct/19", "2016-10-19"),
        ("PY  - 2016/Oct//", "2016-10"),
    ],
)
def test_ris_gives_the_date_that_is_the_most_exact(fields: str, date: str) -> None:
    (entry,) = ris.read(f"TY  - JOUR\nTI  - Le port\n{fields}\nY2  - 2020/03/05\nAB  - Un texte.\nER  - \n".encode())
    assert isinstance(entry, ArticleRecord)
    assert (entry.fields["date"], entry.fields["accessed"]) == (date, "2020-03-05")


def test_an_abstract_that_is_given_twice_is_read_once_and_a_doi_is_an_address() -> None:
    ris_file = "TY  - JOUR\nTI  - Le port\nN2  - Un texte.\nAB  - Un texte.\nDO  - 10.1000/port\nER  - \n"
    bibtex = "@article{port, title = {Le port}, abstract = {Un texte.}, annote = {Un texte.}, doi = {10.1000/port}}"
    csl = json.dumps(
        [{"type": "article", "title": "Le port", "abstract": "Un texte.", "note": "Un texte.", "DOI": "10.1000/port"}]
    )
    for name, data in (("a.ris", ris_file), ("a.bib", bibtex), ("a.json", csl)):
        container = container_of(name, data.encode())
        assert container is not None
        (entry,) = container.read(data.encode())
        assert isinstance(entry, ArticleRecord)
        assert (texts(entry), entry.fields["url"]) == (("Un texte.",), "https://doi.org/10.1000/port")


def test_csl_json_is_read() -> None:
    item = {
        "id": "roy2024",
        "type": "article-newspaper",
        "title": "Le port",
        "author": [{"family": "Roy", "given": "Anne"}, {"literal": "Cour des comptes"}],
        "container-title": "Le Rivage",
        "issued": {"date-parts": [[2024, 3, 5]]},
        "abstract": "Un texte.\n\nDeux.",
    }
    data = json.dumps([item, {"title": "Rien", "type": "book"}, "x"]).encode()
    container = container_of("a.json", data)
    assert container is not None
    port, rien, other = container.read(data)
    assert isinstance(port, ArticleRecord)
    assert (port.id, port.fields["author"], port.fields["date"]) == (
        "roy2024",
        "Roy, Anne; Cour des comptes",
        "2024-03-05",
    )
    assert texts(port) == ("Un texte.", "Deux.")
    assert isinstance(rien, SkippedEntry) and isinstance(other, SkippedEntry)


@pytest.mark.parametrize("issued", ["2024-03-05", {"raw": "2024-03-05"}, {"date-parts": [["2024", "3", 5]]}])
def test_a_date_of_csl_json_may_be_a_text(issued: object) -> None:
    (entry,) = csl_json.read(json.dumps([{"type": "article", "issued": issued, "abstract": "Un texte."}]).encode())
    assert isinstance(entry, ArticleRecord)
    assert entry.fields["date"] == "2024-03-05"


@pytest.mark.parametrize("data", [b'[{"type": "x", "title": ', b'{"type": 1, "title": 2, "items": 3}'])
def test_damaged_csl_json_is_a_problem(data: bytes) -> None:
    container = container_of("a.json", data)
    assert container is not None
    with pytest.raises(Problem):
        list(container.read(data))


@pytest.mark.parametrize(
    "table",
    [
        "texte;titre, sous-titre, rubrique\nUn, deux, trois.;Le port\nQuatre.;La digue\n",
        "texte;titre\nUn, deux, trois.;Le port;\nQuatre.;La digue;\n",
        "sep=;\r\ntexte;titre, sous-titre, rubrique\r\nUn, deux, trois.;Le port\r\nQuatre.;La digue\r\n",
        "nom, prénom, ville;a;texte\n1;2;Un, deux, trois.\n3;4;Quatre.\n",
    ],
    ids=["header", "trailing", "said", "names"],
)
def test_commas_in_a_table_with_semicolons_do_not_split_it(table: str) -> None:
    entries = [entry for entry in csv_articles.read(table.encode()) if isinstance(entry, ArticleRecord)]
    assert [texts(entry) for entry in entries] == [("Un, deux, trois.",), ("Quatre.",)]


def test_a_table_of_articles_is_read_by_the_names_of_its_columns() -> None:
    data = 'Titre;Journal;Date;Texte\r\nLe port;Le Rivage;5 mars 2024;"Un.\r\n\r\nDeux;"\r\nVide;x;y;\r\n'.encode(
        "cp1252"
    )
    port, vide = csv_articles.read(data)
    assert isinstance(port, ArticleRecord)
    assert (port.title, dict(port.fields), texts(port)) == (
        "Le port",
        {"source": "Le Rivage", "date": "5 mars 2024"},
        ("Un.", "Deux;"),
    )
    assert isinstance(vide, SkippedEntry)
    (named,) = csv_articles.read(b"a,b\n1,Un texte.\n", Columns({"text": "b", "title": "a"}))
    assert isinstance(named, ArticleRecord)
    assert (named.title, texts(named)) == ("1", ("Un texte.",))


@pytest.mark.parametrize(
    ("data", "columns", "message"),
    [
        (b"a,b\n1,2\n", None, "No column has the text of the articles."),
        (b"a,b\n1,2\n", Columns({"text": "c"}), "There is no column “c”."),
        (b"", None, "This file has no rows."),
    ],
)
def test_a_table_without_texts_says_which_columns_it_has(data: bytes, columns: Columns | None, message: str) -> None:
    with pytest.raises(Problem) as caught:
        list(csv_articles.read(data, columns))
    assert caught.value.title == message


def test_readwise_makes_one_article_for_each_document() -> None:
    data = (
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"
        "Un passage.,Le port,Anne Roy,,à voir,,,,1,2024-03-05 10:00:00,\n"
        "Autre.,Le port,Anne Roy,,,,,,2,2024-03-05 10:00:00,\nUn.,La digue,,,,,,,1,,\n"
    ).encode()
    container = container_of("readwise.csv", data)
    assert container is not None
    port, digue = container.read(data)
    assert isinstance(port, ArticleRecord)
    assert port.blocks == ((Kind.QUOTE, "Un passage."), (Kind.PARAGRAPH, "à voir"), (Kind.QUOTE, "Autre."))
    assert isinstance(digue, ArticleRecord) and digue.title == "La digue"


@pytest.mark.parametrize(
    "name", ["europresse-new.html", "europresse-old.html", "factiva-codes.html", "factiva-plain.html"]
)
def test_a_truncated_export_is_read_up_to_where_it_ends(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    container = container_of(name, data)
    assert container is not None
    whole = len(entries(name))
    for size in range(0, len(data), 97):
        assert len(list(container.read(data[:size]))) <= whole


def test_an_export_of_factiva_in_rtf_says_what_the_one_in_html_says() -> None:
    pytest.importorskip("striprtf")
    for rtf, html in zip(entries("factiva.rtf"), entries("factiva-codes.html"), strict=True):
        assert isinstance(rtf, ArticleRecord) and isinstance(html, ArticleRecord)
        assert (rtf.id, rtf.title, rtf.fields, rtf.blocks) == (html.id, html.title, html.fields, html.blocks)


def rtf_of(*paragraphs: str) -> bytes:
    lines = "".join(rf"{{\b {words}}}\par " for words in paragraphs)
    return rf"{{\rtf1\ansi\ansicpg1252 {lines}}}".encode()


def test_bars_and_further_lines_in_a_cell_of_factiva_are_its_words() -> None:
    pytest.importorskip("striprtf")
    table = r"{\rtf1\ansi " + "".join(
        rf"\trowd\cellx1\pard\intbl {code}\cell {words}\cell\row "
        for code, words in (
            ("HD", "Un"),
            ("SN", "Le Rivage"),
            ("LP", r"Un | deux.\par Trois."),
            ("AN", "Document RI00002025"),
        )
    )
    container = container_of("a.rtf", table.encode())
    assert container is not None
    (article,) = container.read(table.encode() + b"}")
    assert (texts(article), article.id) == (("Un | deux.", "Trois."), "RI00002025")  # type: ignore[union-attr]


def test_an_export_of_nexis_in_rtf_is_read() -> None:
    pytest.importorskip("striprtf")
    data = rtf_of(
        "Documents (1)", "La digue", "Le Rivage", "9 janvier 2025 jeudi", "Copyright 2025 Le Rivage",
        r"Byline:\u160?Anne Roy", "Body", "Un texte.", "Classification", "Language: FRENCH", "End of Document",
    )  # fmt: skip
    container = container_of("a.RTF", data)
    assert container is not None
    (article,) = container.read(data)
    assert isinstance(article, ArticleRecord)
    assert (article.title, texts(article), article.fields["author"], article.fields["date"]) == (
        "La digue",
        ("Un texte.",),
        "Anne Roy",
        "2025-01-09",
    )


def test_the_local_edition_stands_behind_two_blanks() -> None:
    page = (
        (SAMPLES / "europresse-new.html").read_text("utf-8").replace("Le Rivage, no. 2114", "\n  Le Rivage  Vannes\n ")
    )
    container = container_of("a.html", page.encode())
    assert container is not None
    first = next(iter(container.read(page.encode())))
    assert isinstance(first, ArticleRecord)
    assert (first.fields["source"], first.fields["edition"]) == ("Le Rivage", "Vannes")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b'<div class="article"><p class="articleParagraph">A site of its own.</p></div>'),
        ("a.rtf", rb"{\rtf1 HD, SN, AN and LP are codes.}"),
        ("a.rtf", rb"{\rtf1 This is the End of Document.}"),
        ("a.docx", b"no zip file"),
    ],
)
def test_what_only_looks_like_an_export_is_none(name: str, data: bytes) -> None:
    assert container_of(name, data) is None


def test_an_entry_of_a_table_that_was_cut_is_skipped() -> None:
    read = list(csv_articles.read(b'title,text\nUn,"La mer."\nDeux,"Le vent\n'))
    assert [(type(entry).__name__, entry.title) for entry in read] == [
        ("ArticleRecord", "Un"),
        ("SkippedEntry", "Deux"),
    ]

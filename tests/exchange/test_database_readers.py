"""Projects that QualCoder and Taguette keep in SQLite are read as they are, and not while these programs write."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from reader.annotation.memo import Subject
from reader.exchange import qualcoder, taguette
from reader.exchange.html_text import HtmlText
from reader.exchange.import_formats import import_format
from reader.exchange.imported import Imported, ImportedCode
from reader.text.problem import Problem

SAMPLES = Path(__file__).parent / "samples"
TAGUETTE = SAMPLES / "taguette.sqlite3"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "demo.qda", tmp_path / "demo.qda")
    return tmp_path / "demo.qda"


def change(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def quotes(imported: Imported) -> list[str]:
    texts = {document.key: document.text or "" for document in imported.documents}
    placed = []
    for annotation in imported.annotations:
        (passage,) = annotation.passages
        assert passage.span is not None and passage.span.of(texts[annotation.document]) == passage.quote
        placed.append(passage.quote)
    return placed


def test_a_project_of_qualcoder_with_two_ways_to_count(project: Path) -> None:
    assert import_format(project).key == import_format(project / "data.qda").key == "qualcoder"
    imported = qualcoder.read(project)
    assert imported.annotations == qualcoder.read(project / "data.qda").annotations
    assert quotes(imported) == ["port 🚢 de Kerlouan", "Kerlouan s’agrandit", "Maël Guéguen, pêcheur", "La mairie"]
    assert [each.tags for each in imported.annotations] == [
        ("Économie/Mer/pêche",), ("Économie/Mer/pêche/pêche côtière",), ("Économie/Mer/pêche",), (),
    ]  # fmt: skip
    assert [each.note for each in imported.annotations] == ["mémo de codage", "", "", "à rappeler"]
    assert [each.coder for each in imported.annotations] == ["Ana", "Bérénice", "Ana", "Ana"]
    assert ImportedCode("Économie/Mer/pêche", "#3d6cb3", "Ce qui touche à la pêche.") in imported.codes
    assert imported.losses.counts == {
        "marks that a coding is important": 1, "values of variables": 1,
    }  # fmt: skip
    assert [(memo.subject, memo.name, memo.text) for memo in imported.memos] == [
        (Subject.ARTICLE, "kerlouan.txt", "mémo du texte"), (None, "carnet", "Première lecture."),
    ]  # fmt: skip


def test_codes_that_are_gone_and_categories_in_a_circle_cost_themselves(project: Path) -> None:
    change(
        project / "data.qda",
        "update code_text set cid = 99 where pos0 < 5",
        "update code_cat set supercatid = 2 where catid = 1",
        "update code_name set memo = 'vu' || char(10) || '##### caché' where cid = 1",
        "update code_text set fid = 77 where owner = 'Bérénice'",
        "update annotation set date = '20261120_08'",
    )
    imported = qualcoder.read(project)
    assert quotes(imported) == ["port 🚢 de Kerlouan", "Maël Guéguen, pêcheur", "La mairie"]
    assert imported.annotations[0].tags == ()
    assert imported.annotations[-1].created == 1_795_161_600_000_000
    assert {code.path: code.description for code in imported.codes}["Mer/pêche"] == "vu\n"
    for what in (
        "codings with a code that is missing", "hidden lines of memos",
        "annotations of a document that the file does not have",
    ):  # fmt: skip
        assert imported.losses.counts[what] == 1


def test_an_older_schema_lacks_columns_and_tables(project: Path) -> None:
    change(
        project / "data.qda",
        "create table old as select cid, name, memo, catid, owner, date, color from code_name",
        "drop table code_name",
        "alter table old rename to code_name",
        "drop table annotation",
    )
    imported = qualcoder.read(project)
    assert len(imported.annotations) == 3
    assert {code.path for code in imported.codes} >= {"pêche côtière", "Économie/Mer/pêche"}


def test_line_ends_of_two_characters_count_two(project: Path) -> None:
    text = "Un.\r\nLe port 🚢 dort.\r\nFin."
    start = text.index("dort")
    change(
        project / "data.qda",
        "delete from annotation",
        f"update source set fulltext = replace('{text.replace(chr(13), '')}', char(10), char(13) || char(10))",
        "delete from code_text where pos0 > 5",
        f"update code_text set pos0 = {start}, pos1 = {start + 4}, seltext = 'dort'",
    )
    assert quotes(qualcoder.read(project)) == ["dort"]


def test_what_a_project_of_taguette_has() -> None:
    assert import_format(TAGUETTE).key == "taguette"
    imported = taguette.read(TAGUETTE)
    assert quotes(imported) == [
        "île 🐑 de Groix",
        "Oui & non », dit Aël",
        "maire d’Étel 🐟 a dit",
        "Deuxième\nligne & fin",
    ]
    assert [set(each.tags) for each in imported.annotations] == [
        {"mer", "politique"}, {"politique/vote"}, {"politique"}, set(),
    ]  # fmt: skip
    assert all(each.created > 1_700_000_000_000_000 for each in imported.annotations)
    assert {each.coder for each in imported.annotations} == {"admin"}
    assert imported.documents[0].text == "L’île 🐑 de Groix vote.\n\n« Oui & non », dit Aël Le Bris.\n\nFin."
    assert ImportedCode("politique/vote", "", "déf. politique.vote") in imported.codes


def test_offsets_that_do_not_have_the_words_of_the_snippet_are_not_trusted(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"
    shutil.copy(TAGUETTE, file)
    change(
        file,
        "update highlights set start_offset = start_offset + 3 where id = (select min(id) from highlights)",
        "update highlights set start_offset = 99999, snippet = '' where id = (select max(id) from highlights)",
        "update commands set payload = '{' where id = (select max(id) from commands)",
        "update tags set path = 'etc.' where path = 'mer'",
    )
    imported = taguette.read(file)
    first = imported.annotations[0].passages[0]
    assert (first.quote, first.span) == ("île 🐑 de Groix", None) and first.near is not None
    assert imported.losses.counts["selections without words in the text"] == 1
    assert "etc." in {code.path for code in imported.codes}


@pytest.mark.parametrize("reader", [qualcoder, taguette])
def test_what_is_no_such_database_is_refused(tmp_path: Path, reader: Any) -> None:
    empty = tmp_path / "empty.sqlite3"
    change(empty, "create table other (a)")
    data = TAGUETTE.read_bytes()
    (tmp_path / "text.db").write_text("SQLite", encoding="utf-8")
    (tmp_path / "cut.db").write_bytes(data[:5000])
    for name in ("empty.sqlite3", "text.db", "cut.db"):
        with pytest.raises(Problem):
            reader.read(tmp_path / name)


def test_a_database_in_use_is_refused_and_none_is_changed(project: Path) -> None:
    before = (project / "data.qda").read_bytes()
    qualcoder.read(project)
    assert (project / "data.qda").read_bytes() == before
    assert [file.name for file in project.iterdir()] == ["data.qda"], "no journal was made"
    for suffix in ("-journal", "-wal"):
        (project / f"data.qda{suffix}").write_bytes(b"x")
        with pytest.raises(Problem, match="using it"):
            qualcoder.read(project)
        (project / f"data.qda{suffix}").unlink()


def test_damage_inside_is_refused_or_harmless(tmp_path: Path) -> None:
    data = bytearray(TAGUETTE.read_bytes())
    file = tmp_path / "t.sqlite3"
    for at in range(100, len(data), 4099):
        damaged = data[:at] + bytes(64) + data[at + 64 :]
        file.write_bytes(damaged)
        try:
            taguette.read(file)
        except Problem as problem:
            assert problem.hint


def test_a_view_in_the_place_of_a_table_is_not_run(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite3"
    shutil.copy(TAGUETTE, file)
    change(
        file,
        "drop table highlight_tags",
        "create view highlight_tags as with recursive n(i) as (select 1 union all select i from n) select i as tag_id from n",
    )
    with pytest.raises(Problem, match="not a database of Taguette"):
        taguette.read(file)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un  <b>mot</b>\nici</p>\n<p>Deux</p>", "Un mot ici\n\nDeux"),
        ("a<br>b<br/><br>c", "a\nb\nc"),
        ("<ul><li>un</li><li>deux</li></ul>fin", "un\n\ndeux\n\nfin"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("&lt;x&gt; &amp;&nbsp;&eacute; e\u0301", "<x> &\u00a0é é"),
        ("<p></p>  ", ""),
        ("<b>non fermé <i>et", "non fermé et"),
    ],
)
def test_html_becomes_blocks(html: str, text: str) -> None:
    assert HtmlText(html).text == text


def test_bytes_of_text_nodes_are_places_in_the_blocks() -> None:
    read = HtmlText("<p>É 🐑 a</p>\n<p>e\u0301te\u0301 b</p>")
    assert read.nodes == "É 🐑 a\ne\u0301te\u0301 b"

    def words(start: int, end: int) -> str | None:
        span = read.span_of_bytes(start, end)
        return span.of(read.text) if span else None

    assert words(0, 2) == "É"
    assert words(3, 5) == "🐑", "an end inside a character is behind it"
    assert words(0, 19) == "É 🐑 a\n\nété b"
    assert (words(10, 17), words(10, 14), words(13, 19)) == ("été", "ét", "té b")
    assert (words(2, 3), words(5, 5), words(-1, 4), words(0, 999)) == (None, None, None, None)

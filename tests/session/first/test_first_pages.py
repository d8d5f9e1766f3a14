"""The pages that stand before the app: what moves them, and what they leave to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layout.runs import Decoration
from reader.layout.table import ListRow
from reader.session.first.article import AROUND, Highlights
from reader.session.first.articles import InView
from reader.session.first.begin import Begin
from reader.session.first.page import standing
from reader.session.first.standing import Standing
from reader.session.opening import open_library
from reader.session.reading import Places
from reader.session.returning import returned
from reader.session.shelf import LARGE
from reader.session.workspace import Workspace
from reader.text.span import Span

LONG = "# Un titre\n\n" + "\n\n".join(f"Le paragraphe {n} dit ceci. Il le dit deux fois." for n in range(40))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
spans = st.tuples(st.integers(0, 2 * AROUND), st.integers(0, 500)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@pytest.fixture
def library(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    (root / "seeds" / "long.md").write_text(LONG, encoding="utf-8")
    return root


def page(library: Path, article: str | None = "long", about: str = "") -> Standing:
    found = standing(str(library), article, 100, 30, about)
    assert found is not None
    return found


def take(one: Standing, *keys: str) -> list[bool]:
    return [one.take(key) for key in keys]


@given(spans, st.lists(st.builds(Decoration, spans, words, words, words)))
def test_highlights_come_back_as_they_were_kept(focus: Span, decorations: list[Decoration]) -> None:
    kept = Highlights.near("port", "seeds/port.txt", focus, decorations)
    again = Highlights.read(str(kept))
    assert (again.id, again.path, again.known, again.all) == ("port", "seeds/port.txt", kept.known, kept.all)
    assert all(one in again.all for one in decorations if one.span.overlaps(focus))


@given(st.lists(st.builds(ListRow, words, st.tuples(words, words)), min_size=1).map(tuple), words, st.booleans())
def test_a_list_comes_back_as_it_was_kept(rows: tuple[ListRow, ...], status: str, more: bool) -> None:
    kept = InView(rows, tuple(f"{row.id}.txt" for row in rows), frozenset({0}), 99, more, status)
    assert InView.read(str(kept)) == kept


@pytest.mark.parametrize(
    "told", ["", "nonsense", "3", "{}", "[1]", "[[1]]", "[1, 2, 3]", '[[],[],100,false,""]', "[" * 100_000]
)
def test_what_is_damaged_is_refused(told: str) -> None:
    with pytest.raises(ValueError):
        Highlights.read(told)
    with pytest.raises(ValueError):
        InView.read(told)


def test_a_motion_goes_where_the_app_begins(library: Path) -> None:
    one = page(library)
    file = library / "seeds" / "long.md"
    stamp = (file.stat().st_size, file.stat().st_mtime_ns)
    assert one.page.begin == Begin("long", path="seeds/long.md", stamp=stamp)
    assert take(one, "j", "j", "k", "PgDn") == [True] * 4
    begin = one.page.begin
    assert begin.at is not None and begin.at.of(LONG).startswith("Le paragraphe ")
    assert begin.above is not None and 0 <= begin.above < 29
    assert any("▌" in row for row in one.rows())


@pytest.mark.parametrize("key", ["h", "t", "g", "/", "q", "w", "J", "é", "F5", "Ctrl+c"])
def test_what_is_no_motion_is_left_and_changes_nothing(library: Path, key: str) -> None:
    one = page(library)
    one.take("j")
    before, rows = one.page.begin, one.rows()
    assert not one.take(key)
    assert (one.page.begin, one.rows()) == (before, rows)


def test_own_keys_count(library: Path) -> None:
    from reader.config.path import config_folder

    config_folder().mkdir(parents=True)
    (config_folder() / "keys.toml").write_text('[article]\n"move.next-sentence" = ["x"]\n', encoding="utf-8")
    one = page(library)
    assert take(one, "x", "j") == [True, False]


def test_no_motion_leads_to_where_highlights_are_not_known(library: Path) -> None:
    near = Highlights(
        "long", "seeds/long.md", Span(0, len(LONG) * 3 // 4), [Decoration(Span(12, 27), "yellow", "a", "Y")]
    )
    one = page(library, about=str(near))
    turns = take(one, *["PgDn"] * 8)
    assert turns[0] and not turns[-1]
    begin = one.page.begin
    assert begin.at and begin.at.end <= len(LONG) * 3 // 4


def test_highlights_are_shown(library: Path) -> None:
    bare, marked = (
        page(library),
        page(
            library,
            about=str(
                Highlights("long", "seeds/long.md", Span(0, 9999), [Decoration(Span(12, 27), "yellow", "a", "Y")])
            ),
        ),
    )
    assert sum(a != b for a, b in zip(bare.rows(), marked.rows(), strict=True)) == 1


def test_the_head_of_a_large_text_ends_before_its_rows_are_uncertain(library: Path) -> None:
    (library / "seeds" / "large.md").write_text(LONG + "\n\nSuite. Été." * (LARGE // 10), encoding="utf-8")
    one = page(library, "large")
    assert one.take("PgDn")
    taken = 1
    while one.take("PgDn"):
        taken += 1
    begin = one.page.begin
    assert taken > 10 and begin.at is not None and 10_000 < begin.at.end < LARGE


def test_a_row_of_the_list_is_lit_and_opened(library: Path) -> None:
    one = page(library, None)
    rows = one.rows()
    assert one.take("j")
    assert one.rows() != rows
    lit = one.page.begin.row
    assert lit and one.page.begin.article is None
    assert take(one, "Enter", "j") == [True, True]
    assert one.page.begin.article == lit and one.page.begin.at is not None


def test_rows_that_are_not_at_hand_are_left_to_the_app(library: Path) -> None:
    seen = InView(
        (ListRow("port", ("Le port", "")), ListRow("long", ("Un titre", ""))),
        ("seeds/port.txt", "seeds/long.md"),
        frozenset(),
        99,
        True,
        "9 articles",
    )
    one = page(library, None, str(seen))
    assert take(one, "k", "j", "j") == [True, True, False]
    assert one.page.begin.row == "long"


def test_an_article_that_is_gone_or_no_text_is_left_to_the_app(library: Path) -> None:
    one = page(library, None)
    lit = one.page.begin.row
    for file in (library / "seeds").iterdir():
        file.unlink()
    assert not one.take("Enter")
    assert one.page.begin.row == lit


def test_an_id_that_a_renamed_file_keeps_is_left_to_the_app(library: Path) -> None:
    """`port` is then a part of another file's name, and what it stands for is in the library's records."""
    (library / "annotations").mkdir()
    (library / "annotations" / "_library.jsonl").touch()
    (library / "seeds" / "port.txt").rename(library / "seeds" / "zzz.txt")
    (library / "seeds" / "portrait.txt").write_text("Rembrandt. Un autre texte.", encoding="utf-8")
    assert standing(str(library), "port", 100, 30) is None
    assert standing(str(library), "portrait", 100, 30) is not None


def test_a_picture_knows_the_file_that_it_is_of(library: Path) -> None:
    near = Highlights("of-old", "seeds/long.md", Span(0, 9999), [])
    begin = page(library, "lon", str(near)).page.begin
    assert (begin.article, begin.path) == ("of-old", "seeds/long.md")


def opened(root: Path) -> Workspace:
    workspace = open_library(root)
    workspace.articles()
    return workspace


EDITED = {
    "appended": lambda text: text + "\n\nUne ligne de plus.\n",
    "put before": lambda text: text.replace("# Un titre\n\n", "# Un titre\n\nUn chapeau de plus.\n\n"),
    "the focus": lambda text: text.replace("Le paragraphe 20 dit ceci.", "Le paragraphe 20 dit cela."),
}


@pytest.mark.parametrize("edit", EDITED)
def test_the_place_in_an_edited_text_is_where_the_app_finds_it(library: Path, edit: str) -> None:
    workspace, places = opened(library), Places(library)
    place = places.of("long")
    place.start = LONG.index("Le paragraphe 20 ")
    place.end, place.above, place.sha256 = place.start + 26, 4, workspace.digest("long")
    places.keep_text(LONG, place.sha256)
    places.save()
    text = EDITED[edit](LONG)
    (library / "seeds" / "long.md").write_text(text, encoding="utf-8")
    lit = next(row for row in page(library).rows() if "▌" in row)
    assert "Le paragraphe 20 " in lit
    led = returned(opened(library), Places(library), "long")
    assert text[led.start :].startswith("Le paragraphe 20 ")


def test_a_place_that_only_a_comparison_can_find_is_left_to_the_app(library: Path) -> None:
    workspace, places = opened(library), Places(library)
    place = places.of("long")
    place.start, place.end, place.sha256 = 900, 920, workspace.digest("long")
    places.keep_text(LONG, place.sha256)
    places.save()
    (library / "seeds" / "long.md").write_text(f"Avant. {LONG} Après.", encoding="utf-8")
    assert standing(str(library), "long", 100, 30) is None

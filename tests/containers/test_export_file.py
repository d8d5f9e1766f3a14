"""An export is not opened as if it was one article."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.containers.export_file import HoldsArticles, load_article
from reader.ingest.source import load
from tests.containers.exports import SAMPLES


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("europresse-new.html", "This is an export of Europresse, with 4 articles inside."),
        ("europresse-old.html", "This is an export of Europresse, with 2 articles inside."),
        ("nexis-uni.docx", "This is an export of Nexis, with 4 articles inside."),
    ],
)
def test_an_export_is_refused_and_says_how_many_articles_are_inside(name: str, title: str) -> None:
    with pytest.raises(HoldsArticles) as caught:
        load_article(SAMPLES / name)
    problem = caught.value.counted()
    assert problem.title == title
    assert "scolie add" in problem.hint


def test_an_article_is_read_as_before(tmp_path: Path) -> None:
    for name, text in (("a.html", "<article><h1>T</h1><p>Un texte.</p></article>"), ("b.txt", "Un texte.")):
        (tmp_path / name).write_text(text)
        assert load_article(tmp_path / name).text == load(tmp_path / name).text


def test_an_export_with_the_suffix_of_plain_text_stays_the_article_that_it_always_was(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "europresse-new.html", tmp_path / "a.txt")
    assert "Sarzelec" in load_article(tmp_path / "a.txt").text

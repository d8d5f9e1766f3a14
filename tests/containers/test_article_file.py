"""The Markdown file of an article is read as the words it was made from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.containers.article_file import file_name, markdown
from reader.containers.record import ArticleRecord
from reader.ingest.markdown import read
from reader.text.block import Kind

SIGNS = "ab1 É.-+*_#>~`\\[](){}<>|!&:=^$%\"'«»/@\u00a0\u202f"
RECORD = ArticleRecord(
    2, "Le port : un refus", {"source": "L’Écho", "date": "2024-03-05", "author": 'Roy, "Anne"'}, id="x·1"
)


@given(st.lists(st.text(SIGNS, min_size=1, max_size=30).map(lambda text: f"M{text} fin."), min_size=1, max_size=4))
def test_every_word_comes_back(paragraphs: list[str]) -> None:
    blocks = tuple((Kind.PARAGRAPH, words) for words in paragraphs)
    content = read(markdown(replace(RECORD, title="Un titre", blocks=blocks), "Base", "a.html").encode())
    shown = [" ".join(words.split(" ")).strip(" ") for words in paragraphs]
    while any("  " in words for words in shown):
        shown = [words.replace("  ", " ") for words in shown]
    assert content.text == "\n\n".join(["Un titre", *shown])


@pytest.mark.parametrize(
    "words",
    [
        "# Titre", "- tiret", "+ plus", "1. un", "12) douze", "> cité", "---", "+++", "***", "https://a.example/b_c_d",
        "a@b.example", "[1] note", "[^1]: note", "==marqué==", "[[lien]]", "&amp; &eacute;", "<b>gras</b>", "    quatre",
        "%%caché%%", "^bloc", "| a | b |", "~~~", "Titre\u00a0: suite", "2024. Une année",
    ],
)  # fmt: skip
def test_what_looks_like_a_mark_is_text(words: str) -> None:
    text = read(markdown(replace(RECORD, title="T", blocks=((Kind.PARAGRAPH, words),)), "Base", "a").encode()).text
    assert text == f"T\n\n{words.strip(' ')}"


def test_metadata_come_back() -> None:
    metadata = read(markdown(RECORD, "Base", "a.html").encode()).metadata
    assert (metadata.title, metadata.source, metadata.date, metadata.author) == (
        "Le port : un refus",
        "L’Écho",
        "2024-03-05",
        'Roy, "Anne"',
    )


def test_a_file_is_named_after_date_source_and_title() -> None:
    assert file_name(RECORD) == "2024-03-05 L’Écho – Le port un refus"
    assert (
        file_name(replace(RECORD, fields={"source": "Le Rivage", "edition": "site web"}, title=""))
        == "Le Rivage (site web)"
    )
    assert file_name(ArticleRecord(7, "", {})) == "7"
    assert file_name(replace(RECORD, title="../../x\x00\u202e.md", fields={})) == ".. .. x .md".strip(" .")
    assert len(file_name(replace(RECORD, title="é" * 500)).encode()) <= 120

"""What the list says of an article is what reading it whole says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.command_line import main
from reader.ingest.formats import FORMATS
from reader.ingest.source import Source, load
from reader.library.article import Article
from reader.session.cache.large import LARGE
from reader.session.library.catalogue import PATIENCE, Catalogue
from reader.session.library.description import STEP, describe
from reader.session.library.first_look import first_look
from reader.session.library.sentence_counts import SentenceCounts
from reader.session.library.workspace import Workspace
from reader.text import rules
from reader.text.canonical import sha256
from reader.text.document import SKIPPED, Document
from reader.text.metadata import Metadata

SEEDS = Path(__file__).parents[2] / "seeds"
LINES = [
    "Le port rouvre ce matin, après 10 000 heures de grève. L’Europe attend ; aujourd’hui, 3,5 % des quais dorment.",
    "# Un titre", "## Une partie", "> Une citation, porte-parole compris.", "- un point", "2. un autre point", "---", "",
    "Un intertitre nu", "Jeanne Duval, maire de la ville", "Nous tiendrons jusqu’au bout.", "漢字と仮名 et du texte", "« »",
    "Les grutiers reprennent le travail sous un ciel gris et froid. " * 12 + "Abonnez-vous à notre lettre du soir. Brève.",
    *(rule.example for table in (rules.BOILERPLATE, rules.CREDIT, rules.TOP, rules.PITCH) for rule in table),
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)


def read(text: str, format: str) -> Source:
    content = FORMATS[format].read(text.encode())
    return Source(content.text, format, "utf-8", False, structure=content.structure)


def described(source: Source) -> Article:
    """Return what the list says of an article."""
    steps = describe("a.txt", (source, sha256(source.text), source.document()))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            article: Article = end.value
            return article


def words_on_screen(document: Document) -> int:
    """Count the words that the article screen steps through, outside of what it dims."""
    count, word = 0, document.word_after(-1)
    while word:
        count += document.blocks[document.block_index(word.start)].kind not in SKIPPED
        word = document.word_after(word.start)
    return count


@given(TEXTS, st.sampled_from([key for key, row in FORMATS.items() if row.partial]))
def test_words_and_title_are_those_of_the_whole_reading(text: str, format: str) -> None:
    source = read(text, format)
    document = source.document()
    article = described(source)
    assert article.words == words_on_screen(document)
    assert article.title == (document.title or "a")


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.*")), ids=lambda file: file.name)
def test_words_of_the_sample_are_those_of_the_whole_reading(file: Path) -> None:
    source = load(file)
    assert described(source).words == words_on_screen(source.document())


def test_a_long_text_is_described_in_steps() -> None:
    text = "\n".join(["Le port rouvre. PHOTO", "Photo : Anne Roy", "Un quai et 10 000 marins."] * 1000)
    source = Source(text, "plain", "utf-8", False)
    steps = list(describe("a.txt", (source, "", source.document())))
    assert len(steps) >= len(text) // STEP - 1
    assert described(source).words == words_on_screen(source.document())


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ("Le port de la ville est dans les mains du préfet.", "fr"),
        ("The port of the city is in the hands of the prefect.", "en"),
        ("L’été, c’est la mer : sur l’eau, les quais « sont » pour nous.", "fr"),
        ("The quay, the sea. “This” is, for him, the end.", "en"),
        ("Kai und Hafen.", ""),
        ("", ""),
    ],
)
def test_the_language_is_guessed_by_small_words(opening: str, language: str) -> None:
    assert described(Source(opening, "plain", "utf-8", False)).metadata.language == language


def test_the_front_matter_has_the_last_word() -> None:
    metadata = Metadata(language="de", title="Hafen", author="A. Roy")
    article = described(Source("Le port de la ville est dans les mains.", "plain", "utf-8", False, metadata))
    assert article.metadata == metadata


@pytest.mark.parametrize("size", [LARGE + 1, LARGE // 2])
def test_a_list_waits_for_few_bytes_only(tmp_path: Path, size: int) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("Le titre\n\n" + "Un vent. " * (size // 9), encoding="utf-8")
    catalogue = Catalogue(tmp_path, tmp_path)
    catalogue.patience = PATIENCE
    assert [article.title for article in catalogue.articles({})].count("Le titre") * size <= LARGE
    catalogue.patience = 0
    list(first_look(catalogue))
    assert [article.title for article in catalogue.articles({})] == ["Le titre"] * 3


def test_sentences_are_counted_on_request_and_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = SentenceCounts(workspace)
    assert [counts.of(article) for article in workspace.articles()] == [5, 3]
    counts.save()

    def refuse(*_given: object) -> int:
        raise AssertionError("they have been counted")

    monkeypatch.setattr(Document, "count_sentences", refuse)
    again = SentenceCounts(workspace)
    assert [again.of(article) for article in workspace.articles()] == [5, 3]
    assert main(["list", "--json", "-l", str(workspace.root)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["words"], row["sentences"]) for row in rows] == [("port", 17, 5), ("ete", 8, 3)]


def test_an_article_that_cannot_be_read_has_no_sentences(workspace: Workspace) -> None:
    (port, _) = workspace.articles()
    workspace.catalogue.file_of("port").unlink()
    assert SentenceCounts(workspace).of(port) == 0

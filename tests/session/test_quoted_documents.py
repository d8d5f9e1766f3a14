"""A document whose name the library does not know is the one article that has its quotes; where several have, a person decides."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.model import State
from reader.exchange.import_formats import import_format
from reader.exchange.imported import Imported, ImportedAnnotation, ImportedDocument, Losses, Passage
from reader.search.quoted_texts import QuotedTexts
from reader.session.annotations.article_annotations import annotations_in
from reader.session.exchange.import_annotations import ImportResult, import_annotations
from reader.session.exchange.import_report import matched_lines, result_lines
from reader.session.exchange.quoted_documents import QuoteMatch
from reader.session.library.workspace import Workspace

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"
DISPATCH = (
    "Les pêcheurs de Kerlouan ont bloqué le port pendant deux jours.\n\n"
    "« Nous demandons un prix plancher », explique la présidente du comité. Le préfet les recevra lundi matin.\n\n"
    "La criée n’a rien vendu depuis samedi, et les mareyeurs s’approvisionnent en Irlande.\n"
)
NAME = "https://example.org/depeche?id=3"


def add(workspace: Workspace, name: str, text: str) -> None:
    (workspace.root / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")


def quoted(text: str, *words: str, beside: int = 30) -> Imported:
    """Return what a file has that gives words of a text with what stands beside them."""
    passages = []
    for each in words:
        at = max(text.find(each), 0)
        passages.append(Passage(each, None, text[max(0, at - beside) : at], text[at + len(each) :][:beside]))
    annotations = (ImportedAnnotation(each.quote, NAME, (each,), ("lu",)) for each in passages)
    return Imported((ImportedDocument(NAME, NAME),), (), tuple(annotations), Losses())


def said(workspace: Workspace, imported: Imported) -> tuple[ImportResult, list[str]]:
    result = import_annotations(workspace, imported)
    return result, [*result_lines(result, dry=False), *matched_lines(result)]


def test_all_quotes_in_one_article(workspace: Workspace) -> None:
    add(workspace, "kerlouan", DISPATCH)
    result, lines = said(workspace, quoted(DISPATCH, "Le préfet", "un prix plancher"))
    assert result.quoted == ((NAME, QuoteMatch(("kerlouan",), 2, 2)),)
    assert (result.new, result.unsure) == (2, 0)
    assert f"“{NAME}” is the article kerlouan, by its quotes: 2 of 2 are there." in lines
    assert {each.article for each in annotations_in(workspace)} == {"kerlouan"}


def test_typography_and_what_stands_on_one_side_may_differ(workspace: Workspace) -> None:
    add(
        workspace,
        "kerlouan",
        DISPATCH.replace("’", "'").replace("\n\n", "\n").replace("Les pêcheurs", "KERLOUAN. Les pêcheurs"),
    )
    result, _ = said(workspace, quoted(DISPATCH, "Les pêcheurs de Kerlouan", "comité. Le préfet les", "n’a rien vendu"))
    assert result.quoted == ((NAME, QuoteMatch(("kerlouan",), 3, 3)),)


def test_a_quote_that_is_nowhere_does_not_hide_the_article_of_the_others(workspace: Workspace) -> None:
    add(workspace, "kerlouan", DISPATCH)
    gone = "une phrase que la nouvelle version du texte ne contient plus"
    result, _ = said(workspace, quoted(DISPATCH, "Le préfet", "un prix plancher", "La criée", gone))
    assert result.quoted == ((NAME, QuoteMatch(("kerlouan",), 3, 4)),)
    assert (result.new, result.unsure) == (4, 1)
    assert {each.quote: each.state for each in annotations_in(workspace)}[gone] is State.ORPHAN


def test_quotes_that_several_articles_have_are_left_for_a_person(workspace: Workspace) -> None:
    add(workspace, "papier", DISPATCH)
    add(workspace, "site", f"En bref.\n\n{DISPATCH}")
    result, lines = said(workspace, quoted(DISPATCH, "Le préfet", "un prix plancher"))
    assert (result.new, annotations_in(workspace)) == (0, [])
    assert f"“{NAME}” was left, since its quotes are in several articles: papier, site." in lines
    assert result.losses.counts == {"annotations of a document that may be several articles": 2}


def test_of_two_versions_it_is_the_one_that_has_every_quote(workspace: Workspace) -> None:
    add(workspace, "entier", DISPATCH)
    add(workspace, "court", DISPATCH.replace("La criée n’a rien vendu depuis samedi", "La criée est fermée"))
    words = ("Le préfet", "un prix plancher", "bloqué le port")
    assert said(workspace, quoted(DISPATCH, *words, "rien vendu depuis samedi"))[0].quoted[0][1].articles == ("entier",)
    gone = "une phrase que la nouvelle version du texte ne contient plus"
    both = said(workspace, quoted(DISPATCH, *words, gone))[0].quoted[0][1]
    assert both == QuoteMatch(("court", "entier"), 3, 4)


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        (("Le préfet", "comité"), 0),
        (("Le préfet", "une phrase que personne n’a jamais écrite nulle part"), 30),
    ],
)  # fmt: skip
def test_too_few_words_or_too_few_quotes_say_nothing(workspace: Workspace, words: tuple[str, ...], beside: int) -> None:
    add(workspace, "kerlouan", DISPATCH)
    result, _ = said(workspace, quoted(DISPATCH, *words, beside=beside))
    assert (result.new, result.quoted) == (0, ())
    assert result.losses.counts == {"annotations of a document that is not in the library": 2}


def test_a_name_comes_before_the_quotes(workspace: Workspace) -> None:
    add(workspace, "kerlouan", DISPATCH)
    add(workspace, "copie", DISPATCH)
    imported = quoted(DISPATCH, "Le préfet")
    named = Imported((ImportedDocument(NAME, "copie"),), (), imported.annotations, Losses())
    assert import_annotations(workspace, named).matched == (("copie", "copie"),)


def test_two_addresses_of_one_article_are_both_it(workspace: Workspace) -> None:
    add(workspace, "kerlouan", DISPATCH)
    one, other = quoted(DISPATCH, "Le préfet"), quoted(DISPATCH, "La criée n’a")
    documents = (ImportedDocument(NAME, NAME), ImportedDocument("http://x/y", "y"))
    moved = ImportedAnnotation("other", "http://x/y", other.annotations[0].passages)
    result = import_annotations(workspace, Imported(documents, (), (*one.annotations, moved), Losses()))
    assert result.matched == ((NAME, "kerlouan"), ("y", "kerlouan"))


@pytest.mark.parametrize(("file", "found"), [("hypothesis.json", 3), ("annotation.jsonld", 1)])
def test_exports_of_others_find_their_text_by_its_words(workspace: Workspace, file: str, found: int) -> None:
    text = (SAMPLES / "saint-evroult.txt").read_text(encoding="utf-8").partition("\n")[2]  # without its title
    add(workspace, "a", text)
    result = import_annotations(workspace, import_format(SAMPLES / file).read(SAMPLES / file))
    (match,) = (match for _name, match in result.quoted)
    assert (match.articles, match.found) == (("a",), found)
    assert result.new - result.unsure == found


WORDS = st.lists(st.text("abcdéœ", min_size=1, max_size=6), min_size=8, max_size=60)


@given(WORDS, st.data())
def test_the_sieve_lets_every_text_through_that_has_its_quotes(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    ends = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8))
    quotes = [text[min(pair) : max(pair)] for pair in pairwise(ends)]
    assert QuotedTexts({"d": quotes}).documents_of(text.upper()) == ["d"]


def test_the_sieve_keeps_other_texts_out() -> None:
    sieve = QuotedTexts(
        {"d": ["le préfet les recevra lundi matin à la mairie", "la criée n’a rien vendu depuis samedi"], "e": ["a b"]}
    )
    assert sieve.documents_of("La mer monte, et le préfet les attend.") == ["e"]
    assert sieve.documents_of("Le préfet les recevra lundi, et la mer monte.") == ["d", "e"]


def test_the_sieve_tells_texts_apart_that_have_most_of_their_words_in_common() -> None:
    texts = {
        str(number): " ".join(f"Phrase {place} de l’article {number}." for place in range(9)) for number in range(40)
    }
    sieve = QuotedTexts({name: [text[at : at + 60] for at in range(0, 150, 25)] for name, text in texts.items()})
    assert {name: sieve.documents_of(text) for name, text in texts.items()} == {name: [name] for name in texts}

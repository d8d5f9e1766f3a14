"""What is found: every condition counts; the jump's index is made once, and anew after a change."""

import pytest

from reader.annotation.model import Annotation
from reader.library.article import Article
from reader.search.query import pattern
from reader.search.query.places import SearchText
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook.tag_edits import describe_article
from reader.session.library.workspace import Workspace
from reader.session.search import find, jumping
from reader.session.search.hits import look_for
from reader.session.search.searched_texts import SearchedTexts
from reader.text.problem import Problem
from reader.text.span import Span


def test_the_index_is_made_once(workspace: Workspace) -> None:
    index = jumping.jump_index(workspace.articles())
    assert jumping.jump_index(workspace.articles()) is index


def test_another_title_makes_it_anew(workspace: Workspace) -> None:
    index = jumping.jump_index(workspace.articles())
    article = workspace.articles()[0]
    describe_article(workspace, article, {"title": "Zèbres au zénith"})
    assert jumping.jump_index(workspace.articles()) is not index
    assert jumping.jump(workspace, "zebres")[0].id == article.id


def quotes(workspace: Workspace, query: str) -> list[str]:
    return [hit.quote for hit in find.search(workspace, query)]


def test_every_condition_of_a_query_counts_whatever_is_looked_for(workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["lieu/quai"])
    assert quotes(workspace, "le") == ["Le", "Le", "le", "Le"]
    assert quotes(workspace, "le tag:lieu") == ["Le"]  # within a passage with that tag
    assert quotes(workspace, "le tag:lieu/quai state:anchored article:port") == ["Le"]
    assert quotes(workspace, "le -tag:lieu") == ["Le", "le", "Le"]  # without the one in that passage
    assert quotes(workspace, "le has:note") == []
    assert quotes(workspace, "le state:orphan") == []
    assert [article.id for article in find.articles(workspace, "state:anchored")] == ["port"]
    assert find.articles(workspace, "state:orphan") == []
    assert [article.id for article in find.articles(workspace, "tag:lieu")] == ["port"]
    assert find.annotations_of(workspace, "tag:lieu state:orphan") == []
    assert [annotation.quote for annotation in find.annotations_of(workspace, "tag:lieu state:anchored")] == [
        "Le port rouvre."
    ]


def test_a_text_that_cannot_be_read_keeps_no_other_from_being_searched(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("abri", "quai"):
        (workspace.root / "seeds" / f"{name}.txt").write_text(f"Le {name} sommeille.", encoding="utf-8")
    workspace.articles()
    searched = SearchedTexts.searched

    def failing(self: SearchedTexts, article: Article, language: str) -> SearchText:
        if article.id == "abri":
            raise Problem("This file cannot be read.", article.path)
        return searched(self, article, language)

    monkeypatch.setattr(SearchedTexts, "searched", failing)
    found = look_for(workspace, "sommeille")
    assert [hit.article for hit in found.hits] == ["quai"]
    assert found.problem
    assert "abri.txt" in found.problem.message


def test_only_the_articles_asked_for_are_opened(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for article in ("port", "ete"):
        annotate(workspace, article, [Span(0, 4)])
    opened: list[str] = []

    def noted(workspace: Workspace, article: str) -> list[Annotation]:
        opened.append(article)
        return annotations_in(workspace, article)

    monkeypatch.setattr("reader.session.annotations.article_annotations.annotations_in", noted)
    assert [annotation.article for annotation in find.annotations_of(workspace, "article:port")] == ["port"]
    assert opened == ["port"]
    assert [annotation.article for annotation in find.annotations_of(workspace, "")] == ["ete", "port"]


def test_a_whole_id_means_that_article_alone_and_a_part_of_one_all_that_have_it(workspace: Workspace) -> None:
    for name in ("quai", "quai2"):
        (workspace.root / "seeds" / f"{name}.txt").write_text("Le quai dort.", encoding="utf-8")
    workspace.articles()
    for name in ("quai", "quai2"):
        annotate(workspace, name, [Span(0, 7)])

    def found(query: str) -> list[list[str]]:
        return [
            [article.id for article in find.articles(workspace, query)],
            [annotation.article for annotation in find.annotations_of(workspace, query)],
            [hit.article for hit in find.search(workspace, f"dort {query}")],
        ]

    assert found("article:quai") == found("article:seeds/quai.txt") == [["quai"]] * 3
    assert found("article:qua") == [["quai", "quai2"]] * 3
    (workspace.root / "seeds" / "quai.txt").unlink()
    workspace.articles()
    assert [annotation.article for annotation in find.annotations_of(workspace, "article:quai")] == ["quai"]


def test_a_regular_expression_that_explodes_names_the_article_and_how_to_leave_it_out(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / "seeds" / "quai.txt").write_text(f"Le quai {'a' * 60} dort.", encoding="utf-8")
    workspace.articles()
    monkeypatch.setattr(pattern, "SECONDS", 0.02)
    for query in ("/(a|a)+$/ OR sommeille", "/(a|a)+$/ quai"):
        problem = look_for(workspace, query).problem
        assert problem and "“Le quai…”" in problem.message and '-article:"quai"' in problem.hint
    assert look_for(workspace, '/(a|a)+$/ -article:"quai"').problem is None
    assert look_for(workspace, "/(a|a)+$/ préfet").problem is None  # a word costs less, so it is looked for first

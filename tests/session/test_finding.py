"""What is found: every condition counts; the jump's index is made once, and anew after a change."""

import pytest

from reader.annotation.model import Annotation
from reader.session import finding
from reader.session.annotating import annotate, annotations_in
from reader.session.tagging import describe_article
from reader.session.workspace import Workspace
from reader.text.span import Span


def test_the_index_is_made_once(workspace: Workspace) -> None:
    index = finding.jump_index(workspace)
    assert finding.jump_index(workspace) is index


def test_another_title_makes_it_anew(workspace: Workspace) -> None:
    index = finding.jump_index(workspace)
    article = workspace.articles()[0]
    describe_article(workspace, article, {"title": "Zèbres au zénith"})
    assert finding.jump_index(workspace) is not index
    assert finding.jump(workspace, "zebres")[0].id == article.id


def quotes(workspace: Workspace, query: str) -> list[str]:
    return [hit.quote for hit in finding.search(workspace, query)]


def test_every_condition_of_a_query_counts_whatever_is_looked_for(workspace: Workspace) -> None:
    annotate(workspace, "port", [Span(0, 15)], ["lieu/quai"])
    assert quotes(workspace, "le") == ["Le", "Le", "Le", "le", "Le"]
    assert quotes(workspace, "le tag:lieu") == ["Le"]  # within a passage with that tag
    assert quotes(workspace, "le tag:lieu/quai state:anchored article:port") == ["Le"]
    assert quotes(workspace, "le tag:nothing") == []
    assert quotes(workspace, "le state:orphan") == []
    assert [one.id for one in finding.articles(workspace, "state:anchored")] == ["port"]
    assert finding.articles(workspace, "state:orphan") == []
    assert [one.id for one in finding.articles(workspace, "tag:lieu")] == ["port"]
    assert finding.annotations_of(workspace, "tag:lieu state:orphan") == []
    assert [one.quote for one in finding.annotations_of(workspace, "tag:lieu state:anchored")] == ["Le port rouvre."]


def test_only_the_articles_asked_for_are_opened(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for article in ("port", "ete"):
        annotate(workspace, article, [Span(0, 4)])
    opened: list[str] = []

    def noted(workspace: Workspace, article: str) -> list[Annotation]:
        opened.append(article)
        return annotations_in(workspace, article)

    monkeypatch.setattr(finding, "annotations_in", noted)
    assert [one.article for one in finding.annotations_of(workspace, "article:port")] == ["port"]
    assert opened == ["port"]
    assert [one.article for one in finding.annotations_of(workspace, "")] == ["ete", "port"]

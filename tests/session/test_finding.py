"""What is found: the jump's index is made once, and anew after a change."""

from reader.session import finding
from reader.session.tagging import describe_article
from reader.session.workspace import Workspace


def test_the_index_is_made_once(workspace: Workspace) -> None:
    index = finding.jump_index(workspace)
    assert finding.jump_index(workspace) is index


def test_another_title_makes_it_anew(workspace: Workspace) -> None:
    index = finding.jump_index(workspace)
    article = workspace.articles()[0]
    describe_article(workspace, article, {"title": "Zèbres au zénith"})
    assert finding.jump_index(workspace) is not index
    assert finding.jump(workspace, "zebres")[0].id == article.id

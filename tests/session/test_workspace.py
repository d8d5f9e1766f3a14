"""What the library says of one article."""

from __future__ import annotations

from typing import Any

import pytest

from reader.session.codebook.tag_edits import describe_article
from reader.session.library.workspace import Workspace


def test_an_article_is_named_without_a_copy_of_what_is_known_of_all_others(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.articles()

    def refuse(*_: Any) -> None:
        raise AssertionError("a list of annotations names an article for each")

    monkeypatch.setattr(type(workspace.store), "records", refuse)
    assert workspace.article("port").id == "port"


def test_what_the_library_says_of_an_article_is_there_by_its_id_and_by_a_part_of_it(workspace: Workspace) -> None:
    describe_article(workspace, workspace.article("port"), {"title": "La mer monte"})
    assert {workspace.article(name).title for name in ("port", "por")} == {"La mer monte"}

"""The review queue: both passages side by side, the decisions, and the ways to the article."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reader.annotation.model import State
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import undo
from reader.session.library.workspace import Workspace
from reader.text.problem import Problem
from reader.tui.screen.review_queue import ReviewQueue
from tests.tui.screens.fakes import FakeText, Stand

NEW = "Le port rouvre enfin. Les grutiers reviennent.\nUn intertitre nu\nLe maire « suit » le dossier. On attend."
"""Of the four passages, `préfet` and `presse` are gone, the others are where they were."""


@pytest.fixture
def torn(coded: Workspace) -> Stand:
    (coded.root / "seeds" / "port.txt").write_text(NEW, encoding="utf-8")
    coded.texts.reread("port")
    return Stand(coded)


class Queue(ReviewQueue):
    def __init__(self, stand: Stand) -> None:
        self.old, self.new = FakeText(), FakeText()
        super().__init__(stand.services, stand.shell, cast(Any, stand.list), cast(Any, self.old), cast(Any, self.new))


@pytest.fixture
def queue(torn: Stand) -> Queue:
    queue = Queue(torn)
    queue.begin()
    torn.host.finish()
    return queue


def states(stand: Stand) -> dict[str, State]:
    return {each.quote: each.state for each in annotations_in(stand.workspace, "port")}


def test_keys_wait_until_the_queue_is_known(torn: Stand) -> None:
    queue = Queue(torn)
    queue.begin()
    assert not torn.shell.waiting.stands
    assert torn.shell.bar.said == ["Looking…"]
    torn.host.finish()
    assert torn.shell.waiting.stands
    assert queue.title().facts[0].endswith("/ 2")
    assert {row.cells[1] for row in torn.list.rows} == {"Le port rouvre enfin."}, "the title, not the id"


def test_who_gives_up_looking_leaves(torn: Stand) -> None:
    Queue(torn).begin()
    assert torn.shell.waiting.give_up()
    assert torn.navigator.went == [("leave screen",)]
    torn.shell.is_attached = False
    torn.host.finish()
    assert torn.list.ids == []


def test_the_passage_as_it_was_stands_beside_what_is_there_now(torn: Stand, queue: Queue) -> None:
    seen = []
    for index in range(2):
        torn.list.to(index)
        queue.follow()
        seen.append((queue.old.plain.split("\n")[0], queue.new.plain.split("\n")[0]))
        assert any(word in queue.old.plain for word in ("préfet", "presse"))
    assert seen[0][0] == seen[1][0] == "As it was marked"
    assert all(title.startswith(("Proposed now", "Nothing like it is found")) for _, title in seen)


def test_a_passage_kept_without_a_place_no_longer_waits(torn: Stand, queue: Queue) -> None:
    assert queue.current
    quote = queue.current.annotation.quote
    queue.commands()["review.orphan"]()
    torn.host.finish()
    assert torn.host.messages == ["Kept without a place: #État/Préfet · “préfet”"]
    assert states(torn)[quote] is State.ORPHAN
    assert queue.title().facts[0].endswith("/ 1")
    undo(torn.workspace)
    queue.resumed()
    torn.host.finish()
    assert queue.title().facts[0].endswith("/ 2")


def test_a_passage_is_deleted(torn: Stand, queue: Queue) -> None:
    before = len(states(torn))
    queue.commands()["annotation.delete"]()
    torn.host.finish()
    assert len(states(torn)) == before - 1
    assert torn.host.messages[0].startswith("Deleted #")


def test_what_has_no_proposal_is_not_accepted(torn: Stand, queue: Queue) -> None:
    lost = [each for each in torn.list.ids if _candidate(torn, queue, each) is None]
    assert lost
    torn.list.go(lost[0])
    with pytest.raises(Problem, match="no proposed place"):
        queue.commands()["review.accept"]()
    assert torn.host.messages == []


def _candidate(stand: Stand, queue: Queue, id_: str) -> object:
    stand.list.go(id_)
    assert queue.current
    return queue.current.candidate


def test_the_article_opens_to_choose_the_place_of_what_is_lost(torn: Stand, queue: Queue) -> None:
    for id_ in torn.list.ids:
        torn.list.go(id_)
        queue.move()
        kind, article, span = torn.navigator.went[-1]
        assert (kind, article) == ("open", "port")
        assert span is not None
    queue.open()
    assert torn.navigator.went[-1][:2] == ("open", "port")


def test_nothing_is_filled_into_a_screen_that_was_left(torn: Stand, queue: Queue) -> None:
    queue.commands()["annotation.delete"]()
    torn.shell.is_attached = False
    torn.host.finish()
    assert queue.title().facts[0].endswith("/ 2")


def test_an_empty_queue_has_nothing_to_decide(coded: Workspace) -> None:
    stand = Stand(coded)
    queue = Queue(stand)
    queue.begin()
    stand.host.finish()
    assert (queue.old.plain, queue.new.plain) == ("", "")
    for name in ("review.accept", "review.orphan", "review.move", "annotation.delete", "app.open"):
        with pytest.raises(Problem, match="Nothing waits"):
            queue.commands()[name]()


def test_only_what_is_cut_has_an_ellipsis(torn: Stand, queue: Queue) -> None:
    """The article is shorter than what is shown around a passage."""
    torn.list.to(0)
    queue.follow()
    assert "…" not in queue.new.plain

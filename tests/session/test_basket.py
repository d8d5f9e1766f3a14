"""The basket: passages of many articles in an order of one's own, kept with the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotation.model import State
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.undo import redo, undo
from reader.session.basket.basket import (
    BASKET,
    basket,
    clear,
    collect,
    collect_annotations,
    move,
    placed_basket,
    remove,
    write_note,
)
from reader.session.library.workspace import Workspace
from reader.session.upkeep.record_check import unreadable_records
from reader.store.interface import LIBRARY, Put
from reader.text.problem import Problem
from reader.text.span import Span
from tests.conftest import TEXT
from tests.libraries import open_with_articles, reopened


def put(workspace: Workspace, article: str, *quotes: str) -> None:
    text = workspace.document(article).text
    for quote in quotes:
        collect(workspace, article, [Span(text.index(quote), text.index(quote) + len(quote))])


def quotes(workspace: Workspace) -> list[str]:
    return [passage.quote for passage in placed_basket(workspace)]


def id_of(workspace: Workspace, quote: str) -> str:
    return next(each.id for each in basket(workspace) if each.quote == quote)


def test_what_is_collected_comes_last_and_is_no_highlight(workspace: Workspace) -> None:
    put(workspace, "port", "Rien ne presse.", "Le port rouvre.")
    put(workspace, "ete", "La mer dort.")
    assert quotes(workspace) == ["Rien ne presse.", "Le port rouvre.", "La mer dort."]
    assert annotations_in(workspace) == []
    assert quotes(reopened(workspace)) == quotes(workspace)


def test_a_passage_is_collected_once(workspace: Workspace) -> None:
    made = annotate(workspace, "port", [Span(0, 15)], ["mer"])
    assert collect(workspace, "port", [Span(0, 15)]) == 1
    assert collect(workspace, "port", [Span(0, 15)]) == 0
    assert collect_annotations(workspace, [made, made]) == 0
    assert collect(workspace, "port", [Span(0, 7)]) == 1


def test_several_annotations_are_one_step_back(workspace: Workspace) -> None:
    made = [annotate(workspace, "port", [span], []) for span in (Span(0, 15), Span(16, 40))]
    assert collect_annotations(workspace, reversed(made)) == 2
    assert quotes(workspace) == ["Les grutiers reviennent.", "Le port rouvre."]
    undo(workspace)
    assert quotes(workspace) == [] and len(annotations_in(workspace)) == 2


def test_every_change_is_taken_back_and_made_again(workspace: Workspace) -> None:
    put(workspace, "port", "Rien ne presse.", "Le port rouvre.", "Le préfet")
    states = [workspace.store.records(LIBRARY, BASKET)]

    def note_state() -> None:
        states.append(workspace.store.records(LIBRARY, BASKET))

    assert move(workspace, id_of(workspace, "Le préfet"), -2)
    note_state()
    assert quotes(workspace) == ["Le préfet", "Rien ne presse.", "Le port rouvre."]
    write_note(workspace, id_of(workspace, "Le port rouvre."), "Et après ?\n")
    note_state()
    remove(workspace, [id_of(workspace, "Rien ne presse.")])
    note_state()
    assert quotes(workspace) == ["Le préfet", "Le port rouvre."]
    assert clear(workspace) == 2
    note_state()
    assert quotes(workspace) == []
    for state in reversed(states[:-1]):
        undo(workspace)
        assert workspace.store.records(LIBRARY, BASKET) == state
    for state in states[1:]:
        redo(workspace)
        assert workspace.store.records(LIBRARY, BASKET) == state


def test_what_changes_nothing_is_no_step(workspace: Workspace) -> None:
    put(workspace, "port", "Rien ne presse.")
    (only,) = basket(workspace)
    assert not move(workspace, only.id, 1) and not move(workspace, only.id, -1)
    write_note(workspace, only.id, "")
    undo(workspace)
    assert clear(workspace) == 0
    assert quotes(workspace) == []


def test_each_coder_has_a_basket_of_their_own(root: Path) -> None:
    ada = open_with_articles(root, "Ada")
    put(ada, "port", "Rien ne presse.")
    (hers,) = basket(ada)
    ada.store.close()
    ben = open_with_articles(root, "Ben")
    assert basket(ben) == []
    with pytest.raises(Problem, match="no such excerpt"):
        remove(ben, [hers.id])
    ben.store.close()
    assert quotes(open_with_articles(root, "Ada")) == ["Rien ne presse."]


def test_a_passage_follows_its_words_and_never_takes_others(root: Path) -> None:
    workspace = open_with_articles(root)
    put(workspace, "port", "Le port rouvre.", "Le préfet « suit » le dossier.", "Rien ne presse.")
    changed = f"Ce matin. {TEXT.replace('« suit » le dossier', 'clôt tout')}"
    (root / "seeds" / "port.txt").write_text(changed, encoding="utf-8")
    there = placed_basket(open_with_articles(root))
    assert [(each.quote, each.state) for each in there] == [
        ("Le port rouvre.", State.MOVED),
        ("Le préfet « suit » le dossier.", State.CHANGED),
        ("Rien ne presse.", State.MOVED),
    ]
    assert [there[at].spans[0].of(changed) for at in (0, 2)] == ["Le port rouvre.", "Rien ne presse."]


def test_an_annotation_whose_words_have_changed_is_collected_as_changed(root: Path) -> None:
    workspace = open_with_articles(root)
    made = annotate(workspace, "port", [Span(TEXT.index("Le préfet"), TEXT.index(" Rien"))])
    (root / "seeds" / "port.txt").write_text(TEXT.replace("« suit » le dossier", "clôt tout"), encoding="utf-8")
    workspace = open_with_articles(root)
    shown = annotations_in(workspace)
    assert shown[0].state is State.CHANGED
    assert collect_annotations(workspace, shown) == 1
    assert [(each.quote, each.state) for each in placed_basket(workspace)] == [(made.quote, State.CHANGED)]
    assert collect_annotations(workspace, shown) == 0


def test_the_words_of_an_article_that_is_gone_stay(root: Path) -> None:
    workspace = open_with_articles(root)
    put(workspace, "port", "Rien ne presse.")
    (root / "seeds" / "port.txt").unlink()
    workspace = open_with_articles(root)
    assert [(each.quote, each.state) for each in placed_basket(workspace)] == [("Rien ne presse.", State.ORPHAN)]
    assert clear(workspace) == 1


def test_a_record_that_cannot_be_read_is_named_and_left_out(workspace: Workspace) -> None:
    put(workspace, "port", "Rien ne presse.")
    workspace.store.put([Put(LIBRARY, BASKET, "odd", {"id": "odd", "spans": "no"}, 0)])
    assert quotes(workspace) == ["Rien ne presse."]
    ((_path, what, _mend),) = unreadable_records(workspace.store)
    assert "odd is not a valid excerpt of the basket" in what

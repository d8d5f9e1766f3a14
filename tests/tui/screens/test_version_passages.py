"""Giving an annotation to other versions: what each has is shown first, and only the same words are taken."""

from __future__ import annotations

from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.text.span import Span
from reader.tui.actions.version_passages import offer_versions
from reader.tui.actions.versions import mark_versions_done
from reader.tui.dialog.picker import Picked
from tests.tui.screens.fakes import Stand

QUOTE = "La tempête a emporté la digue dans la nuit de mardi à mercredi."
MORE = " Les grues du port sont toutes à l’arrêt, et le maire de Sarzelec demande l’aide de l’État."


def offer(stand: Stand) -> None:
    seeds = stand.workspace.root / "seeds"
    for name, text in (
        ("avis", QUOTE + MORE),
        ("copie", f"Tempête. {QUOTE}{MORE}"),
        ("autre", QUOTE.replace("mardi", "lundi") + MORE),
    ):
        (seeds / f"{name}.txt").write_text(text, "utf-8")
    stand.workspace.articles()
    made = annotate(stand.workspace, "avis", [Span(0, len(QUOTE))], ["eau"])
    offer_versions(stand.state, stand.host, stand.shell.waiting, made)
    stand.host.finish()


def test_what_is_checked_and_has_the_same_words_is_tagged(stand: Stand) -> None:
    offer(stand)
    stand.answer(Picked(("copie", "autre")))
    assert stand.host.messages == ["Done in 1 other version"]
    assert [each.quote for each in annotations_in(stand.workspace, "copie")] == [QUOTE]
    assert annotations_in(stand.workspace, "autre") == []


def test_nothing_is_tagged_when_it_is_left_or_nothing_fits(stand: Stand) -> None:
    offer(stand)
    _dialog, then = stand.host.asked[-1]
    then(None)
    assert stand.host.messages == [] and annotations_in(stand.workspace, "copie") == []
    then(Picked(("autre",)))
    assert stand.host.messages == ["No version that is checked has these words."]
    assert annotations_in(stand.workspace, "autre") == []


def test_the_others_are_marked_as_read(stand: Stand) -> None:
    offer(stand)
    told: list[str] = []
    mark_versions_done(stand.state, stand.host, stand.shell.waiting, "avis", lambda: told.append("reload"))
    stand.host.finish()
    assert stand.host.messages == ["Read: 2 other versions"] and told == ["reload"]
    assert [stand.workspace.article(each).status.value for each in ("avis", "copie", "autre")] == [
        "unread",
        "done",
        "done",
    ]
    mark_versions_done(stand.state, stand.host, stand.shell.waiting, "port", told.clear)
    stand.host.finish()
    assert stand.host.messages[-1] == "No other article has this text."

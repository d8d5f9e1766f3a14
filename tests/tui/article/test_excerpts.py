"""Copying with a citation, copying the text alone, and piping."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.output.pipe import CUT, Output
from reader.tui.dialog.manual import Manual
from reader.tui.screen.article.excerpts import Excerpts
from tests.tui.article.fakes import Desk


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is copied."""
    texts: list[str] = []

    def copy(text: str, _: object) -> str:
        texts.append(text)
        return "Copied."

    monkeypatch.setattr("reader.session.output.excerpts.copy_text", copy)
    return texts


def test_a_bare_focus_in_an_annotation_copies_all_of_it(desk: Desk, copied: list[str]) -> None:
    annotate(desk.workspace, "port", [desk.span("Le préfet « suit » le dossier. Rien")])
    desk.view.load_annotations()
    desk.select("dossier")
    excerpts = Excerpts(desk.view, desk.state, desk.host)
    excerpts.commands()["excerpt.plain"]()
    desk.host.finish()
    assert "dossier. Rien" in copied[0]
    assert desk.host.remembered == {"citation_format": "plain"}
    assert desk.state.citing.format == "plain"


def test_kept_passages_are_copied_with_a_sign_for_what_is_left_out(desk: Desk, copied: list[str]) -> None:
    desk.pane.mark_up(kept=[desk.span("Le port rouvre."), desk.span("Rien ne presse.")])
    Excerpts(desk.view, desk.state, desk.host).copy_text()
    desk.host.finish()
    assert copied == ["Le port rouvre. […] Rien ne presse."]
    assert desk.host.messages == ["Copied."]


def test_a_style_that_is_chosen_is_kept_beside_the_others(desk: Desk) -> None:
    before = desk.state.citing
    Excerpts(desk.view, desk.state, desk.host).commands()["excerpt.apa"]()
    assert desk.state.citing == replace(before, style="apa")


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        (Output("a\x1bb", 0), ["a␛b"]),
        (Output("", 0), ["(nothing)"]),
        (Output("x", 0, cut=True), [CUT, "", "x"]),
    ],
)
def test_what_a_command_prints_is_shown_guarded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, output: Output, shown: list[str]
) -> None:
    piped: list[tuple[str, str]] = []

    def pipe(text: str, command: str) -> Output:
        piped.append((text, command))
        return output

    monkeypatch.setattr("reader.session.output.pipe.pipe", pipe)
    lines: list[str] = []
    monkeypatch.setattr(
        Manual, "__init__", lambda _, __, page: lines.extend("".join(text for text, _ in line) for line in page)
    )
    Excerpts(desk.view, desk.state, desk.host).pipe()
    _, entered = desk.host.asked.pop()
    entered(None)
    entered({"command": "  "})
    assert desk.host.background == []
    entered({"command": "rev"})
    desk.host.finish()
    assert piped == [("Le port rouvre.", "rev")]
    assert lines == shown
    assert desk.state.pipe_command == "rev"

"""Copying with a citation, copying the text alone, and piping."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.session.annotations.annotate import annotate
from reader.session.output.pipe import Output, cut
from reader.tui.dialog.manual import Manual
from reader.tui.screen.article.excerpts import Excerpts
from tests.tui.article.fakes import Reading


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is copied."""
    texts: list[str] = []

    def copy(text: str, _: object) -> str:
        texts.append(text)
        return "Copied."

    monkeypatch.setattr("reader.session.output.excerpts.copy_text", copy)
    return texts


def test_a_bare_focus_in_an_annotation_copies_all_of_it(reading: Reading, copied: list[str]) -> None:
    annotate(reading.workspace, "port", [reading.span("Le préfet « suit » le dossier. Rien")])
    reading.view.load_annotations()
    reading.select("dossier")
    excerpts = Excerpts(reading.view, reading.state, reading.host)
    excerpts.commands()["excerpt.plain"]()
    reading.host.finish()
    assert "dossier. Rien" in copied[0]
    assert reading.host.remembered == {"citation_format": "plain"}
    assert reading.state.citing.format == "plain"


def test_kept_passages_are_copied_with_a_sign_for_what_is_left_out(reading: Reading, copied: list[str]) -> None:
    reading.pane.mark_up(kept=[reading.span("Le port rouvre."), reading.span("Rien ne presse.")])
    Excerpts(reading.view, reading.state, reading.host).copy_text()
    reading.host.finish()
    assert copied == ["Le port rouvre. […] Rien ne presse."]
    assert reading.host.messages == ["Copied."]


def test_a_style_that_is_chosen_is_kept_beside_the_others(reading: Reading) -> None:
    before = reading.state.citing
    Excerpts(reading.view, reading.state, reading.host).commands()["excerpt.apa"]()
    assert reading.state.citing == replace(before, style="apa")


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        (Output("a\x1bb", 0), ["a␛b"]),
        (Output("", 0), ["(nothing)"]),
        (Output("x", 0, cut=True), [cut(), "", "x"]),
    ],
)
def test_what_a_command_prints_is_shown_guarded(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, output: Output, shown: list[str]
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
    Excerpts(reading.view, reading.state, reading.host).pipe()
    _, entered = reading.host.asked.pop()
    entered(None)
    entered({"command": "  "})
    assert reading.host.background == []
    entered({"command": "rev"})
    reading.host.finish()
    assert piped == [("Le port rouvre.", "rev")]
    assert lines == shown
    assert reading.state.pipe_command == "rev"

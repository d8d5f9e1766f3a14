"""A citation style is one row: added there, it can be chosen everywhere and cites."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.citation.item import Disambiguation, Item
from reader.citation.line import Line, text
from reader.citation.styles import DEFAULT, LANGUAGES, STYLES, Style, citation, reference, style_of
from reader.cli.command_line import main
from reader.config.setting import Settings, read_settings, remember
from reader.session.library.workspace import Workspace
from reader.text.metadata import Metadata
from reader.text.problem import Problem
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import press
from tests.tui.showing import seen

TOP = Path(__file__).parents[2]
ITEM = Item("port", Metadata("Le port rouvre", "Roy, Anne"))


def cited(item: Item, language: str, locator: str, disambiguation: Disambiguation) -> Line:
    return text(f"[{item.title} @ {locator}]")


def listed(item: Item, language: str, disambiguation: Disambiguation) -> Line:
    return text(f"Listed: {item.title}")


ROW = Style("bracket", "Bracket", {"en": "Bracketed titles", "fr": "Titres entre crochets"}, cited, listed)


@pytest.fixture
def row(monkeypatch: pytest.MonkeyPatch) -> Style:
    """Add a row to the table."""
    monkeypatch.setitem(STYLES, ROW.key, ROW)
    return ROW


def test_a_row_is_a_choice_of_the_command_line_and_in_its_help(
    row: Style, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["excerpt", "--help"])
    assert "bracket: Bracketed titles" in " ".join(capsys.readouterr().out.split())
    assert main(["annotate", "port", "--quote", "Rien ne presse.", "-l", str(root)]) == 0
    capsys.readouterr()
    assert main(["excerpt", "--style", "bracket", "-l", str(root)]) == 0
    assert "[Le port rouvre. Les grutiers reviennent. @ paragr.\u00a02]" in capsys.readouterr().out


def test_a_row_is_a_value_of_the_setting(row: Style, tmp_path: Path) -> None:
    settings, faults = read_settings('citation-style = "bracket"', "settings.toml", Settings())
    assert (settings.citation_style, faults) == ("bracket", [])
    remember(tmp_path, {"citation_style": "bracket"})


async def test_a_row_is_in_the_list_of_styles_and_stays_chosen(
    row: Style, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def copy(text: str, _: object) -> str:
        copied.append(text)
        return "Copied."

    monkeypatch.setattr("reader.session.output.excerpts.copy_text", copy)
    app = ScolieApp(workspace)
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, *"ga", *"port", "enter")
        await press(pilot, *"Ys")
        assert all(style.names["en"] in seen(pilot) for style in STYLES.values())
        await press(pilot, *"bracket")
        assert "Listed: Le port rouvre." in seen(pilot)
        assert STYLES[DEFAULT].names["en"] not in seen(pilot)
        await press(pilot, "enter")
        assert copied == ["«\u00a0Le port rouvre.\u00a0» [Le port rouvre. Les grutiers reviennent. @ paragr.\u00a01]"]
    assert app.services.state.citing.style == "bracket"


def test_a_row_makes_a_command_with_help() -> None:
    """The table of commands is made when it is imported: so the row is added in a fresh interpreter."""
    code = """
from reader.citation import styles
styles.STYLES["bracket"] = styles.Style("bracket", "Bracket", {"en": "", "fr": ""}, print, print)
from reader.cli.command_line import main
main(["keys"])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if "excerpt.bracket" in line]
    assert len(lines) == 4  # in the article, in the side pane, among the excerpts and in the basket
    assert all(line.endswith("Copy with a citation in Bracket style, now and later.") for line in lines)


@pytest.mark.parametrize("make", [lambda: citation(ITEM, "mhra", "en"), lambda: reference(ITEM, "mhra", "en")])
def test_an_unknown_style_is_refused_with_the_styles_there_are(make: object) -> None:
    assert callable(make)
    with pytest.raises(Problem) as raised:
        make()
    assert "“mhra”" in raised.value.title
    assert all(key in raised.value.hint for key in STYLES)


def test_an_unknown_style_in_the_settings_is_a_fault_with_the_styles_there_are() -> None:
    settings, (fault,) = read_settings('citation-style = "mhra"', "settings.toml", Settings())
    assert settings.citation_style == DEFAULT
    assert fault.line == 1
    assert all(f'"{key}"' in fault.mend for key in STYLES)


def test_an_unknown_style_on_the_command_line_is_refused_with_the_styles_there_are(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["excerpt", "--style", "mhra", "-l", str(root)]) == 2
    error = capsys.readouterr().err
    assert "mhra" in error
    assert all(key in error for key in STYLES)


def test_a_row_is_complete() -> None:
    for key, style in STYLES.items():
        assert style_of(key).key == key
        assert set(style.names) == set(LANGUAGES)
        assert style.label.strip() and all(name.strip() for name in style.names.values())

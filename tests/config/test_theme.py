from pathlib import Path

import pytest

from reader.annotation.model import Ink
from reader.config.path import shipped
from reader.config.theme import Theme, load_themes, read_theme
from tests.config.contrast import HIGH, TEXT, contrast, weak_pairs

FOLDER = shipped("themes")
THEMES, FAULTS = load_themes([FOLDER])
PAPER = (FOLDER / "paper.toml").read_text(encoding="utf-8")


def test_six_themes_are_shipped_without_fault() -> None:
    assert FAULTS == []
    assert set(THEMES) >= {"paper", "daylight", "night", "ember", "contrast", "terminal"}
    assert sum(not theme.dark and not theme.ansi for theme in THEMES.values()) >= 2
    assert sum(theme.dark and not theme.ansi for theme in THEMES.values()) >= 3
    assert [name for name, theme in THEMES.items() if theme.ansi] == ["terminal"]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
class TestShipped:
    def test_all_is_legible(self, theme: Theme) -> None:
        assert list(weak_pairs(theme, HIGH if theme.name == "contrast" else TEXT)) == []

    def test_the_inks_differ(self, theme: Theme) -> None:
        assert len({theme.ink(ink).background for ink in Ink}) == len(Ink)

    def test_what_is_lit_selected_or_found_differs_from_every_ink(self, theme: Theme) -> None:
        lit = {theme.pairs[name].background for name in ("focus", "selection", "hit")}
        assert len(lit) == 3
        assert lit.isdisjoint(theme.ink(ink).background for ink in Ink)

    def test_a_file_is_named_as_its_theme(self, theme: Theme) -> None:
        assert (FOLDER / f"{theme.name}.toml").is_file()

    def test_variables_have_every_pair(self, theme: Theme) -> None:
        variables = theme.to_variables()
        assert variables["ink-pink-background"] == theme.ink("pink").background
        assert variables["focus-foreground"] == theme.pairs["focus"].foreground
        assert len(variables) == 2 * len(theme.pairs) + 2  # with dim and mark


def test_contrast_is_symmetric_and_has_its_known_ends() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#336699", "#336699") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('background = "#fbf8f1"', 'background = "parchment"', "background"),
        ('background = "#fbf8f1"', 'background = "#fbf8f"', "background"),
        ('background = "#fbf8f1"', "background = 3", "background"),
        ('background = "#fbf8f1"', 'back = "#fbf8f1"', "back"),
        ("[focus]", "[focal]", "focus"),
        ("[ink.pink]", "[ink.red]", "ink.pink"),
        ("dark = false", 'dark = "no"', "dark"),
        ('name = "paper"', 'name = "Paper!"', "name"),
        ("[focus]", "[focus", "TOML"),
    ],
)
def test_a_wrong_theme_is_reported_and_not_used(old: str, new: str, word: str) -> None:
    assert old in PAPER
    theme, faults = read_theme(PAPER.replace(old, new), "mine.toml")
    assert theme is None
    assert any(word in fault.what for fault in faults)
    written = PAPER.replace(old, new).split("\n")
    assert all(fault.line is None or 1 <= fault.line <= len(written) for fault in faults)


def test_the_line_of_a_wrong_colour() -> None:
    _, [fault] = read_theme(PAPER.replace('dim = "#6f6a5f"', 'dim = "grey"'), "mine.toml")
    assert fault.line is not None
    assert PAPER.split("\n")[fault.line - 1].startswith("dim")


def test_a_bad_file_does_not_stop_the_others_and_later_folders_win(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe name")
    (tmp_path / "paper.toml").write_text(PAPER.replace("dark = false", "dark = true"), encoding="utf-8")
    themes, faults = load_themes([FOLDER, tmp_path, tmp_path / "absent"])
    assert themes["paper"].dark
    assert set(themes) == set(THEMES)
    assert [fault.where for fault in faults] == [str(tmp_path / "bad.toml")]

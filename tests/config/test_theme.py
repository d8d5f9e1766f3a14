from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

from reader.annotation.model import Ink
from reader.config.contrast import SIGN
from reader.config.path import shipped
from reader.config.sixteen_colours import VGA, in_sixteen_colours
from reader.config.theme import Theme, load_themes, read_theme
from tests.config.colour_vision import VISIONS, distance
from tests.config.contrast import HIGH, TEXT, contrast, weak_pairs

FOLDER = shipped("themes")
THEMES, FAULTS = load_themes([FOLDER])
PAPER = (FOLDER / "paper.toml").read_text(encoding="utf-8")


def test_eight_themes_are_shipped_without_fault() -> None:
    assert FAULTS == []
    names = {"paper", "daylight", "night", "ember", "contrast", "terminal", "colourblind-light", "colourblind-dark"}
    assert set(THEMES) >= names
    assert sum(not theme.dark and not theme.ansi for theme in THEMES.values()) >= 3
    assert sum(theme.dark and not theme.ansi for theme in THEMES.values()) >= 4
    assert [name for name, theme in THEMES.items() if theme.ansi] == ["terminal"]


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", ["colourblind-light", "colourblind-dark"])
def test_inks_are_told_apart_without_one_kind_of_cone(name: str, vision: str) -> None:
    theme = THEMES[name]
    inks = {ink: theme.ink(ink).background for ink in Ink}
    for one, other in combinations([*inks.values(), theme.colours["background"]], 2):
        assert distance(one, other, vision) > 14
    for role in ("focus", "selection", "hit"):
        for colour in inks.values():
            assert distance(theme.pairs[role].background, colour, vision) > 7


@pytest.mark.parametrize("theme", [each for each in THEMES.values() if not each.ansi], ids=lambda theme: theme.name)
def test_what_is_selected_lit_or_found_does_not_look_like_an_ink(theme: Theme) -> None:
    for role in ("focus", "selection", "hit"):
        for ink in Ink:
            assert distance(theme.pairs[role].background, theme.ink(ink).background, "all cones") > 13, (role, ink)


def test_the_simulation_is_that_of_the_paper() -> None:
    assert distance("#000000", "#ffffff", "all cones") == pytest.approx(100, abs=0.1)
    assert distance("#d00000", "#707000", "protanopia") < distance("#d00000", "#707000", "all cones") / 3
    assert distance("#0000ff", "#ffff00", "deuteranopia") > 100
    assert distance("#0080ff", "#00a0a0", "tritanopia") < distance("#0080ff", "#00a0a0", "all cones") / 2


def _sent(colour: str) -> int | None:
    """Return the number of the colour that a terminal of sixteen is sent; None: its own default."""
    return Color.parse(colour.removeprefix("ansi_")).downgrade(ColorSystem.STANDARD).number


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_in_sixteen_colours_every_ink_differs_from_every_other_and_from_the_page(theme: Theme) -> None:
    sixteen = in_sixteen_colours(theme, THEMES["terminal"])
    marked = [sixteen.ink(ink).background for ink in Ink]
    marked += [sixteen.pairs[name].background for name in ("focus", "selection", "hit")]
    colours = [_sent(colour) for colour in (*marked, sixteen.colours["background"])]
    assert len(set(colours)) == len(colours)
    assert sixteen.dark == theme.dark
    weak = [what for what, *_ in weak_pairs(sixteen) if what.startswith(("text on", "dim text on b"))]
    assert weak == []


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
        assert len(variables) == 2 * len(theme.pairs) + len(Ink) + 3  # with the lanes, dim, mark and cursor-mark

    def test_the_names_of_tags_beside_the_text_are_legible_in_the_colour_of_an_ink(self, theme: Theme) -> None:
        page, variables = theme.colours["background"], theme.to_variables()
        if not theme.ansi:
            assert min(contrast(variables[f"lane-{ink}"], page) for ink in Ink) >= TEXT

    def test_the_sign_of_the_cursor_is_seen_on_its_fill(self, theme: Theme) -> None:
        """Also in sixteen colours, where it must be another of them."""
        sixteen = in_sixteen_colours(theme, THEMES["terminal"])
        for shown in (theme, sixteen):
            sign, fill = (VGA.get(name, name) for name in _sign_and_fill(shown))
            assert contrast(sign, fill) >= SIGN
        assert len({_sent(name) for name in _sign_and_fill(sixteen)}) == 2


def _sign_and_fill(theme: Theme) -> tuple[str, str]:
    variables = theme.to_variables()
    return variables["cursor-mark"], variables["focus-background"]


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
    ],
)
def test_a_wrong_colour_is_reported_and_that_of_a_base_theme(old: str, new: str, word: str) -> None:
    assert old in PAPER
    text = PAPER.replace(old, new).replace('"#a4521a"', '"#123456"').replace('"paper"', '"mine"')
    theme, faults = read_theme(text, "mine.toml", THEMES)
    assert theme == replace(THEMES["paper"], name="mine", colours={**THEMES["paper"].colours, "accent": "#123456"}), (
        "all else is as it was written"
    )
    assert any(word in fault.what for fault in faults)
    written = text.split("\n")
    assert all(fault.line is None or 1 <= fault.line <= len(written) for fault in faults)
    assert read_theme(text, "mine.toml")[0] is None, "there is nothing to take it from"


@pytest.mark.parametrize(
    ("dark", "value", "base"),
    [("true", "#000000", "night"), ("false", "#000000", "paper"), ("true", "ansi_red", "terminal")],
)
def test_the_base_theme_is_of_the_same_kind(dark: str, value: str, base: str) -> None:
    text = f'name = "mine"\ndark = {dark}\n[colours]\nbackground = "{value}"\n'
    theme, faults = read_theme(text, "mine.toml", THEMES)
    assert theme
    assert theme.colours == {**THEMES[base].colours, "background": value}
    assert theme.pairs == THEMES[base].pairs
    assert any(base in fault.mend for fault in faults)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("dark = false", 'dark = "no"', "dark"),
        ('name = "paper"', 'name = "Paper!"', "name"),
        ("[focus]", "[focus", "TOML"),
    ],
)
def test_a_theme_without_name_or_kind_is_reported_and_not_used(old: str, new: str, word: str) -> None:
    theme, faults = read_theme(PAPER.replace(old, new), "mine.toml", THEMES)
    assert theme is None
    assert any(word in fault.what for fault in faults)


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

"""Settings that are chosen on the screen: each has a few choices, and what is chosen is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from reader.annotation.colour_names import colour_name
from reader.annotation.model import Ink
from reader.citation.excerpt import FORMATS
from reader.citation.styles import LANGUAGES, STYLES
from reader.command.preset import PRESETS
from reader.command.table import BY_NAME
from reader.config.setting import Choice as Value
from reader.library.listing import SORTS
from reader.session.preferences import preferences, remember
from reader.text.fold import fold_key
from reader.translation import _, languages, own_name
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import NotifiesAndAsks, RemembersChoices
from reader.tui.service.listed_articles import sort_fact

COLUMNS = tuple(range(40, 161, 8))
MARGINS = (0, 2, 4, 6, 8, 12, 16, 20)
"""Cells that are offered."""


class SettingsHost(NotifiesAndAsks, RemembersChoices, Protocol):
    """What the choice of a setting needs."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting by its field in `config.setting.Settings`; ``values`` have the words that a person chooses among.

    ``take`` makes it count at once; None: it counts from the next start.
    """

    name: str
    label: str
    values: Mapping[str, Value]
    take: Callable[[AppState, Value], None] | None = None


def settings() -> dict[str, Setting]:
    """Return by name what can be chosen in every place; the theme has a command of its own."""

    def named(codes: Iterable[str]) -> Mapping[str, Value]:
        return {own_name(code): code for code in codes}

    rows = (
        Setting("keymap", _("Keymap"), {preset: preset for preset in PRESETS}),
        Setting("ink", _("Ink of highlights"), {colour_name(ink): ink.value for ink in Ink}, _take_ink),
        Setting("sort", _("Order of the list"), {sort_fact(sort): sort for sort in SORTS}),
        Setting(
            "highlight",
            _("Look of highlights"),
            {_("filled"): "fill", _("underlined"): "underline", _("filled and underlined"): "both"},
        ),
        Setting("margin_tags", _("Tags beside the text"), {_("shown"): True, _("hidden"): False}),
        Setting("column_width", _("Width of the column"), {str(cells): cells for cells in COLUMNS}),
        Setting("margin", _("Margin of the page"), {str(cells): cells for cells in MARGINS}),
        Setting("citation_style", _("Citation style"), {row.label: key for key, row in STYLES.items()}, _take_style),
        Setting("citation_format", _("Citation format"), {_format_label(key): key for key in FORMATS}, _take_format),
        Setting(
            "citation_language",
            _("Language of citations"),
            {_("that of the article"): "", **named(LANGUAGES)},
            _take_language,
        ),
        Setting("language", _("Language of the program"), {_("that of the system"): "", **named(languages())}),
    )
    return {row.name: row for row in rows}


def _format_label(format: str) -> str:
    return BY_NAME[f"excerpt.{format}"].label


def _take_ink(state: AppState, value: Value) -> None:
    state.ink = Ink(str(value))


def _take_style(state: AppState, value: Value) -> None:
    state.citing = replace(state.citing, style=str(value))


def _take_format(state: AppState, value: Value) -> None:
    state.citing = replace(state.citing, format=str(value))


def _take_language(state: AppState, value: Value) -> None:
    state.citing = replace(state.citing, language=str(value))


def choose(state: AppState, host: SettingsHost, setting: Setting) -> None:
    """Choose a value of a setting, remember it, and say from when on it counts."""

    def choices(words: str) -> list[Choice]:
        return [Choice(word, word) for word in setting.values if fold_key(words.strip()) in fold_key(word)]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            word = result.ids[0]
            if setting.take:
                setting.take(state, setting.values[word])
            host.notify(_said(setting, word))
            host.keep(remember, **{setting.name: setting.values[word]})

    now = getattr(preferences().settings, setting.name)
    checked = [word for word, value in setting.values.items() if value == now]
    host.ask(Picker(setting.label, choices, checked=checked), picked)


def _said(setting: Setting, word: str) -> str:
    message = _("{setting}: {choice}.") if setting.take else _("{setting}: {choice}. It counts from the next start.")
    return message.format(setting=setting.label, choice=word)

"""Settings that are chosen on the screen: what is chosen counts at once, on every open screen, and is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from reader.annotation.colour_names import colour_name
from reader.annotation.model import Ink
from reader.citation.excerpt_formats import formats_with
from reader.citation.styles import LANGUAGES, STYLES
from reader.citation.template import NAMES
from reader.command.preset import PRESETS
from reader.config.setting import Choice as Value
from reader.config.setting import Settings, expected
from reader.layout.hit_order import Order
from reader.library.listing import SORTS
from reader.session.language import speak
from reader.session.library.opening import change_coder
from reader.session.preferences import is_in_users_file, keymap_of, remember
from reader.session.search.options import SearchOptions
from reader.text.fold import fold_key
from reader.text.problem import Problem
from reader.translation import _, languages, own_name
from reader.tui.dialog.form import Field, Form
from reader.tui.dialog.picker import Choice, Picked, Picker
from reader.tui.service.app_state import AppState
from reader.tui.service.host import FollowsSettings, NotifiesAndAsks, RemembersChoices
from reader.tui.service.listed_articles import sort_fact
from reader.tui.service.names import order_fact

COLUMNS = tuple(range(40, 161, 8))
MARGINS = (0, 2, 4, 6, 8, 12, 16, 20)
"""Cells that are offered."""


class SettingsHost(NotifiesAndAsks, RemembersChoices, FollowsSettings, Protocol):
    """What the choice of a setting needs."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting by its field in `config.setting.Settings`.

    ``values`` are named by the words that a person chooses among; without any, one types the value, and ``hint`` says
    which. ``take`` does what has to be done for the value to count beside its being in `AppState.settings`; None: it
    counts from the next start.
    """

    name: str
    label: str
    values: Mapping[str, Value] = field(default_factory=dict)
    hint: str = ""
    take: Callable[[AppState], None] | None = lambda _state: None

    def word_of(self, value: Value) -> str:
        """Return the word for a value; of one that is typed, the value itself."""
        return next((word for word, each in self.values.items() if each == value), str(value))


def settings(now: Settings) -> dict[str, Setting]:
    """Return by name what can be chosen in every place; the theme has a command of its own. ``now`` is among the values."""
    return {row.name: row for row in (*_of_screens(now), *_of_citations(now), *_of_program())}


def _of_screens(now: Settings) -> tuple[Setting, ...]:
    def cells(offered: Iterable[int], chosen: int) -> Mapping[str, Value]:
        return {str(count): count for count in sorted({*offered, chosen})}

    looks: Mapping[str, Value] = {
        _("filled"): "fill",
        _("underlined"): "underline",
        _("filled and underlined"): "both",
    }
    return (
        Setting("keymap", _("Keymap"), {preset: preset for preset in PRESETS}, take=_take_keymap),
        Setting("ink", _("Ink of highlights"), {colour_name(ink): ink.value for ink in Ink}),
        Setting("sort", _("Order of the list"), {sort_fact(sort): sort for sort in SORTS}, take=_take_sort),
        Setting(
            "fold_versions",
            _("Versions in the list"),
            {_("one row together"): True, _("a row each"): False},
            take=_take_folding,
        ),
        Setting("hit_order", _("Order of a concordance"), {_order(order): order.value for order in Order}),
        Setting("hits_by_article", _("Hits of a search"), {_("a concordance"): False, _("by article"): True}),
        Setting("highlight", _("Look of highlights"), looks),
        Setting("margin_tags", _("Tags beside the text"), {_("shown"): True, _("hidden"): False}),
        Setting(
            "word_forms",
            _("Forms of a word in searches"),
            {_("found"): True, _("not found"): False},
            take=_take_word_forms,
        ),
        Setting("column_width", _("Width of the column"), cells(COLUMNS, now.column_width)),
        Setting("margin", _("Margin of the page"), cells(MARGINS, now.margin)),
    )


def _of_citations(now: Settings) -> tuple[Setting, ...]:
    citation_languages = {_("that of the article"): "", **_named(LANGUAGES)}
    return (
        Setting("citation_style", _("Citation style"), {row.label: key for key, row in STYLES.items()}),
        Setting(
            "citation_format",
            _("Citation format"),
            {_(row.label): key for key, row in formats_with(now.templates).items()},
        ),
        Setting("excerpt_template", _("Own template of excerpts"), hint=" ".join(f"{{{name}}}" for name in NAMES)),
        Setting("citation_language", _("Language of citations"), citation_languages),
    )


def _of_program() -> tuple[Setting, ...]:
    return (
        Setting(
            "language",
            _("Language of the program"),
            {_("that of the system"): "", **_named(languages())},
            take=_take_language,
        ),
        Setting("coder", _("Name of the coder"), hint=_("Empty: git’s user name, or the login."), take=_take_coder),
        Setting(
            "linked_annotations",
            _("Folder that annotations may be linked to"),
            hint=_("The full path of a folder; empty: no link is followed."),
            take=None,
        ),
    )


def _order(order: Order) -> str:
    return order_fact(order) or _("as in the texts")


def _named(codes: Iterable[str]) -> Mapping[str, Value]:
    return {own_name(code): code for code in codes}


def _take_keymap(state: AppState) -> None:
    state.keymap = keymap_of(state.settings.keymap)


def _take_sort(state: AppState) -> None:
    state.listed.forget()  # if no list is open, what was listed is in the old order


def _take_folding(state: AppState) -> None:
    state.versions.forget_keys()
    state.listed.forget()


def _take_word_forms(state: AppState) -> None:
    state.workspace.part(SearchOptions).word_forms = state.settings.word_forms


def _take_language(state: AppState) -> None:
    speak(state.settings.language)


def _take_coder(state: AppState) -> None:
    change_coder(state.workspace, state.settings.coder)


def usable(name: str, typed: str, _values: Mapping[str, str]) -> str:
    """Return what was typed for a setting; Problem if it cannot have that value."""
    if wanted := expected(name, typed):
        raise Problem(_("This cannot be used."), typed, _("Write {expected}.").format(expected=wanted))
    return typed


def choose(state: AppState, host: SettingsHost, setting: Setting) -> None:
    """Choose or type a value of a setting, have it count, remember it, and say from when or for how long it counts."""
    now = getattr(state.settings, setting.name)

    def take(value: Value, shown: str) -> None:
        state.choose(**{setting.name: value})
        if setting.take:
            setting.take(state)
            host.follow_settings()
        label = settings(state.settings)[setting.name].label  # in the language of now on
        host.notify(_message(setting).format(setting=label, choice=shown or "–"))
        host.keep(remember, **{setting.name: value})

    def choices(words: str) -> list[Choice]:
        return [Choice(word, word) for word in setting.values if fold_key(words.strip()) in fold_key(word)]

    def picked(result: Picked | None) -> None:
        if result and result.ids:
            take(setting.values[result.ids[0]], result.ids[0])

    def entered(values: dict[str, str] | None) -> None:
        if values is not None:
            take(values[setting.name], values[setting.name])

    if setting.values:
        checked = [word for word, value in setting.values.items() if value == now]
        host.ask(Picker(setting.label, choices, checked=checked), picked)
    else:
        host.ask(
            Form(
                setting.label,
                [Field(setting.name, setting.label, now, setting.hint, read=partial(usable, setting.name))],
            ),
            entered,
        )


def _message(setting: Setting) -> str:
    decided = is_in_users_file(setting.name)
    if setting.take and decided:
        return _("{setting}: {choice}, until you leave: settings.toml says what counts at the start.")
    if setting.take:
        return _("{setting}: {choice}.")
    if decided:
        return _("{setting}: settings.toml says what counts; change it there.")
    return _("{setting}: {choice}. It counts from the next start.")

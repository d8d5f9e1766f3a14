"""Every command does something where it means something, can be reached, and is explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from reader.command.command import CONTEXTS, TYPING, Command, Context
from reader.command.keyfile import preset
from reader.command.preset import PRESETS
from reader.command.table import COMMANDS, commands_in
from reader.session.library.workspace import Workspace
from reader.tui.actions.app_commands import AppCommands
from reader.tui.app import ScolieApp
from reader.tui.dialog.keyed import KeyedDialog
from reader.tui.screen.article.content import ArticleContent
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.basket import BasketScreen
from reader.tui.screen.codebook.screen import CodebookScreen
from reader.tui.screen.difference import DifferenceScreen
from reader.tui.screen.excerpts import ExcerptsScreen
from reader.tui.screen.journal import JournalScreen
from reader.tui.screen.keyed_screen import KeyedScreen
from reader.tui.screen.library import LibraryScreen
from reader.tui.screen.review import ReviewScreen
from reader.tui.screen.search.screen import SearchScreen
from reader.tui.screen.split import SplitScreen
from reader.tui.screen.statistics_tables import StatisticsTables
from reader.tui.screen.tables import TablesScreen
from reader.tui.service.host import Services
from tests.laws.source import TOP, classes, ours

COUNTED_TOGETHER: dict[str, tuple[Context, ...]] = {"article": ("pass", "article"), "side": ("side",)}
"""Contexts whose commands the palette offers at the same time."""
SHARED = AppCommands(*[Mock()] * 7).commands()
"""The commands that every screen has."""


@pytest.fixture
def app(workspace: Workspace) -> ScolieApp:
    """An app that does not run."""
    return ScolieApp(workspace)


def screens(app: ScolieApp) -> list[KeyedScreen]:
    """Make every screen, without showing it."""
    services = app.services
    return [
        ArticleScreen(services, "port"),
        LibraryScreen(services),
        CodebookScreen(services),
        ExcerptsScreen(services),
        BasketScreen(services),
        TablesScreen(services, StatisticsTables(services.state, Mock())),
        JournalScreen(services),
        ReviewScreen(services),
        SearchScreen(services),
        SplitScreen(services, "mer"),
        DifferenceScreen(services, "port", "ete"),
    ]


def dialog_of(context: Context) -> type[KeyedDialog[Any]] | None:
    """Return the dialog where the keys of a context count."""
    kinds = [each for each in classes("reader/tui") if issubclass(each, KeyedDialog)]
    return next((each for each in kinds if vars(each).get("context") == context), None)


def screen_of(context: Context, app: ScolieApp) -> KeyedScreen:
    """Return the screen where the keys of a context count."""
    home = "article" if context in ("side", "pass") else context
    (screen,) = (each for each in screens(app) if each.context == home)
    return screen


def method_of(command: Command) -> str:
    """Return the method of a screen, or of an app, that does a command without a table."""
    return "do_" + command.name.replace(".", "_").replace("-", "_")


def handled(command: Command, screen: KeyedScreen, app: ScolieApp) -> bool:
    """Whether a screen does something at a command."""
    return command.name in screen.table


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_command_has_a_handler_wherever_it_means_something(context: Context, app: ScolieApp) -> None:
    """A dialog compares the command's name; a screen has it in its table."""
    if dialog := dialog_of(context):
        source = Path(TOP, *dialog.__module__.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        assert [command.name for command in commands_in(context) if f'"{command.name}"' not in source] == []
    else:
        screen = screen_of(context, app)
        assert [command.name for command in commands_in(context) if not handled(command, screen, app)] == []


def test_a_handler_has_a_command_of_its_screen(app: ScolieApp) -> None:
    for screen in screens(app):
        contexts: tuple[Context, ...] = (screen.context,)
        if screen.context == "article":
            contexts = ("article", "side", "pass")
        known = {command.name for context in contexts for command in commands_in(context)}
        assert set(screen.commands) - known == set(), type(screen).__name__


def test_a_handler_by_method_has_a_command() -> None:
    every = {method_of(command) for command in COMMANDS}
    named = {word for each in classes("reader/tui") for word in vars(each) if word.startswith("do_")}
    assert named - every == set()


def test_a_handler_that_is_loaded_later_has_the_commands_it_stands_for() -> None:
    content = ArticleContent(Mock(), Services(Mock(), Mock(), Mock(), {}, Mock(), Mock(), Mock()), Mock())
    assert [lazy.loaded.keys() for lazy in content.lazy] == [lazy.commands().keys() for lazy in content.lazy]


def test_the_reading_screen_has_its_commands_from_its_handlers_alone() -> None:
    """A command of the reading screen that two handlers claim would depend on their order."""
    names = [
        name
        for table in ArticleContent(
            Mock(), Services(Mock(), Mock(), Mock(), {}, Mock(), Mock(), Mock()), Mock()
        ).tables()
        for name in table
    ]
    assert sorted(names) == sorted(
        ArticleScreen(Services(Mock(), Mock(), Mock(), {}, Mock(), Mock(), Mock()), "port").commands
    )
    assert not [
        word for base in ours(ArticleScreen) if base is not KeyedScreen for word in vars(base) if word.startswith("do_")
    ]
    assert set(SHARED) <= {command.name for command in COMMANDS}


def test_the_app_knows_no_command() -> None:
    assert [word for base in ours(ScolieApp) for word in vars(base) if word.startswith("do_")] == []


@pytest.mark.parametrize("name", PRESETS)
def test_a_command_has_a_key_or_is_in_the_palette(name: str) -> None:
    """The palette offers what the screen in front can do, by label; in dialogs, where one types, there is none."""
    keymap = preset(name)
    hidden = [
        f"{command.name} in {context}"
        for context in TYPING
        for command in commands_in(context)
        if not keymap.keys_of(command, context)
    ]
    assert hidden == []
    for context in set(CONTEXTS) - TYPING:
        offered = [command for each in COUNTED_TOGETHER.get(context, (context,)) for command in commands_in(each)]
        by_label = {command.label: command for command in offered}
        lost = [command.name for command in offered if by_label[command.label].name != command.name]
        assert [command for command in lost if not any(keymap.keys_of(command, each) for each in CONTEXTS)] == []


def test_a_command_is_explained_in_a_sentence() -> None:
    for command in COMMANDS:
        assert command.label.strip() == command.label != "", command.name
        assert command.help.endswith("."), command.name
        assert command.help[0].isupper(), command.name

"""Every command does something where it means something, can be reached, and is explained."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from reader.command.command import CONTEXTS, TYPING, Command, Context
from reader.command.keyfile import preset
from reader.command.preset import PRESETS
from reader.command.table import COMMANDS, commands_in
from reader.tui.actions.app_commands import AppCommands
from reader.tui.app import ScolieApp
from reader.tui.dialog.keyed import KeyedDialog
from reader.tui.screen.article.content import ArticleContent
from reader.tui.screen.article.screen import ArticleScreen
from reader.tui.screen.keyed import KeyedScreen
from reader.tui.service.host import Services
from tests.laws.source import TOP, classes, ours

COUNTED_TOGETHER: dict[str, tuple[Context, ...]] = {"article": ("pass", "article"), "side": ("side",)}
"""Contexts whose commands the palette offers at the same time."""
SHARED = AppCommands(*[Mock()] * 7).commands()
"""The commands that every screen has."""


def stage(context: Context) -> type:
    """Return the class of the screen or dialog where the keys of a context count."""
    if context in ("article", "side", "pass"):
        return ArticleScreen
    kinds = [
        one for one in classes("reader/tui") if issubclass(one, KeyedScreen | KeyedDialog) and one is not KeyedScreen
    ]
    owner = next(one for one in kinds if vars(one).get("context") == context)
    return max((one for one in kinds if issubclass(one, owner)), key=lambda one: len(one.__mro__))


def method_of(command: Command) -> str:
    return "do_" + command.name.replace(".", "_").replace("-", "_")


def article_screen() -> ArticleScreen:
    """Return a reading screen that is never shown."""
    return ArticleScreen(Services(Mock(), Mock(), Mock(), {}, Mock(), Mock(), Mock()), "port")


def handled(command: Command, context: Context) -> bool:
    """Whether a context does something at a command. A dialog compares the command's name."""
    on = stage(context)
    if on is ArticleScreen and command.name in article_screen().commands:
        return True
    if issubclass(on, KeyedDialog):
        source = Path(TOP, *on.__module__.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        return f'"{command.name}"' in source
    return hasattr(on, method_of(command)) or command.name in SHARED


@pytest.mark.parametrize("context", CONTEXTS)
def test_a_command_has_a_handler_wherever_it_means_something(context: Context) -> None:
    assert [command.name for command in commands_in(context) if not handled(command, context)] == []


def test_a_handler_has_a_command() -> None:
    every = {method_of(command) for command in COMMANDS}
    named = {word for one in classes("reader/tui") for word in vars(one) if word.startswith("do_")}
    assert named - every == set()
    assert set(article_screen().commands) <= {command.name for command in COMMANDS}


def test_the_reading_screen_has_its_commands_from_its_handlers_alone() -> None:
    """A command of the reading screen that two handlers claim would depend on their order."""
    names = [
        name
        for table in ArticleContent(Mock(), Services(Mock(), Mock(), Mock(), {}, Mock(), Mock(), Mock())).tables()
        for name in table
    ]
    assert sorted(names) == sorted(article_screen().commands)
    assert not [
        word for base in ours(ArticleScreen) if base is not KeyedScreen for word in vars(base) if word.startswith("do_")
    ]
    assert set(SHARED) <= {command.name for command in COMMANDS}


def test_the_app_knows_no_command() -> None:
    assert [word for one in ours(ScolieApp) for word in vars(one) if word.startswith("do_")] == []


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
        assert [one for one in lost if not any(keymap.keys_of(one, each) for each in CONTEXTS)] == []


def test_a_command_is_explained_in_a_sentence() -> None:
    for command in COMMANDS:
        assert command.label.strip() == command.label != "", command.name
        assert command.help.endswith("."), command.name
        assert command.help[0].isupper(), command.name

"""What the line of keys can offer."""

from __future__ import annotations

import pytest

from reader.command.command import CONTEXTS, TYPING, Context
from reader.command.footer import FOOTERS, MARKED, always_offered, offered
from reader.command.keyfile import preset, read_keymap
from reader.command.preset import PRESETS
from reader.command.table import commands_in


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_line_names_only_commands_that_mean_something_there(context: Context) -> None:
    assert set(FOOTERS[context]) <= {command.name for command in commands_in(context)}
    assert len(set(FOOTERS[context])) == len(FOOTERS[context])


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("context", sorted(set(CONTEXTS) - TYPING))
def test_the_line_has_a_key_for_help_and_a_way_out_everywhere(name: str, context: Context) -> None:
    contexts: tuple[Context, ...] = (context, "article") if context == "pass" else (context,)
    assert [each.command.name for each in always_offered(preset(name), contexts)] == [
        "app.help",
        "pass.leave" if context == "pass" else "app.back",
    ]


@pytest.mark.parametrize("context", MARKED)
def test_while_something_is_marked_the_line_begins_with_what_acts_on_it(context: Context) -> None:
    marked, plain = (offered(preset("default"), (context,), is_marked=is_marked) for is_marked in (True, False))
    assert [each.command.name for each in marked[: len(MARKED[context])]] == list(MARKED[context])
    assert {each.command.name for each in marked} == {each.command.name for each in plain}


def test_a_key_of_the_pass_hides_the_one_it_has_in_the_article() -> None:
    keys = {each.command.name: each.key for each in offered(preset("default"), ("pass", "article"))}
    assert keys["pass.skip"] == "n"
    assert "find.next" not in keys
    assert keys["annotation.tag"] == "t"


def test_the_line_shows_the_keys_of_this_keymap_and_leaves_out_commands_without_one() -> None:
    keymap, _ = read_keymap(
        '[article]\n"annotation.tag" = ["F3"]\n"excerpt.copy" = []\n', "keys.toml", preset("default")
    )
    keys = {each.command.name: each.key for each in offered(keymap, ("article",))}
    assert keys["annotation.tag"] == "F3"
    assert "excerpt.copy" not in keys

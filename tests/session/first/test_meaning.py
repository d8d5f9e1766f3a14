"""What keys may mean before there is an app."""

from __future__ import annotations

import pytest

from reader.command.keyfile import preset
from reader.command.keymap import Match
from reader.config.path import config_folder
from reader.session.first import article, articles
from reader.session.first.meaning import DONE_HERE, may_move


def test_it_knows_the_commands_of_every_first_page() -> None:
    assert DONE_HERE["article"] == {*article.MOTIONS, *article.TURNS}
    assert DONE_HERE["library"] == {*articles.MOTIONS, "app.open"}


@pytest.mark.parametrize("context", DONE_HERE)
def test_a_key_of_such_a_command_may_move(context: str) -> None:
    keys = [
        one.keys[0]
        for one in preset("default")
        if one.context == context and one.command.name in DONE_HERE[one.context]
    ]
    assert keys
    assert all(may_move(key) for key in keys)


def test_any_other_key_is_left_to_the_app() -> None:
    keymap = preset("default")
    for key in ("?", "h", "g", "/", "F9"):
        found = [keymap.resolve(context, (key,)) for context in DONE_HERE]
        assert not any(isinstance(one, Match) and one.command.name.startswith("move.") for one in found)
        assert not may_move(key)


def test_the_users_own_keys_count() -> None:
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keys.toml").write_text('[article]\n"move.next-sentence" = ["F9"]\n')
    assert may_move("F9")

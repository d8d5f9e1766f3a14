from reader.command.command import CONTEXTS
from reader.command.keyfile import preset
from reader.command.manual import key_table_markdown
from reader.command.table import COMMANDS, commands_in, footer


def test_every_command_has_its_row() -> None:
    head, rule, *rows = key_table_markdown(preset("default")).splitlines()
    assert len(rows) == len(COMMANDS)
    for command, row in zip(COMMANDS, rows, strict=True):
        assert command.help in row
        assert row.count("|") == head.count("|") == rule.count("|")


def test_a_row_shows_the_keys_of_the_keymap_given() -> None:
    assert "| act | `h` | Highlight" in key_table_markdown(preset("default"))
    assert "`F1` `?`" in key_table_markdown(preset("arrows"))


def test_the_footer_has_five_of_the_commands_that_mean_something_here() -> None:
    for context in CONTEXTS:
        shown = footer(context)
        assert 0 < len(shown) <= 5
        assert set(shown) <= set(commands_in(context))
        assert [command.footer for command in shown] == sorted(command.footer for command in shown)

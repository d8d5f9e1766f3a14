from pathlib import Path

from reader.command.keyfile import preset
from reader.command.manual import keys_page_markdown
from reader.command.table import COMMANDS

TOP = Path(__file__).parents[2]


def test_every_command_has_its_row() -> None:
    rows = [line for line in keys_page_markdown(preset("default")).splitlines() if line.startswith("| `")]
    by_name = {row.rsplit("`", 2)[1]: row for row in rows}
    assert len(rows) == len(COMMANDS)
    for command in COMMANDS:
        row = by_name[command.name]
        assert command.help in row
        assert row.replace("\\|", "").count("|") == 5


def test_a_row_shows_the_keys_of_the_keymap_given() -> None:
    assert "| `h` | Highlight" in keys_page_markdown(preset("default"))
    assert "`F1` `?`" in keys_page_markdown(preset("arrows"))


def test_the_keys_page_of_the_project_is_up_to_date() -> None:
    page = (TOP / "KEYS.md").read_text(encoding="utf-8")
    assert page == keys_page_markdown(preset("default")), "Run `make keys`."

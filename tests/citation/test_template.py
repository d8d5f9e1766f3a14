"""A template of the user makes an excerpt, and one that cannot is refused when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.citation.excerpt import excerpt
from reader.citation.excerpt_formats import template_format
from reader.citation.template import NAMES, is_template
from reader.cli.command_line import main
from reader.config.path import SETTINGS, config_folder
from reader.config.setting import Settings, read_settings
from tests.citation.items import item

ONE = item("port", "Le {port} rouvre", "Roy, Anne", "Le Quai", "2024-01-09", page="4")


def test_a_template_is_filled_with_the_excerpt_and_the_metadata() -> None:
    row = template_format("{text}\\n— {source}, p. {page} [{key}] {{x}} {citation}")
    made = excerpt(["Rien ne presse."], ONE, [4], "apa", "fr", row, key="roy2024port").text
    assert made == "Rien ne presse.\n— Le Quai, p. 4 [roy2024port] {x} (Roy, 2024, paragr.\u00a04)"
    assert row.needs_key and not template_format("{quote}").needs_key
    shown = excerpt(["x"], ONE, [4], "apa", "fr", template_format("{title}: {quote}")).text
    assert shown == "Le {port} rouvre: «\u00a0x\u00a0»"


@pytest.mark.parametrize(
    "template",
    ["", "no field", "{nothing}", "{quote", "{quote!r}", "{quote:>9}", "{quote.join}", "{quote[0]}", "{}", "{0}", "a\n{quote}", 3],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_is_a_fault_that_names_the_fields(template: object) -> None:
    assert not is_template(template)
    if isinstance(template, str):
        written = template.replace("\n", "\\n")
        settings, (fault,) = read_settings(f'excerpt-template = "{written}"', "settings.toml", Settings())
        assert settings.excerpt_template == Settings().excerpt_template
        assert all(f"{{{name}}}" in fault.mend for name in NAMES)


def test_the_command_line_takes_the_template_of_the_settings(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["annotate", "port", "--quote", "Rien ne presse.", "-l", str(root)])
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / SETTINGS).write_text("excerpt-template = '{text}|{title}'\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["excerpt", "--format", "template", "-l", str(root)]) == 0
    assert capsys.readouterr().out == "Rien ne presse.|Le port rouvre. Les grutiers reviennent.\n"

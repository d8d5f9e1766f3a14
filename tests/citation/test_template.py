"""A template of the user makes an excerpt, and one that cannot is refused when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.citation.excerpt import excerpt
from reader.citation.excerpt_formats import formats_with, template_format
from reader.citation.template import NAMES, is_template
from reader.cli.command_line import main
from reader.config.path import SETTINGS, config_folder, state_folder
from reader.config.setting import Settings, load_settings, read_settings, remember
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


NAMED = """citation-format = "{format}"

[excerpt-templates]
fiche = '{{text}}|{{title}}'
"note de bas" = '{{quote}} [{{key}}]'
bad = '{{nothing}}'
"" = '{{quote}}'
"""


def test_several_templates_have_names_and_a_bad_one_keeps_none_of_the_others_out() -> None:
    settings, faults = read_settings(NAMED.format(format="template:fiche"), "settings.toml", Settings())
    assert settings.excerpt_templates == {"fiche": "{text}|{title}", "note de bas": "{quote} [{key}]"}
    assert [(fault.line, fault.what) for fault in faults] == [
        (6, "The template “bad” cannot be used."),
        (7, "The template “” cannot be used."),
    ]
    assert "{citation}" in faults[0].mend and "a name" in faults[1].mend
    formats = formats_with(settings.templates)
    assert [(key, row.label, row.needs_key) for key, row in formats.items()][-2:] == [
        ("template:fiche", "fiche", False),
        ("template:note de bas", "note de bas", True),
    ]
    _settings, (fault,) = read_settings("excerpt-templates = 3", "settings.toml", Settings())
    assert "[excerpt-templates]" in fault.mend


def test_a_format_whose_template_is_not_there_is_a_fault_of_the_users_file_and_excerpts_are_plain() -> None:
    config_folder().mkdir(parents=True, exist_ok=True)
    for chosen, kept in (("template:fiche", "template:fiche"), ("template:gone", "plain"), ("template:bad", "plain")):
        (config_folder() / SETTINGS).write_text(NAMED.format(format=chosen), encoding="utf-8")
        settings, faults = load_settings(config_folder(), state_folder())
        assert settings.citation_format == kept
        assert [fault.line for fault in faults if "There is no template" in fault.what] == [1] * (kept == "plain")
    (config_folder() / SETTINGS).write_text("", encoding="utf-8")
    remember(state_folder(), {"citation_format": "template:fiche"})
    settings, faults = load_settings(config_folder(), state_folder())
    assert (settings.citation_format, faults) == ("plain", [])  # the template is gone since


def test_the_command_line_takes_a_template_by_its_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["annotate", "port", "--quote", "Rien ne presse.", "-l", str(root)])
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / SETTINGS).write_text(NAMED.format(format="plain"), encoding="utf-8")
    capsys.readouterr()
    assert main(["excerpt", "--format", "template:fiche", "-l", str(root)]) == 0
    assert capsys.readouterr().out == "Rien ne presse.|Le port rouvre. Les grutiers reviennent.\n"
    assert main(["excerpt", "--format", "template:gone", "-l", str(root)]) == 2
    error = capsys.readouterr().err
    assert "There is no such format: template:gone" in error and "template:note de bas" in error
    main(["basket", "add", "port", "--quote", "Rien ne presse.", "-l", str(root)])
    capsys.readouterr()
    assert main(["basket", "export", "--format", "template:fiche", "-l", str(root)]) == 0
    assert "Rien ne presse.|Le port rouvre." in capsys.readouterr().out

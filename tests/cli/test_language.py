"""The command line speaks the person's language; to programs it says the same in each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import translation
from reader.cli.command_line import main
from reader.config.path import config_folder
from reader.translation import DOMAIN, FOLDER, use

Say = Callable[..., tuple[int, str, str]]
COMPILED = FOLDER / "fr" / "LC_MESSAGES" / f"{DOMAIN}.mo"


@pytest.fixture
def say(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    """A function that runs `scolie` in a language and returns its status and what it printed on its two streams."""

    def run(language: str, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("LANGUAGE", language)
        try:
            status = main([*arguments, "-l", str(root)])
        except SystemExit as end:
            status = int(end.code or 0)
        assert os.environ["LANGUAGE"] == language
        out, err = capsys.readouterr()
        return status, out, err

    yield run
    use("en")


def test_help_is_in_the_language_words_of_argparse_included(say: Say) -> None:
    status, out, _ = say("fr", "jump", "--help")
    assert status == 0
    assert out.startswith("usage\u00a0: scolie jump [-h]")
    assert "Trouver des articles par quelques lettres." in out
    assert "afficher cette aide et quitter" in out
    status, out, _ = say("en", "jump", "--help")
    assert out.startswith("usage: scolie jump [-h]")
    assert "show this help message and exit" in out


def test_the_list_of_sub_commands_is_in_the_language(say: Say) -> None:
    out = say("fr", "--help")[1]
    assert "sous-commandes\u00a0:" in out
    assert "Énumérer les articles." in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("annotate",), "les arguments suivants sont requis\u00a0: article"),
        (("jump", "a", "-n", "0"), "argument -n\u00a0: «\u00a00\u00a0» n’est pas un nombre entier supérieur à 0"),
        (("jump", "a", "-n"), "argument -n\u00a0: un argument attendu"),
        (("stats", "nope"), "choix non valide\u00a0: 'nope'"),
        (("show", "nope"), "Cet article n’existe pas\u00a0: nope"),
        (("annotate", "port"), "Quel passage\u00a0: Ni --quote ni --span n’est donné, ou les deux le sont."),
    ],
)
def test_an_error_is_in_the_language_and_its_status_is_the_same(
    say: Say, arguments: tuple[str, ...], message: str
) -> None:
    status, _, err = say("fr", *arguments)
    assert message in err
    english = say("en", *arguments)
    assert status == english[0] > 0
    assert message not in english[2]


@pytest.mark.parametrize(("articles", "counted"), [(0, "0 article)"), (1, "1 article)"), (2, "2 articles)")])
def test_a_number_has_the_plural_of_the_language(say: Say, root: Path, articles: int, counted: str) -> None:
    for file in sorted((root / "seeds").iterdir())[articles:]:
        file.unlink()
    assert f"(0 sur {counted}" in say("fr", "stats", "progress")[1]
    plural = counted if articles == 1 else f"{articles} articles)"  # English counts 0 as many
    assert f"(0 of {plural}" in say("en", "stats", "progress")[1]


def test_programs_read_the_same_in_each_language(say: Say, root: Path) -> None:
    say("fr", "annotate", "port", "--span", "0:10", "--tag", "mer", "--note", "Une note.")
    say("fr", "pass", "start", "--tag", "mer")
    (root / "seeds" / "latin.txt").write_bytes("Un quai \u2019 d\u2019été.\n".encode() + b"\xff\n")
    for arguments in (
        ("list",),
        ("show", "port"),
        ("annotations",),
        ("history",),
        ("tags",),
        ("stats",),
        ("pass", "list"),
        ("pass", "report", "mer"),
        ("check",),
        ("keys",),
        ("excerpt",),
        ("review", "list"),
    ):
        french, english = (say(language, *arguments, "--json") for language in ("fr", "en"))
        assert french == english, arguments
    french, english = (say(language, "check") for language in ("fr", "en"))
    assert french[0] == english[0] == 1
    assert french[1] != english[1]


def test_what_is_stored_does_not_depend_on_the_language(say: Say, root: Path) -> None:
    say("fr", "annotate", "port", "--span", "0:10", "--tag", "mer")
    logs = "".join(log.read_text(encoding="utf-8") for log in (root / "annotations").glob("*.jsonl"))
    assert '"highlight"' in logs
    assert "surligner" not in logs
    assert "surligner" in say("fr", "history")[1]
    assert "highlight" in say("en", "history")[1]


@pytest.mark.parametrize("catalogue", [None, b"", b"\xde\x12\x04\x95", COMPILED.read_bytes()[:5000], b"no catalogue"])
def test_without_a_sound_catalogue_it_speaks_english(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: bytes | None
) -> None:
    folder = tmp_path / "locales"
    shutil.copytree(FOLDER, folder)
    compiled = folder / COMPILED.relative_to(FOLDER)
    if catalogue is None:
        compiled.unlink()
    else:
        compiled.write_bytes(catalogue)
    monkeypatch.setattr(translation, "FOLDER", folder)
    assert say("fr", "jump", "--help") == say("en", "jump", "--help")
    assert say("fr", "show", "nope") == say("en", "show", "nope")


def test_a_language_that_does_not_exist_is_english(say: Say) -> None:
    for language in ("tlh", "../fr", "", "fr\u00a0"):
        assert say(language, "show", "nope") == say("en", "show", "nope")


def test_the_locale_alone_says_the_language_and_stays_as_it_was(
    say: Say, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert main(["annotate"]) == 2
    assert "les arguments suivants sont requis" in capsys.readouterr().err
    assert "LANGUAGE" not in os.environ


def test_the_setting_comes_before_the_locale(say: Say) -> None:
    config = config_folder()
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('language = "fr"\n', encoding="utf-8")
    assert say("en", "jump", "--help")[1].startswith("usage\u00a0: ")
    (config / "settings.toml").write_text('language = "en"\n', encoding="utf-8")
    assert say("fr", "jump", "--help")[1].startswith("usage: ")

"""`scolie bibliography`, and citations by a style file through Pandoc: here a program that the test writes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.session.output import pandoc

FAKE = """#!{python}
import json, sys
if "--version" in sys.argv:
    print("pandoc {version}")
    sys.exit()
if "{fails}":
    sys.exit("{fails}")
words = [word for word in sys.stdin.read().split("\\n\\n") if word.startswith("[@")]
items = json.load(open([a for a in sys.argv if a.startswith("--bibliography=")][0].partition("=")[2]))
open("{log}", "a").write(json.dumps([sys.argv[1:], words, items]) + "\\n")
def string(words): return {{"t": "Str", "c": words}}
blocks = [{{"t": "Para", "c": [{{"t": "Cite", "c": [[], [string("<" + word + ">")]]}}]}} for word in words]
entries = [
    {{"t": "Div", "c": [["ref-x", [], []], [{{"t": "Para", "c": [string("Entry"), {{"t": "Space"}},
    {{"t": "Emph", "c": [string(item["title"])]}}]}}]]}} for item in items
]
print(json.dumps({{"blocks": [*blocks, {{"t": "Div", "c": [["refs", [], []], entries]}}]}}))
"""


@pytest.fixture
def style(tmp_path: Path) -> Path:
    file = tmp_path / "house.csl"
    file.write_text("<style/>")
    return file


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a Pandoc on PATH and return the file in which it notes what it was asked."""
    return write_program(tmp_path, monkeypatch)


def write_program(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str = "3.9", fails: str = "") -> Path:
    programs = folder / "programs"
    programs.mkdir()
    log = folder / "asked.jsonl"
    file = programs / "pandoc"
    file.write_text(FAKE.format(python=sys.executable, version=version, log=log, fails=fails))
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return log


@pytest.fixture
def coded(root: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    main(["meta", "port", "--author", "Roy, Anne", "--date", "2024-05-03", "--source", "Le Quai", "-l", str(root)])
    main(["annotate", "port", "--quote", "Rien ne presse.", "-l", str(root)])
    capsys.readouterr()
    return root


def test_what_was_excerpted_is_listed_in_a_style(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bibliography", "--style", "mla", "--lang", "en", "-l", str(coded)]) == 0
    out, err = capsys.readouterr()
    assert out == "Roy, Anne. “Le port rouvre. Les grutiers reviennent.” Le Quai, 3 May 2024.\n"
    assert err == "1 article in the bibliography.\n"


def test_all_articles_and_named_ones_are_written_as_files(
    coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all.bib"
    assert main(["bibliography", "--all", "--format", "biblatex", "-o", str(out), "-l", str(coded)]) == 0
    everything = out.read_text(encoding="utf-8")
    assert everything.count("@article{") > 1
    assert main(["bibliography", "--article", "port", "--format", "biblatex", "-o", str(out), "-l", str(coded)]) == 0
    assert out.read_text(encoding="utf-8") in everything, "a key does not depend on what is cited"
    capsys.readouterr()
    assert main(["bibliography", "mer", "--all", "-l", str(coded)]) == 2
    assert "Leave it out with --all and --article." in capsys.readouterr().err
    assert main(["bibliography", "nosuchword", "-l", str(coded)]) == 1


def test_a_file_that_is_read_only_is_not_replaced(
    coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "refs.bib"
    file.write_text("mine")
    # The administrator may write to every file, so the mode alone is no test.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != file or not mode & os.W_OK)
    assert main(["bibliography", "--format", "biblatex", "-o", str(file), "-l", str(coded)]) != 0
    assert "Permission denied" in capsys.readouterr().err
    assert file.read_text() == "mine"


def test_an_excerpt_cites_by_the_key_of_the_bibliography(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["bibliography", "--format", "csl-json", "-l", str(coded)])
    (item,) = json.loads(capsys.readouterr().out)
    assert main(["excerpt", "--format", "latex", "-l", str(coded)]) == 0
    assert f"]{{{item['id']}}}" in capsys.readouterr().out


def test_a_key_is_chosen_and_a_bad_one_refused(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["meta", "port", "--key", "é", "-l", str(coded)]) == 2
    assert "This cannot be a citation key" in capsys.readouterr().err
    assert main(["meta", "port", "--key", "Roy:24", "-l", str(coded)]) == 0
    assert main(["excerpt", "--format", "typst", "-l", str(coded)]) == 0
    assert "@Roy:24[" in capsys.readouterr().out


def test_a_style_file_cites_excerpts_in_one_call(
    coded: Path, style: Path, program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["annotate", "port", "--quote", "Le port rouvre.", "-l", str(coded)])
    capsys.readouterr()
    assert main(["excerpt", "--csl", str(style), "--lang", "fr", "-l", str(coded)]) == 0
    out, err = capsys.readouterr()
    assert "«\u00a0Rien ne presse.\u00a0» <[@" in out and out.count("<[@") == 2
    (asked,) = program.read_text().splitlines()
    arguments, words, items = json.loads(asked)
    assert f"--csl={style}" in arguments and "--metadata=lang:fr-FR" in arguments and "--citeproc" in arguments
    assert len(words) == 2 and all(word.startswith(f"[@{items[0]['id']}, paragr. ") for word in words)
    assert [item["type"] for item in items] == ["article-newspaper"]
    assert "Pandoc" not in err


def test_a_style_file_lists_references(
    coded: Path, style: Path, program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bibliography", "--csl", str(style), "--format", "markdown", "-l", str(coded)]) == 0
    assert capsys.readouterr().out == "Entry *Le port rouvre. Les grutiers reviennent.*\n"
    assert main(["bibliography", "--csl", str(style), "--format", "ris", "-l", str(coded)]) == 2
    assert program.is_file()


def test_without_pandoc_it_says_how_to_get_it_and_what_else_can_be_done(
    coded: Path, style: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["excerpt", "--csl", str(style), "-l", str(coded)]) == 2
    error = capsys.readouterr().err
    assert "Pandoc is not installed" in error and "apt install pandoc" in error and "--format csl-json" in error


def test_an_old_pandoc_is_used_with_a_warning(
    coded: Path, style: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_program(tmp_path, monkeypatch, version="2.17.1.1")
    assert main(["bibliography", "--csl", str(style), "-l", str(coded)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Entry") and "Pandoc 2.17 knows less of citation styles than version 3" in err


def test_what_pandoc_says_of_a_bad_style_is_said(
    coded: Path, style: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_program(tmp_path, monkeypatch, fails="Could not parse style")
    assert main(["excerpt", "--csl", str(style), "-l", str(coded)]) == 1
    assert "Could not parse style" in capsys.readouterr().err
    assert main(["excerpt", "--csl", str(tmp_path / "none.csl"), "-l", str(coded)]) == 2
    assert "There is no such style file" in capsys.readouterr().err


def test_a_slow_pandoc_is_ended(
    coded: Path, style: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_program(tmp_path, monkeypatch)
    monkeypatch.setattr(pandoc, "SECONDS", 0.0001)
    assert main(["excerpt", "--csl", str(style), "-l", str(coded)]) == 1
    assert "Pandoc took too long" in capsys.readouterr().err


@pytest.mark.parametrize("printed", ["x", "{}", '{"blocks": [{"t": "Para"}]}', '{"blocks": []}'])
def test_what_is_not_an_answer_is_refused(
    printed: str, coded: Path, style: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(command: list[str], _given: str) -> str:
        return "pandoc 3.9" if "--version" in command else printed

    monkeypatch.setattr(pandoc, "_run", run)
    monkeypatch.setattr("shutil.which", lambda _name: "pandoc")
    assert main(["excerpt", "--csl", str(style), "-l", str(coded)]) == 2
    assert "Pandoc printed something unexpected" in capsys.readouterr().err

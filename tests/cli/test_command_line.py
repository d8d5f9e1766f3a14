"""The command line as scripts use it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tinydb import TinyDB

from reader.cli.command_line import main
from reader.cli.commands import COMMANDS
from reader.config.path import config_folder
from reader.session.reading.positions import ReadingPositions
from reader.text.problem import Problem
from tests.cli.running import Run


def test_an_argument_that_the_shell_kept_whole_is_a_phrase_unless_it_holds_a_condition(run: Run) -> None:
    assert run("annotate", "port", "--quote", "Rien ne presse.", "--tag", "a/b")[0] == 0
    assert run("annotations", "tag:a state:anchored")[0] == 0
    assert run("annotations", "presse rien")[0] == 1
    assert run("annotations", "ne presse")[0] == 0
    assert run("search", "article:port presse rien")[0] == 0


def test_a_word_that_is_not_a_folder_may_be_a_misspelt_sub_command(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["lisst"]) == 2
    assert "Did you mean `scolie list`?" in capfd.readouterr().err


def test_a_command_that_asks_for_nothing_says_so_and_overwrites_nothing(run: Run) -> None:
    _, [made], _ = run("annotate", "port", "--span", "0:2", "--span", "3:7", "--note", "un")
    assert made["spans"] == [[0, 2], [3, 7]]
    _, [again], _ = run("annotate", "port", "--span", "0:2", "--span", "3:7", "--note", "deux")
    assert (again["id"], again["note"]) == (made["id"], "un\n\ndeux")
    assert run("edit", made["id"])[0] == 2
    assert run("edit", made["id"], "--remove-tag", "nope")[0] == 1
    assert run("annotate", "port", "--quote", " ")[0] == 2
    assert run("annotate", "port", "--quote", "\u2028\u200b")[0] == 2
    assert run("search", "\u200b")[0] == 2
    assert run("jump", "")[0] == 2
    assert run("jump", "\u00ad\u3000")[0] == 2
    assert run("meta", "port", "--title", "a\nb")[0] == 2


def test_an_article_that_was_begun_is_being_read_until_one_says_otherwise(run: Run, root: Path) -> None:
    places = ReadingPositions(root)
    places.of("port").share = 0.4
    places.save()
    assert [row["status"] for row in run("list")[1]] == ["reading", "unread"]
    assert [row["id"] for row in run("list", "status:reading")[1]] == ["port"]
    assert run("meta", "port", "--status", "unread")[0] == 0
    assert [row["status"] for row in run("list")[1]] == ["unread", "unread"]


def test_a_first_tagging_pass(run: Run, root: Path) -> None:
    status, rows, _ = run("list")
    assert status == 0
    assert [row["id"] for row in rows] == ["port", "ete"]
    assert not (root / "annotations").exists()
    status, [made], _ = run("annotate", "port", "--quote", "Rien ne presse.", "--tag", "a/b", "--note", "n")
    assert (status, made["tags"], made["note"]) == (0, ["a/b"], "n")
    with TinyDB(root / "annotations" / "port.json") as stock:
        assert [row["tag_paths"] for row in stock.table("annotations").all()] == [["a/b"]]
    assert run("annotations", "tag:a")[1][0]["id"] == made["id"]
    assert run("edit", made["id"], "--add-tag", "c")[1][0]["tags"] == ["a/b", "c"]
    assert run("undo")[0] == 0
    assert run("annotations")[1][0]["tags"] == ["a/b"]
    assert run("redo")[0] == 0
    assert run("delete", made["id"])[0] == 0
    assert run("annotations")[0] == 1
    assert [row["what"] for row in run("history")[1]] == ["delete", "redo", "undo", "edit", "highlight"]
    assert run("check") == (0, [], "")


def test_show_covers_the_text(run: Run) -> None:
    _, [row], _ = run("show", "port")
    assert row["blocks"][1]["kind"] == "heading"
    assert next(row["text"][start:end] for start, end in row["sentences"]) == "Le port rouvre."


def test_errors_say_what_and_what_to_do(run: Run) -> None:
    status, rows, err = run("annotate", "port", "--quote", "Le p")
    assert status == 2
    assert rows == []
    assert err.startswith("scolie: ")
    assert len(err.splitlines()) == 4
    assert run("show", "nothing")[0] == 1
    assert run("annotate", "port")[0] == 2
    assert run("list", "--nonsense")[0] == 2
    assert run("list", "tags:x")[0] == 2


def test_a_missing_folder_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "-l", "/nowhere/at/all"]) == 2
    assert "There is no such folder" in capsys.readouterr().err


def test_excerpt_and_export(run: Run, root: Path, tmp_path: Path) -> None:
    run("meta", "port", "--author", "Roy, Anne", "--date", "2024-05-03")
    run("annotate", "port", "--quote", "Rien ne presse.", "--note", "=x")
    _, [row], _ = run("excerpt")
    assert row["text"] == "«\u00a0Rien ne presse.\u00a0» (Roy, 2024, paragr.\u00a02)"
    assert run("excerpt", "--lang", "en", "--style", "iso690")[1][0]["text"] == "“Rien ne presse.” (Roy 2024, para. 2)"
    out = tmp_path / "out.csv"
    _, [report], _ = run("export", "csv", "-o", str(out))
    assert report["written"] == 1
    assert report["lost"][0]["count"] == 1
    assert "'=x" in out.read_text(encoding="utf-8-sig")


def test_excerpts_that_go_out_together_are_told_apart(run: Run, tmp_path: Path) -> None:
    for id_, title, day in (("port", "Le port *rouvre*", "2024-05-03"), ("ete", "Un été", "2024-01-02")):
        run("meta", id_, "--title", title, "--author", "Roy, Anne", "--date", day, "--source", "Le Quai")
    run("annotate", "port", "--quote", "Rien ne presse.")
    run("annotate", "ete", "--quote", "La mer dort.")
    assert {row["citation"] for row in run("excerpt")[1]} == {
        "(Roy, 2024a, paragr.\u00a01)", "(Roy, 2024b, paragr.\u00a02)",
    }  # fmt: skip
    assert run("excerpt", "article:port")[1][0]["citation"] == "(Roy, 2024, paragr.\u00a02)"
    out = tmp_path / "out.md"
    run("export", "markdown", "-o", str(out))
    text = out.read_text(encoding="utf-8")
    assert "Roy, A. (2024b, 3 mai). Le port \\*rouvre\\*. *Le Quai*." in text
    assert "> Rien ne presse.\n>\n> — (Roy, 2024b, §\u00a02)" in text
    run("export", "jsonl", "-o", str(out))
    references = [json.loads(line)["reference"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert "Roy, A. (2024b, 3 mai). Le port *rouvre*. Le Quai." in references


def test_no_control_character_is_printed(run: Run, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "seeds" / "evil.txt").write_text("Titre \x1b]52;c;aGk=\x07 et \x9b31m fin. Voilà.", encoding="utf-8")
    for arguments in (["list"], ["show", "evil"], ["search", "fin"], ["show", "evil", "--json"], ["list", "--json"]):
        main([*arguments, "-l", str(root)])
        out = capsys.readouterr().out
        assert not any(
            (ord(character) < 32 and character != "\n") or 0x7F <= ord(character) < 0xA0 for character in out
        )


def test_every_sub_command_has_a_module_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as caught:
            main([name, "--help"])
        assert caught.value.code == 0
        assert f"scolie {name}" in capsys.readouterr().out


def test_adding_a_file(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("Une phrase neuve.", encoding="utf-8")
    status, rows, _error = run("add", str(new))
    assert (status, rows[0]["id"], rows[0]["outcome"]) == (0, "new", "new")
    status, rows, _error = run("add", str(new))
    assert (status, rows[0]["outcome"]) == (0, "unchanged")


def test_reviewing_what_a_new_text_has_torn(run: Run, root: Path) -> None:
    quote = "Le préfet « suit » le dossier."
    id_ = run("annotate", "port", "--quote", quote)[1][0]["id"]
    file = root / "seeds" / "port.txt"
    file.write_text(file.read_text(encoding="utf-8").replace(quote, "Rien de cela."), encoding="utf-8")
    assert [(row["id"], row["state"], row["quote"]) for row in run("review")[1]] == [(id_, "orphan", quote)]
    assert run("review", "accept", id_)[0] == 1
    status, [moved], _ = run("review", "move", id_, "--span", "0:14")
    assert (status, moved["state"], moved["spans"], moved["quote"]) == (0, "anchored", [[0, 14]], "Le port rouvre")
    assert run("review") == (1, [], "")
    assert run("undo")[0] == 0
    assert run("review", "orphan", id_)[1][0]["state"] == "orphan"
    assert run("review", "list") == (1, [], "")
    assert [row["state"] for row in run("annotations")[1]] == ["orphan"]
    assert run("review", "move", id_)[0] == 2
    assert run("review", "accept")[0] == 2


@pytest.mark.parametrize("command", ["themes", "keys"])
def test_a_file_to_check_may_be_anything(command: str, run: Run, tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"[x]\nname = '\xe9'\n")
    status, rows, err = run(command, "--check", str(latin))
    assert (status, err) == (1, "")
    assert rows[0]["where"].endswith("latin.toml:2")
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    status, rows, _ = run(command, "--check", str(pipe))
    assert (status, len(rows)) == (1, 1)
    assert run(command, "--check", str(tmp_path / "none.toml"))[0] == 2


@pytest.mark.parametrize("words", [("jump", "port"), ("history",)])
@pytest.mark.parametrize("count", ["0", "-1", "x"])
def test_a_number_is_from_one_on(words: tuple[str, ...], count: str, run: Run) -> None:
    status, rows, err = run(*words, "-n", count)
    assert (status, rows) == (2, [])
    assert "-n" in err


@pytest.mark.parametrize("query", ["state:bogus", "status:bogus"])
def test_an_unknown_state_is_refused(query: str, run: Run) -> None:
    for command in ("list", "annotations"):
        status, rows, err = run(command, query)
        assert (status, rows) == (2, [])
        assert "bogus" in err


def test_an_export_that_would_print_nothing_is_refused(run: Run) -> None:
    status, rows, err = run("export", "csv")
    assert (status, rows) == (2, [])
    assert "-o" in err


@pytest.mark.parametrize("date", ["hier", "2024-02-31", "31 avril 2024"])
def test_a_date_there_never_was_is_refused(date: str, run: Run) -> None:
    status, rows, err = run("meta", "port", "--date", date)
    assert (status, rows) == (2, [])
    assert date in err
    assert run("meta", "port", "--date", "2024-05")[1][0]["date"] == "2024-05"
    assert run("meta", "port", "--date", "")[1][0]["date"] == ""


def test_an_export_that_cannot_be_written_names_the_file_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    status, _, err = run("export", "csv", "-o", str(tmp_path / "none" / "out.csv"))
    assert status == 2
    assert "out.csv: " in err
    assert "draft" not in err


def test_what_cannot_be_taken_back_is_reported_in_a_sentence(run: Run) -> None:
    status, _, err = run("undo")
    assert status == 1
    assert "has changed nothing else." in err


def test_damage_is_reported_and_mended(run: Run, root: Path) -> None:
    run("annotate", "port", "--quote", "Rien ne presse.", "--tag", "a")
    log = root / "annotations" / "port.jsonl"
    log.write_bytes(log.read_bytes() + b'{"half a line')
    status, rows, _ = run("check")
    assert status == 1
    assert any("--mend" in row["mend"] for row in rows)
    status, rows, _ = run("check", "--mend")
    assert rows[0]["mended"]
    assert all(row["where"].startswith("quarantine/") for row in rows if "what" in row)
    assert run("annotations")[1][0]["tags"] == ["a"]


def test_backups_are_listed_and_restored(run: Run) -> None:
    assert run("backup")[0] == 1
    run("annotate", "port", "--quote", "Rien ne presse.")
    status, [row], _ = run("backup")
    assert status == 0
    run("annotate", "port", "--quote", "Le port rouvre.")
    assert run("backup", "restore", row["day"])[1][0]["changed"] == 1
    assert len(run("annotations")[1]) == 1
    assert run("undo")[0] == 0
    assert len(run("annotations")[1]) == 2
    assert run("backup", "restore", "hier")[0] == 2
    assert run("backup", "restore", "1999-01-01")[0] == 2


def test_a_file_named_annotations_stops_no_reading(run: Run, root: Path) -> None:
    (root / "annotations").write_text("une note")
    assert run("list")[0] == 0
    status, _, err = run("annotate", "port", "--quote", "Rien ne presse.")
    assert status == 1
    assert "annotations" in err
    status, rows, _ = run("check")
    assert status == 1
    assert any("file named annotations" in row["what"] for row in rows)


def test_an_orphan_stays_in_lists_searches_excerpts_and_exports_and_is_marked(
    run: Run, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for quote in ("Rien ne presse.", "Les grutiers reviennent."):
        run("annotate", "port", "--quote", quote, "--tag", "quai")
    file = root / "seeds" / "port.txt"
    file.write_text("Neuf. " + file.read_text(encoding="utf-8").replace("Rien ne presse.", "Fin."), encoding="utf-8")
    line = "The text has changed. Moved along: 1. Waiting for your word (scolie review): 1."
    assert main(["show", "port", "-l", str(root)]) == 0
    assert line in capsys.readouterr().out.splitlines()
    [waits] = run("review")[1]
    assert (waits["quote"], waits["state"]) == ("Rien ne presse.", "orphan")
    assert [row["quote"] for row in run("annotations", "tag:quai", "state:orphan")[1]] == ["Rien ne presse."]
    status, made, err = run("excerpt", "tag:quai")
    assert status == 0
    assert {row["quote"] for row in made} == {"Rien ne presse.", "Les grutiers reviennent."}
    assert err == f"scolie: {waits['id']}: the article no longer has these words (orphan).\n"
    for tool, mark in (("markdown", "*(orphan)*"), ("csv", "orphan"), ("jsonl", '"state": "orphan"')):
        assert main(["export", tool, "-l", str(root)]) == 0
        assert capsys.readouterr().out.count(mark) == 1
    status, [kept], _ = run("review", "orphan", waits["id"])
    assert (status, kept["state"]) == (0, "orphan")
    assert run("review")[0] == 1
    assert run("undo")[0] == 0
    assert run("review")[0] == 0


def test_what_was_said_of_an_article_whose_file_is_gone_is_cited(run: Run, root: Path) -> None:
    run("annotate", "port", "--quote", "Rien ne presse.")
    run(
        "meta", "port", "--author", "Roy, Anne", "--date", "2020-05-01", "--language", "en", "--url", "https://ex.org/a"
    )
    (root / "seeds" / "port.txt").unlink()
    [made] = run("excerpt")[1]
    assert made["text"] == "“Rien ne presse.” (Roy, 2020)"
    run("export", "jsonl", "-o", str(root / "out.jsonl"))
    assert "https://ex.org/a" in (root / "out.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("asked", [("excerpt", "--id"), ("keys", "--check"), ("themes", "--check")])
def test_a_name_that_a_script_has_lost_asks_for_nothing_else(run: Run, asked: tuple[str, ...]) -> None:
    run("annotate", "port", "--quote", "Rien ne presse.")
    status, printed, err = run(*asked, "")
    assert status and not printed and err


@pytest.mark.parametrize("span", ["1:99999999999999999999", f"0:{'9' * 5000}", "9:1", ":", "1:", "-1:4"])
def test_what_is_not_a_passage_is_refused(run: Run, span: str) -> None:
    status, _, err = run("annotate", "port", f"--span={span}")
    assert (status, err.startswith("scolie: This is not a passage")) == (2, True)


def test_people_read_titles_and_the_ids_that_commands_take(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = ["-l", str(root)]
    title = "Le port rouvre. Les grutiers reviennent. (port)"
    main(["search", "rouvre", *library])
    assert capsys.readouterr().out.splitlines()[0] == title
    main(["annotate", "port", "--quote", "Le port rouvre.", "--tag", "mer", *library])
    capsys.readouterr()
    main(["annotations", *library])
    assert f"  {title}  #mer\n" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [("search",), ("list",), ("annotations",), ("excerpt",)])
def test_words_behind_two_dashes_are_words(run: Run, root: Path, asked: tuple[str, ...]) -> None:
    (root / "seeds" / "où.txt").write_text("Où va-t-il -là- ?\n\nIl va -là- et -ici-.\n", encoding="utf-8")
    (root / "seeds" / "-l.txt").write_text("Un tiret.\n", encoding="utf-8")
    run("annotate", "ou", "--quote", "Il va -là- et -ici-.")
    for words in (["--", '"-là-"'], ["là", "--", '"-là-"'], ["là", "--", "-jamais"], ["là", "NOT", "jamais"]):
        assert main([*asked, "-l", str(root), *words]) == 0


def test_an_article_behind_two_dashes_is_an_article(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "seeds" / "-l.txt").write_text("Un tiret.\n", encoding="utf-8")
    assert main(["show", "-l", str(root), "--", str(root / "seeds" / "-l.txt")]) == 0
    assert "Un tiret." in capsys.readouterr().out
    assert main(["show", "-l", str(root), "--", "-x"]) == 1
    assert capsys.readouterr().err.startswith("scolie: There is no such article: -x\n")
    assert main(["export", "-l", str(root), "--", "-x"]) == 2
    assert "invalid choice: '-x'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        ("show", "x"),
        ("export", "x"),
        ("tags", "x"),
        ("keys", "x"),
        ("meta", "port", "--type", "x"),
        ("meta", "port", "--accessed", "x"),
        ("meta", "port", "--date", "x"),
        ("add", "x"),
        ("delete", "x"),
        ("annotate", "port", "--span", "x"),
        ("annotate", "port", "--span", "0:3", "--tag", "x"),
        ("x y",),
    ],
)
def test_what_is_much_too_long_is_not_repeated_whole(
    asked: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for length in (5_000, 100_000):
        assert main(
            [
                *(part.replace("x", "x " * (length // 2) if " " in part else "x" * length) for part in asked),
                "-l",
                str(root),
            ]
        )
        out, err = capsys.readouterr()
        assert len(out + err) < 2_500
        assert "…" in err


def test_a_path_of_some_depth_is_repeated_whole() -> None:
    path = "/".join(["", *["folder"] * 40, "article.txt"])
    assert Problem("There is no such file.", path).message == path


def test_check_says_where_the_settings_are(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-l", str(root)]) == 0
    assert f"Settings: {config_folder()}\n" in capsys.readouterr().out

"""What a command printed is printed again while nothing has changed; what changes anything is asked anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.command_line import main
from reader.session import answer
from reader.session.annotating import annotate, annotations_in, change
from reader.session.opening import open_library
from reader.session.reading import Places
from reader.session.tagging import describe_article, rename
from reader.session.workspace import Workspace
from reader.text.span import Span

ASKED = (
    ["list"],
    ["list", "port"],
    ["list", "--json"],
    ["annotations"],
    ["annotations", "tag:vent", "--json"],
    ["excerpt", "--style", "iso690", "--format", "markdown", "--lang", "fr"],
    ["jump", "prt", "-n", "3"],
)


@pytest.fixture
def library(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(answer, "STILL", -1)  # the files of a test are never old
    workspace = open_library(root, "Ada")
    workspace.articles()
    annotate(workspace, "port", [Span(0, 15)], tags=["vent"], note="À suivre")
    workspace.store.close()
    return root


def ask(root: Path, asked: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[list[str], str]:
    """Ask, and return the whole question and what was printed."""
    arguments = [*asked, "-l", str(root)]
    assert main(arguments) == 0
    return arguments, capsys.readouterr().out


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_the_kept_answer_is_what_the_command_prints(
    library: Path, capsys: pytest.CaptureFixture[str], asked: list[str]
) -> None:
    arguments, first = ask(library, asked, capsys)
    assert first
    assert answer.find(arguments) == first
    _, again = ask(library, asked, capsys)
    assert again == first


def edit(root: Path) -> None:
    file = root / "seeds" / "port.txt"
    before = file.stat()
    file.write_text(file.read_text().replace("Le port", "La tour"))  # as many bytes
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # and the same time


def opened(root: Path, do: Callable[[Workspace], object]) -> None:
    workspace = open_library(root, "Ada")
    workspace.articles()
    do(workspace)
    workspace.store.close()


def read(root: Path) -> None:
    places = Places(root)
    places.of("port").share = 0.5
    places.changed = True
    places.save()


def in_a_new_folder(root: Path) -> None:
    (root / "seeds" / "sub").mkdir()
    (root / "seeds" / "sub" / "new.txt").write_text("Du neuf.")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an article edited": edit,
    "one more": lambda root: (root / "seeds" / "new.txt").write_text("Du neuf."),
    "one in a new folder": in_a_new_folder,
    "one less": lambda root: (root / "seeds" / "port.txt").unlink(),
    "renamed": lambda root: (root / "seeds" / "port.txt").rename(root / "seeds" / "harbour.txt"),
    "highlighted": lambda root: opened(root, lambda one: annotate(one, "port", [Span(3, 7)])),
    "noted": lambda root: opened(root, lambda one: change(one, annotations_in(one)[0], note="Non")),
    "a tag renamed": lambda root: opened(root, lambda one: rename(one, "vent", "brise")),
    "described": lambda root: opened(
        root, lambda one: describe_article(one, one.article("port"), {"title": "Un port"})
    ),
    "read": read,
    "a log taken away": lambda root: (root / "annotations" / "port.jsonl").unlink(),
    "a kept text damaged": lambda root: next((root / "annotations" / ".texts").iterdir()).write_text("Autre"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_answer_is_dropped_once_anything_has_changed(
    library: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    arguments, first = ask(library, ["list"], capsys)
    assert answer.find(arguments) == first
    CHANGES[what](library)
    assert answer.find(arguments) is None


def test_an_answer_is_to_one_question(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    arguments, _ = ask(library, ["list"], capsys)
    assert answer.find([*arguments, "--json"]) is None
    assert answer.find(["list", "port", *arguments[1:]]) is None
    assert answer.find(["annotations", *arguments[1:]]) is None
    with monkeypatch.context() as other:
        other.chdir("/")
        assert answer.find(arguments) is None
    with monkeypatch.context() as other:
        other.setenv("SCOLIE_LIBRARY", str(tmp_path))
        assert answer.find(arguments) is None
    assert answer.find(arguments) is not None


def test_what_does_more_than_print_is_never_answered(library: Path) -> None:
    named = ["-l", str(library)]
    assert main(["excerpt", "--copy", *named]) == 0
    assert answer.find(["excerpt", "--copy", *named]) is None
    assert answer.question(["excerpt", "--cop", *named]) is None
    assert main(["search", "port", *named]) == 0
    assert answer.find(["search", "port", *named]) is None


def test_complaints_and_nothing_found_are_not_kept(library: Path) -> None:
    named = ["-l", str(library)]
    assert main(["list", "nowhere", *named]) == 1
    assert answer.find(["list", "nowhere", *named]) is None
    (library / "seeds" / "odd.txt").symlink_to("gone.txt")
    assert main(["list", *named]) == 0
    assert answer.find(["list", *named]) is None


def test_what_changed_a_moment_ago_is_not_kept(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "STILL", 3_600_000_000_000)
    arguments, _ = ask(library, ["list"], capsys)
    assert answer.find(arguments) is None


@pytest.mark.parametrize("leads_to", ["seeds", "elsewhere"])
def test_linked_folders_which_may_lead_in_circles_are_not_answered_for(
    library: Path, capsys: pytest.CaptureFixture[str], leads_to: str
) -> None:
    (library / "elsewhere").mkdir()
    (library / "seeds" / "link").symlink_to(library / leads_to, target_is_directory=True)
    arguments, _ = ask(library, ["list"], capsys)
    assert answer.find(arguments) is None


def test_two_questions_that_share_a_file_name_are_told_apart(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "answers").mkdir()
    monkeypatch.setattr(answer, "_file", lambda _asked: str(tmp_path / "answers" / "one"))
    arguments, _ = ask(library, ["list"], capsys)
    assert answer.find(arguments) is not None
    assert answer.find(["list", "port", *arguments[1:]]) is None


def test_the_oldest_answers_give_way(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "KEPT", 3)
    for number in range(5):
        arguments, _ = ask(library, ["jump", "port", "-n", str(number + 1)], capsys)
    assert answer.find(arguments) is not None
    assert len(list(Path(answer.folder() or "").iterdir())) == 3


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-20], lambda kept: kept[:-4] + bytes(4), lambda _: b"", lambda _: b"\xff\0"]
)
def test_a_damaged_answer_is_none(
    library: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[bytes], bytes]
) -> None:
    arguments, _ = ask(library, ["list"], capsys)
    [kept] = Path(answer.folder() or "").iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert answer.find(arguments) is None


def test_the_command_answers_before_it_loads_anything(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, first = ask(library, ["list"], capsys)
    code = (
        "import sys; from reader.__main__ import main; status = main(); "
        "sys.stderr.write(' '.join(n for n in ('argparse', 'pathlib', 'dataclasses', 're', 'json') if n in sys.modules))"
    )
    # -S: what the site puts there is not ours.
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(answer.__file__).parents[2])},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (first, "")


def test_a_reader_that_has_gone_is_no_fault(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, _ = ask(library, ["list"], capsys)
    away, closed = os.pipe()
    os.close(away)
    done = subprocess.run(
        [sys.executable, "-m", "reader", *arguments], stdout=closed, stderr=subprocess.PIPE, check=False
    )
    os.close(closed)
    assert (done.returncode, done.stderr) == (0, b"")

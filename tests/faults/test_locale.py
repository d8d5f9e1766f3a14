"""A locale in which the program's own letters cannot be written, and names in git that are in no encoding it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.annotations.article_annotations import annotations_in
from reader.session.library.opening import open_library
from tests.faults.limits import scolie

ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""What switches off that Python takes UTF-8 where a locale knows ASCII only."""


@pytest.mark.parametrize(
    ("name", "coder"), [("Zoé".encode(), "Zoé"), ("Zoé".encode("latin-1"), "Zo\ufffd"), (b"Zoe", "Zoe")]
)
@pytest.mark.parametrize("environment", [ASCII, {"LC_ALL": "C.UTF-8"}], ids=["ASCII", "UTF-8"])
def test_the_name_that_git_has_is_read_in_every_locale(
    root: Path, home: Path, name: bytes, coder: str, environment: dict[str, str]
) -> None:
    (home / ".gitconfig").write_bytes(b"[user]\n\tname = " + name + b"\n")
    configured = {**environment, "GIT_CONFIG_NOSYSTEM": "1"}
    done = scolie("annotate", "port", "--span", "0:15", "-l", str(root), environment=configured)
    assert (done.returncode, done.stderr) == (0, f"scolie: Written to the library {root}.\n")
    assert [annotation.coder for annotation in annotations_in(open_library(root), "port")] == [coder]


def test_every_command_that_looks_answers_where_only_ascii_can_be_written(root: Path) -> None:
    for words in ("list", "annotations", "tags", "history", "memo", "journal", "excerpt", "stats", "review", "check"):
        done = scolie(words, "-l", str(root), environment=ASCII)
        assert done.returncode in (0, 1)
        assert "Traceback" not in done.stderr

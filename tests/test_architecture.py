"""The house rules that only a fresh interpreter can show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
HEAVY = set("markdown_it platformdirs rapidfuzz rich subprocess textual tinydb yaml".split())
"""What takes longer to load than a command should take, and is needed by none that only looks."""


def fresh(code: str, cwd: Path, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, *options, "-c", code],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "COLORTERM": "truecolor", "PYTHONPATH": str(TOP)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded(code: str, cwd: Path) -> set[str]:
    """Return the modules that are loaded after ``code``, those of a bare interpreter aside."""
    # -S: what the site puts there is not ours.
    return set(fresh(f"{code}\nimport sys; print(*sys.modules)", cwd, "-S").splitlines()[-1].split())


@pytest.mark.parametrize("command", ["list", "annotations", "excerpt", "jump port"])
def test_a_command_that_only_looks_loads_little(command: str, root: Path) -> None:
    code = f"from reader.cli.command_line import main; main({command.split()!r})"
    fresh(code, root)
    found = loaded(code, root)
    assert not found & HEAVY
    assert "filelock" not in found
    assert "reader.session.library.workspace" in found and "reader.text.plain" not in found
    assert "reader.session.preferences" not in found


def test_an_article_read_before_is_read_without_its_parser(root: Path) -> None:
    code = """
import sys
from reader.session.library.opening import open_library
workspace = open_library(".")
(article,) = [article for article in workspace.articles() if article.title == "Un été"]
workspace.document(article.id)
print("markdown_it" in sys.modules)
"""
    assert fresh(code, root) == "True\n"
    assert fresh(code, root) == "False\n"


def test_without_xdg_variables_the_folders_are_found_as_soon(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
    monkeypatch.setenv("HOME", str(root))
    code = "from reader.cli.command_line import main; main(['list'])"
    fresh(code, root)
    assert not loaded(code, root) & HEAVY


def test_before_the_snapshot_is_shown_little_is_loaded(root: Path) -> None:
    code = "from reader.session.snapshot import Snapshot; import reader.__main__; Snapshot(['read', 'port']).show()"
    found = loaded(code, root)
    assert not found & (HEAVY | {"argparse", "dataclasses", "enum", "json", "pathlib", "re", "tomllib", "typing"})
    assert "reader.cli.command_line" not in found


def test_importing_makes_no_file(tmp_path: Path) -> None:
    names = [
        str(path.relative_to(TOP).with_suffix("")).replace("/", ".")
        for path in (TOP / "reader").rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py")
    ]
    fresh(f"import importlib\nfor name in {names!r}: importlib.import_module(name)", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_store_is_given_its_clock() -> None:
    below = ("store", "ingest", "search", "exchange", "text", "layout", "annotation", "library", "command", "citation")
    for package in below:
        for path in (TOP / "reader" / package).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            assert "import time" not in source, path
            assert "datetime.now" not in source, path

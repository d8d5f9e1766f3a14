"""The house rules that only a fresh interpreter can show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parent.parent


def fresh(code: str, cwd: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_listing_articles_loads_no_textual(root: Path) -> None:
    code = (
        "import sys; from reader.cli.command_line import main; main(['list']); "
        "print([name for name in sys.modules if name.split('.')[0] in ('textual', 'rich', 'tinydb', 'rapidfuzz')])"
    )
    assert fresh(code, root).splitlines()[-1] == "[]"


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


def test_the_key_table_of_the_readme_is_the_table() -> None:
    from reader.command.keyfile import preset
    from reader.command.manual import key_table_markdown

    assert key_table_markdown(preset("default")) in (TOP / "README.md").read_text(encoding="utf-8")

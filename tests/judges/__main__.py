"""`make judges`: ask programs by others whether they read the exports as Scolie means them.

    python -m tests.judges [FOLDER]

In FOLDER (``.judges``) an environment of its own is made and the packages of `PACKAGES` are installed into it, since some
clash with Scolie's. Each `ask_*.py` runs there, reads one export of the bundled articles, and prints what it saw as JSON; that
is compared with what the library has. Schemas are not part of Scolie: a judge that needs one runs if a variable of the
environment names it (`REFI_SCHEMA`, a file; `W3C_SCHEMAS`, the folder of the W3C's annotation tests). LibreOffice is asked
if it is installed. The exit status is 1 if one judge disagrees.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.judges.exports import Exported, export_all

PACKAGES = (
    "html5lib==1.1", "jsonschema==4.26.0", "lxml==6.1.3", "openpyxl==3.1.5", "pyrefiqda==0.3.1", "rispy==0.10.0",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judge:
    """A program by others. ``asks``: the script; ``of``: the key of the export; ``expects``: what it should see there.

    ``needs``: a variable with the path of a schema, or a program on PATH; empty if it needs neither.
    """

    name: str
    asks: str
    of: str
    expects: str
    needs: str = ""


JUDGES = (
    Judge("pyrefiqda: REFI-QDA project", "ask_pyrefiqda.py", "refi", "selections"),
    Judge("pyrefiqda: REFI-QDA project, line ends count two", "ask_pyrefiqda.py", "refi-crlf", "selections in pairs"),
    Judge("lxml and the REFI schema: REFI-QDA project", "ask_refi_schema.py", "refi", "valid", "REFI_SCHEMA"),
    Judge("jsonschema and the W3C tests: Web Annotations", "ask_w3c.py", "w3c", "valid", "W3C_SCHEMAS"),
    Judge("openpyxl: XLSX", "ask_openpyxl.py", "xlsx", "cells"),
    Judge("LibreOffice: XLSX", "ask_libreoffice.py", "xlsx", "cells", "soffice"),
    Judge("LibreOffice: CSV", "ask_libreoffice.py", "csv", "guarded", "soffice"),
    Judge("html5lib, strict: HTML report", "ask_html5lib.py", "report", "marked"),
    Judge("lxml: XML for TXM", "ask_lxml.py", "xtz", "passages"),
    Judge("rispy: RIS", "ask_rispy.py", "ris", "notes"),
)


def main(folder: Path) -> int:
    """Ask every judge; return 1 if one disagrees."""
    python = _environment(folder)
    with tempfile.TemporaryDirectory() as name:
        exported = export_all(Path(name))
        answers = [_ask(judge, python, exported) for judge in JUDGES]
    return 1 if "disagrees" in answers else 0


def _environment(folder: Path) -> Path:
    """Return the Python of the judges, with their packages."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
    subprocess.run(pip, check=True)
    return python


def _ask(judge: Judge, python: Path, exported: Exported) -> str:
    """Print and return what a judge says: ``agrees``, ``disagrees``, or ``not asked``."""
    needed = os.environ.get(judge.needs, "") or shutil.which(judge.needs or "") or ""
    if judge.needs and not needed:
        print(f"not asked  {judge.name} ({judge.needs} is missing)")
        return "not asked"
    script = Path(__file__).parent / judge.asks
    done = subprocess.run(
        [str(python), str(script), str(exported.files[judge.of]), needed], capture_output=True, text=True, check=False
    )
    try:
        seen = json.loads(done.stdout)
    except ValueError:
        seen = done.stderr.strip() or done.stdout
    wanted = exported.expected[judge.expects]
    answer = "agrees" if seen == wanted else "disagrees"
    print(f"{answer:<9}  {judge.name}")
    if answer == "disagrees":
        print(_difference(seen, wanted))
    return answer


def _difference(seen: object, wanted: object) -> str:
    if isinstance(seen, list) and isinstance(wanted, list):
        pairs = [(one, other) for one, other in zip(seen, wanted, strict=False) if one != other]
        lines = [f"  of {len(wanted)} it saw {len(seen)}"]
        return "\n".join([*lines, *(f"  saw {one!r}\n  not {other!r}" for one, other in pairs[:3])])
    return f"  saw {str(seen)[-1500:]}\n  not {str(wanted)[:300]}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".judges")))

"""Citations in any CSL style, by Pandoc, which is looked for on PATH.

Pandoc is a program of its own (GPL). Version 3 is what its answers are known of; version 2 knows less of CSL 1.0.2, and
large styles take it seconds. Its JSON is read: pandoc-types 1.22 and 1.23.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.citation.line import Line, italic, link, text
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.translation import _

SECONDS = 20.0
"""How long Pandoc may take."""
_KNOWN = 3
"""The version from which on Pandoc's citations are those of the styles."""
_LOCALES = {"fr": "fr-FR", "en": "en-US"}
_VERSION = re.compile(r"pandoc\S*\s+(\d+)\.(\d+)")
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


@dataclass(frozen=True, slots=True)
class Pandoc:
    """The program, and its version, such as 3 and 9."""

    path: str
    version: tuple[int, int]

    @property
    def warning(self) -> str:
        """What a person should know of this version; empty if it is a known one."""
        if self.version[0] >= _KNOWN:
            return ""
        line = _("Pandoc {version} knows less of citation styles than version 3: look at what it prints.")
        return line.format(version=".".join(map(str, self.version)))


@dataclass(frozen=True, slots=True)
class Processed:
    """The citations in the order in which they were given, and the list of references."""

    citations: tuple[Line, ...]
    references: tuple[Line, ...]


def find_pandoc() -> Pandoc:
    """Return the Pandoc on PATH; Problem if there is none, or if it does not say its version."""
    path = shutil.which("pandoc")
    if path is None:
        raise Problem(
            _("Pandoc is not installed."),
            _("Styles in CSL files are printed by Pandoc, which is a program of its own."),
            _(
                "Install it: “apt install pandoc”, “brew install pandoc”, or see https://pandoc.org/installing.html. Without it, "
                "“scolie bibliography --format csl-json” writes the items for another program."
            ),
        )
    match = _VERSION.match(_run([path, "--version"], ""))
    if match is None:
        raise Problem(_("This is not Pandoc."), path, _("Put Pandoc first on PATH."))
    return Pandoc(path, (int(match[1]), int(match[2])))


def process(
    pandoc: Pandoc,
    style: Path,
    language: str,
    items: Iterable[Mapping[str, Any]],
    cited: Sequence[tuple[str, str]] = (),
) -> Processed:
    """Return what a CSL style prints in ``language``: items of CSL-JSON, and ``cited``, keys with a place (``p. 3`` or empty).

    Everything is one call, so that the style can tell citations apart. Without ``cited``, all items are listed. Problem if
    the style cannot be read, or if Pandoc fails, takes too long, or prints something else.
    """
    if not style.is_file():
        raise Problem(_("There is no such style file."), str(style), _("Give the path of a .csl file."))
    places = [f"[@{key}{f', {place}' if place else ''}]".replace("\u00a0", " ") for key, place in cited]
    nocite = "" if cited else "---\nnocite: '@*'\n---\n\n"
    document = nocite + "\n\n".join([*places, "::: {#refs}\n:::\n"])
    with tempfile.TemporaryDirectory(prefix="scolie-") as folder:
        bibliography = Path(folder) / "items.json"
        bibliography.write_text(json.dumps(list(items), ensure_ascii=False), encoding="utf-8")
        printed = _run(
            [
                *(pandoc.path, "--from=markdown", "--to=json", "--citeproc", f"--csl={style}"),
                *(f"--bibliography={bibliography}", f"--metadata=lang:{_LOCALES[language]}"),
            ],
            document,
        )
    processed = _parsed(printed)
    if len(processed.citations) != len(cited):
        raise Problem(
            _("Pandoc printed something unexpected."),
            _("Citations: {count} of {whole}").format(count=len(processed.citations), whole=len(cited)),
            _("Try another style."),
        )
    return processed


def _parsed(printed: str) -> Processed:
    """Return the citations and references in a document of Pandoc's JSON; Problem if it has another form."""
    try:
        blocks = json.loads(printed)["blocks"]
        lines = tuple(_line(block["c"]) for block in blocks if block["t"] in ("Para", "Plain"))
        entries = [
            entry for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs" for entry in block["c"][1]
        ]
        references = tuple(_line([part for inner in entry["c"][1] for part in inner["c"]]) for entry in entries)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise Problem(_("Pandoc printed something unexpected."), f"{error!r}", _("Try Pandoc 3 or later.")) from error
    return Processed(lines, references)


def _run(command: list[str], given: str) -> str:
    """Return what a command prints; Problem if it cannot be run, fails, or takes longer than `SECONDS`."""
    try:
        done = subprocess.run(command, input=given.encode(), capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        where = _("{command}: over {count} seconds.").format(command=command[0], count=f"{SECONDS:g}")
        raise Problem(_("Pandoc took too long."), where, _("Try Pandoc 3, or another style."), status=1) from error
    except OSError as error:
        raise Problem(_("Pandoc cannot be run."), f"{command[0]}: {error.strerror}", _("Install it again.")) from error
    if done.returncode:
        message = guard(done.stderr.decode("utf-8", "replace").strip())
        raise Problem(
            _("Pandoc cannot use the style."), message, _("Look at the .csl file, or try another one."), status=1
        )
    return done.stdout.decode("utf-8", "replace")


def _line(inlines: list[Any]) -> Line:
    """Return inlines of Pandoc as a line; a note is its words."""
    line = Line()
    for inline in inlines:
        line = line + _piece(inline["t"], inline.get("c"))
    return line


def _piece(kind: str, content: Any) -> Line:
    match kind:
        case "Str":
            return text(str(content))
        case "Space" | "SoftBreak" | "LineBreak":
            return text(" ")
        case "Emph":
            return italic(_line(content).plain)
        case "Link":
            return link(content[2][0]) if _line(content[1]).plain == content[2][0] else _line(content[1])
        case "Quoted":
            opener, closer = _QUOTES[content[0]["t"]]
            return text(opener) + _line(content[1]) + closer
        case "Cite" | "Span" | "Code":
            return _line(content[1]) if kind != "Code" else text(str(content[1]))
        case "Note":
            return _line([part for block in content for part in block["c"]])
        case "RawInline" | "Math" | "Image":
            return Line()
        case _:  # Strong, SmallCaps, Superscript, Underline …: their words
            return _line(content)

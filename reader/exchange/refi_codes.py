"""The codebook of REFI-QDA 1.5 in its XML, which projects (``.qdpx``) and codebooks (``.qdc``) share: reading."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader.exchange.imported import Imported, ImportedCode, Losses, Step, code_path, unwatched
from reader.exchange.source_file import read_bytes
from reader.files.xml_tree import parse
from reader.text.problem import Problem
from reader.translation import N_, _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def read(path: Path, _step: Step = unwatched) -> Imported:
    """Read a codebook file, which has codes alone; Problem if it is not one."""
    root = parse(read_bytes(path), name=str(path))
    if root.tag != "CodeBook":
        raise Problem(_("This is not a REFI-QDA codebook."), str(path), _("Give a .qdc file."))
    losses = Losses()
    codes, _paths = read_codes(root, losses)
    lose_children(root, {"Sets": N_("sets")}, losses)
    return Imported((), tuple(codes), (), losses)


def read_codes(codebook: Element | None, losses: Losses) -> tuple[list[ImportedCode], dict[str, str]]:
    """Return the codes of a ``CodeBook`` element, parents first, and the path of each GUID, which is in lower case."""
    codes: dict[str, ImportedCode] = {}
    paths: dict[str, str] = {}
    top = codebook.find("Codes") if codebook is not None else None
    waiting = [("", element) for element in reversed(top.findall("Code"))] if top is not None else []
    while waiting:
        above, element = waiting.pop()
        path = code_path(above, element.get("name", ""), losses)
        guid = element.get("guid", "").lower()
        if guid in paths:
            losses.lose(N_("codes whose identifier another code has"), path)
        paths.setdefault(guid, path)
        color = element.get("color", "").lower()
        if color and not _COLOUR.fullmatch(color):
            losses.lose(N_("colours that cannot be read"), f"{path}: {color}")
            color = ""
        code = ImportedCode(path, color, text_of(element, "Description"))
        codes.setdefault(path, code)
        waiting += [(path, below) for below in reversed(element.findall("Code"))]
    return list(codes.values()), paths


def text_of(element: Element, name: str) -> str:
    """Return the text of a child element; empty if there is none, or only blanks."""
    text = element.findtext(name) or ""
    return text if text.strip() else ""


def lose_children(element: Element | None, what: dict[str, str], losses: Losses) -> None:
    """Count as lost the children of the elements with these names, each name with its message."""
    for name, message in what.items():
        for group in element.findall(name) if element is not None else ():
            for child in group:
                losses.lose(message, child.get("name", ""))

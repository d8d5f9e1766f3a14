"""REFI-QDA projects for tests."""

from __future__ import annotations

import zipfile
from pathlib import Path

CODES = (
    '<CodeBook><Codes><Code guid="C1" name="mer" isCodable="true" color="#1F77B4"><Description>Au large.</Description>'
    '<Code guid="C2" name="port" isCodable="true"/></Code></Codes></CodeBook>'
)
USERS = '<Users><User guid="U1" name="Ana"/><User guid="U2" name="Zoé"/></Users>'


def project(sources: str, codes: str = CODES, rest: str = "", prolog: str = "") -> str:
    """Return a ``project.qde``."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prolog}<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="o">'
        f"{USERS}{codes}<Sources>{sources}</Sources>{rest}</Project>"
    )


def source(selections: str, path: str = "internal://S1.txt", name: str = "Le port", guid: str = "S1") -> str:
    """Return a text source."""
    return f'<TextSource guid="{guid}" name="{name}" plainTextPath="{path}">{selections}</TextSource>'


def selection(
    start: int | str, end: int | str, name: str, codes: tuple[str, ...] = ("C1",), user: str = "U1", guid: str = ""
) -> str:
    """Return a selection with a coding for each code; its GUID is made of its positions."""
    codings = "".join(f'<Coding guid="{guid or start}{code}"><CodeRef targetGUID="{code}"/></Coding>' for code in codes)
    own = guid or f"00000000-0000-0000-0000-{start!s:0>6}{end!s:0>6}"
    return (
        f'<PlainTextSelection guid="{own}" name="{name}" startPosition="{start}" endPosition="{end}" '
        f'creatingUser="{user}" creationDateTime="2026-11-20T08:01:00+01:00">{codings}</PlainTextSelection>'
    )


def write(path: Path, qde: str, **texts: str | bytes) -> Path:
    """Write an archive with these texts as sources, by name without suffix."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", qde)
        for name, text in texts.items():
            archive.writestr(f"sources/{name}.txt", text)
    return path

"""Documents in zip files, made of the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "documents"
"""Documents that LibreOffice and pandoc have written from invented texts."""
_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        **{each: each for each in ("office", "style", "text", "table")},
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def docx(body: str, *, styles: str = "", numbering: str = "", footnotes: str = "", core: str = "") -> bytes:
    parts = {"document": f"<w:body>{body}</w:body>", "styles": styles, "numbering": numbering, "footnotes": footnotes}
    members = {f"word/{name}.xml": f"<w:{name} {_WORD}>{xml}</w:{name}>" for name, xml in parts.items()}
    return zipped({**members, "docProps/core.xml": core} if core else members)


def paragraph(text: str, properties: str = "", style: str = "") -> str:
    """Return a paragraph of DOCX, with the properties of its run."""
    chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{chosen}{run}</w:p>"


def odt(body: str, *, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})

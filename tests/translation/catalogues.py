"""Catalogues of translations: what the source says, what a catalogue says of it, and its compiled form."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reader.translation import DOMAIN, FOLDER

SOURCE = FOLDER.parent
ARGPARSE = Path(__file__).with_name("argparse_words.py")
NAMES = [("**.py", "python")]
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def template() -> Catalog:
    """Return every message of the source."""
    catalogue = Catalog()
    for _, _, message, comments, context in extract_from_dir(SOURCE, NAMES, keywords=DEFAULT_KEYWORDS):
        catalogue.add(message, None, auto_comments=comments, context=context)
    for _, message, comments, context in extract_from_file("python", ARGPARSE, keywords=DEFAULT_KEYWORDS):
        catalogue.add(message, None, auto_comments=comments, context=context)
    return catalogue


def files() -> tuple[Path, ...]:
    """Return the catalogue of each language."""
    return tuple(sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


def read(file: Path) -> Catalog:
    """Return a catalogue; the language is in the name of its folder."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.parts[-3], domain=DOMAIN, abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """Return the form that the program reads. Its header has a date in any case: not that of today."""
    catalogue.creation_date = catalogue.revision_date = EPOCH
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages that have no translation, or not in every plural form."""
    return [str(message.id) for message in catalogue if message.id and not all(forms(message.string))]


def forms(given: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a message or of its translation: singular and plural, or the only one; empty ones are missing."""
    return (given or "",) if isinstance(given, str | None) else tuple(given)


def updated(catalogue: Catalog) -> bytes:
    """Return the text of a catalogue that has each message of the source, in alphabetical order, and no other."""
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    written = io.BytesIO()
    write_po(written, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return written.getvalue()

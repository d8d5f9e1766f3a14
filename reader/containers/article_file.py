"""The Markdown file of an article record: front matter, the title as a heading, the text.

Signs that Markdown takes for marks are escaped, so that the file is read as the same words.
"""

from __future__ import annotations

import json
import re

from reader.containers.record import ArticleRecord
from reader.files.file_name import fit_file_name
from reader.text.block import Kind

_MARKS = re.compile(r"[\\`*_\[\]<>~=%^$&|#{}!]|(?<=[A-Za-z])(?=://)")
_BEGINNING = re.compile(r"(?:[-+:>](?=\s|$)|\d{1,9}[.)](?=\s|$)|-{3}|\+{3})")
_BEFORE = {Kind.QUOTE: "> ", Kind.LIST_ITEM: "- ", Kind.HEADING: "## "}


def markdown(record: ArticleRecord, database: str, file: str) -> str:
    """Return the file of a record that ``database`` exported in ``file``."""
    front = {
        "title": record.title,
        **record.fields,
        "id": record.id,
        "exported by": record.fields.get("database") or database,
        "exported in": file,
        "entry": str(record.number),
    }
    front.pop("database", None)
    lines = [f"{name}: {json.dumps(words, ensure_ascii=False)}" for name, words in front.items() if words]
    parts = ["\n".join(["---", *lines, "---"])]
    if record.title:
        parts.append(f"# {escaped(record.title)}")
    if record.standfirst:
        parts.append(f"*{escaped(record.standfirst)}*")
    parts += [_BEFORE.get(kind, "") + escaped(words) for kind, words in record.blocks]
    return "\n\n".join(parts) + "\n"


def escaped(words: str) -> str:
    """Return words as Markdown on one line that shows them as they are."""
    line = _MARKS.sub(lambda match: "\\" + match[0], " ".join(re.split(r"[\n\r\t ]+", words)).strip(" "))
    if match := _BEGINNING.match(line):
        sign = next(at for at, letter in enumerate(line) if not letter.isdigit())
        return f"{line[:sign]}\\{line[sign:]}" if match.end() > sign else line
    return line


def file_name(record: ArticleRecord) -> str:
    """Return a name without suffix that every file system takes: date, source, edition and title, as far as there is room."""
    edition = record.fields.get("edition", "")
    shown = f"({edition})" if edition and not re.search(r"\d", edition) else ""  # a number tells nobody anything
    words = " ".join(filter(None, (record.fields.get("date", "")[:10], record.fields.get("source", ""), shown)))
    name = " – ".join(filter(None, (words, record.title))) or record.id or str(record.number)
    return fit_file_name(name) or str(record.number)

"""What the codebook says of a tag: counts, definition, memo, and what was merged into it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from reader.annotation.codebook import Codebook
from reader.annotation.codec import Record
from reader.text.guard import guard

_TEXTS = (("definition", ""), ("inclusion", "Given when: "), ("exclusion", "Not when: "), ("example", "Example: "))


def about(row: Record, codebook: Codebook, memo: str, keys: Sequence[str]) -> Text:
    """Return the description of a tag; ``keys`` write a definition where there is none yet."""
    page = Text()
    page.append(f"{guard(row['path'])}\n", "bold")
    facts = [f"passages: {row['count']}, with what is below: {row['total']}"]
    facts += [f"key: {row['key']}"] if row["key"] else []
    facts += [f"colour: {row['color']}"] if row["color"] else []
    page.append(guard(" · ".join(facts)) + "\n")
    for name, lead in _TEXTS:
        if row[name]:
            page.append(f"\n{lead}", "bold")
            page.append(guard(row[name], lines=True) + "\n")
        elif name == "definition":
            page.append(f"\nNo definition yet. {guard(keys[0])} writes one.\n" if keys else "\nNo definition yet.\n")
    if memo:
        page.append("\nMemo: ", "bold")
        page.append(guard(memo, lines=True) + "\n")
    tag = codebook.at(row["path"])
    if merged := codebook.merged_into(tag) if tag else ():
        page.append("\nMerged into it: ", "bold")
        page.append(guard(", ".join(each.path for each in merged)) + "\n")
    return page

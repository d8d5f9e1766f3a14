"""What the codebook says of a tag: counts, definition, memo, and what was merged into it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from reader.annotation.codebook import Codebook
from reader.annotation.codec import Record
from reader.annotation.colour_names import colour_name
from reader.text.guard import guard
from reader.translation import N_, _, ngettext

_TEXTS = (
    ("definition", ""),
    ("inclusion", N_("Given when: ")),
    ("exclusion", N_("Not when: ")),
    ("example", N_("Example: ")),
)


def about(row: Record, codebook: Codebook, memo: str, keys: Sequence[str]) -> Text:
    """Return the description of a tag; ``keys`` write a definition where there is none yet."""
    page = Text()
    page.append(f"{guard(row['path'])}\n", "bold")
    facts = [ngettext("{count} passage", "{count} passages", row["count"]).format(count=row["count"])]
    if row["total"] != row["count"]:
        facts.append(_("{total} with the tags below it").format(total=row["total"]))
    facts += [_("key: {key}").format(key=row["key"])] if row["key"] else []
    facts += [_("colour: {colour}").format(colour=colour_name(row["color"]))] if row["color"] else []
    page.append(guard(" · ".join(facts)) + "\n")
    for name, lead in _TEXTS:
        if row[name]:
            page.append("\n" + (_(lead) if lead else ""), "bold")
            page.append(guard(row[name], lines=True) + "\n")
        elif name == "definition":
            page.append("\n" + _undefined(keys) + "\n")
    if memo:
        page.append("\n" + _("Memo: "), "bold")
        page.append(guard(memo, lines=True) + "\n")
    tag = codebook.at(row["path"])
    if merged := codebook.merged_into(tag) if tag else ():
        page.append("\n" + _("Merged into it: "), "bold")
        page.append(guard(", ".join(each.path for each in merged)) + "\n")
    return page


def _undefined(keys: Sequence[str]) -> str:
    if keys:
        return _("No definition yet. {key} writes one.").format(key=guard(keys[0]))
    return _("No definition yet.")

"""What an entry of the history did, in the language in use: the log keeps it in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.translation import pgettext

if TYPE_CHECKING:
    from reader.annotation.codec import Record


_OF_EDITS = frozenset({"undo", "redo"})


def edit_name(what: str) -> str:
    """Return the name of an edit; one that another version wrote comes as it is."""
    return edit_names().get(what, what)


def edit_subject(entry: Record) -> str:
    """Return what an entry's edit was about; for undo and redo, that is another edit and what it was about."""
    return _subject(entry["what"], str(entry.get("about") or ""))


def entry_line(entry: Record, title: str = "") -> str:
    """Return in one line what an entry of the history did, and to what; ``title`` is that of its article."""
    parts = (edit_name(entry["what"]), edit_subject(entry) or title)
    return " ".join(str(part) for part in parts if part)


def _subject(what: str, about: str) -> str:
    if what not in _OF_EDITS:
        return about
    names = edit_names()
    other = max((name for name in names if f"{about} ".startswith(f"{name} ")), key=len, default="")
    if not other:
        return about
    return " ".join(filter(None, (names[other], _subject(other, about[len(other) :].lstrip()))))


def edit_names() -> dict[str, str]:
    """Return the name of every edit of this version."""
    return {
        "accept": pgettext("edit", "accept"),
        "add articles": pgettext("edit", "add articles"),
        "boundary": pgettext("edit", "boundary"),
        "collect": pgettext("edit", "collect"),
        "delete": pgettext("edit", "delete"),
        "delete search": pgettext("edit", "delete search"),
        "delete tag": pgettext("edit", "delete tag"),
        "describe tag": pgettext("edit", "describe tag"),
        "edit": pgettext("edit", "edit"),
        "finish pass": pgettext("edit", "finish pass"),
        "highlight": pgettext("edit", "highlight"),
        "highlight hits": pgettext("edit", "highlight hits"),
        "hot key": pgettext("edit", "hot key"),
        "import": pgettext("edit", "import"),
        "import tags": pgettext("edit", "import tags"),
        "join sentences": pgettext("edit", "join sentences"),
        "journal": pgettext("edit", "journal"),
        "make boilerplate": pgettext("edit", "make boilerplate"),
        "make caption": pgettext("edit", "make caption"),
        "make heading": pgettext("edit", "make heading"),
        "make paragraph": pgettext("edit", "make paragraph"),
        "memo": pgettext("edit", "memo"),
        "merge tags": pgettext("edit", "merge tags"),
        "metadata": pgettext("edit", "metadata"),
        "move": pgettext("edit", "move"),
        "move in basket": pgettext("edit", "move in basket"),
        "move tag": pgettext("edit", "move tag"),
        "new tag": pgettext("edit", "new tag"),
        "note": pgettext("edit", "note"),
        "orphan": pgettext("edit", "orphan"),
        "recolour tag": pgettext("edit", "recolour tag"),
        "redo": pgettext("edit", "redo"),
        "refuse": pgettext("edit", "refuse"),
        "remove from basket": pgettext("edit", "remove from basket"),
        "remove correction": pgettext("edit", "remove correction"),
        "rename search": pgettext("edit", "rename search"),
        "rename tag": pgettext("edit", "rename tag"),
        "reopen pass": pgettext("edit", "reopen pass"),
        "restore": pgettext("edit", "restore"),
        "save search": pgettext("edit", "save search"),
        "skip": pgettext("edit", "skip"),
        "split sentence": pgettext("edit", "split sentence"),
        "split tag": pgettext("edit", "split tag"),
        "start pass": pgettext("edit", "start pass"),
        "status": pgettext("edit", "status"),
        "tag": pgettext("edit", "tag"),
        "tag hits": pgettext("edit", "tag hits"),
        "tag versions": pgettext("edit", "tag versions"),
        "undo": pgettext("edit", "undo"),
        "write in basket": pgettext("edit", "write in basket"),
    }

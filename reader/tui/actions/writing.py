"""Write a text of the library in the note editor: a definition, a memo, an entry of the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.text.problem import Problem
from reader.text.title import clipped
from reader.translation import N_, _
from reader.tui.service.app_state import AppState
from reader.tui.service.host import EditsOutside, NotifiesAndAsks, Reloads, SavesPlaces

if TYPE_CHECKING:
    from reader.tui.dialog.note import Written

UNCHANGED = N_("Nothing was changed.")
REPLACES = N_("What you wrote is a draft: the same keys open it again, and then keep it in place of the other.")
QUOTED = 80
"""How many characters of somebody else's text a message quotes."""
PLACE = "_library"
"""Where drafts of what belongs to no single article are kept; no article has that id."""


class WritingHost(NotifiesAndAsks, EditsOutside, Reloads, SavesPlaces, Protocol):
    """What `write` needs."""


def write(
    state: AppState,
    host: WritingHost,
    title: str,
    key: str,
    given: str,
    keep: Callable[[str], None],
    now: Callable[[], str],
    text: str | None = None,
) -> None:
    """Open the editor on ``given`` and hand the new text to ``keep``; a text that is not kept stays as the draft ``key``.

    ``now`` returns the text that is stored by then, so that what somebody else wrote meanwhile is not replaced unseen.
    ``text``, if there is one, is edited in place of ``given``.
    """
    from reader.tui.dialog.note import NoteEditor  # not for the first frame: it takes Textual's editor

    if text is None:
        host.save_places()  # a draft that another window has kept by now is no longer there
    drafts = state.places.of(PLACE).drafts

    def draft(text: str) -> None:
        if text == given:
            drafts.pop(key, None)
        else:
            drafts[key] = text
        state.places.changed = True

    def written(result: Written | None) -> None:
        if result is None:
            return

        def save() -> None:
            state.workspace.store.refresh()
            there = now()
            if there not in (given, result.text):
                host.reload()
                raise Problem(_("It was changed elsewhere while you wrote."), clipped(there, QUOTED), _(REPLACES))
            keep(result.text)
            drafts.pop(key, None)

        draft(result.text)
        if result.external:
            edited = host.edit_outside(result.text)
            draft(edited)
            write(state, host, title, key, given, keep, now, edited)
        elif result.kept and result.text == given:
            host.notify(_(UNCHANGED), timeout=3)  # u would take back something else
        elif result.kept:
            host.attempt(save)
        elif key in drafts:
            host.notify(_("The draft is kept; the same keys open it again."))
        host.save_places()

    host.ask(NoteEditor(title, drafts.get(key, given) if text is None else text, draft), written)

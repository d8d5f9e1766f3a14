"""What a key does to the text in focus: highlight, tag, note, move a boundary, delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.model import Annotation, Ink
from reader.command.keymap import Pending
from reader.layout.motion import Grain, Selection
from reader.session.annotations import annotate
from reader.session.codebook import tag_edits
from reader.session.preferences import remember
from reader.text.problem import Problem
from reader.text.span import Span, with_span
from reader.text.title import clipped
from reader.tui.screen.article.reading import Reading

if TYPE_CHECKING:
    from reader.tui.dialog.picker import Picked


class Marking(Reading):
    """The marking part of the reading screen."""

    def __init__(self, article: str) -> None:
        super().__init__(article)
        self._edited = ""
        """The annotation whose boundary is being moved."""
        self._edited_part: Span | None = None
        """The passage of it that is; None: all of it goes elsewhere."""

    def forget(self) -> None:
        """Leave the boundary that was being moved as it was."""
        super().forget()
        self._edited, self._edited_part = "", None

    def _made(self, what: str) -> None:
        before = self.annotations
        self.pane.mark_up(kept=())
        if self.pane.selection and self.pane.selection.sticky:
            self.pane.select(replace(self.pane.selection, sticky=False))
        self.reload()
        if self.annotations == before:
            # Whoever is told that u takes it back would take back something else.
            self.notify("That is so already: nothing has changed.", timeout=2)
            return
        key = next(iter(self.scolie.state.keymap.keys_of("edit.undo", "article")), "u")
        self.notify(f"{what} {key} takes it back.", timeout=2)

    def _target(self, tags: Sequence[str] = (), ink: Ink | None = None) -> Annotation:
        """Annotate the selection, or change the annotation there is of exactly it, or around a bare focus."""
        selection = self.pane.selection
        under = self.around_focus()
        if under and selection and not self.pane.kept and not selection.extended:
            return annotate.change(self.scolie.state.workspace, under, add_tags=tags, ink=ink, what="tag")
        ink = ink or self.scolie.state.ink
        return annotate.annotate(self.scolie.state.workspace, self.article, self.passages(), tags, ink=ink)

    def do_annotation_highlight(self) -> None:
        """Highlight what is selected."""
        annotate.annotate(self.scolie.state.workspace, self.article, self.passages(), (), ink=self.scolie.state.ink)
        self._made("Highlighted.")

    def do_annotation_highlight_ink(self) -> None:
        """Highlight with an ink that is chosen now and kept."""
        from reader.tui.dialog.choose import Choose

        def chosen(name: str | None) -> None:
            if name:
                self.scolie.state.ink = Ink(name)
                self.scolie.keep(remember, ink=name)
                self.scolie.attempt(lambda: self._highlight_with(Ink(name)))

        options = [(ink.letter.lower(), ink.value, ink.value) for ink in Ink]
        self.scolie.push_screen(Choose("Ink", options), chosen)

    def _highlight_with(self, ink: Ink) -> None:
        self._target(ink=ink)
        self._made("Highlighted.")

    def do_annotation_tag(self) -> None:
        """Pick tags, or name a new one."""
        from reader.tui.picking import pick_tags

        def picked(result: Picked | None) -> None:
            if result is None:
                return
            if result.rename:
                self.scolie.rename_tag(result.rename, self.reload)
                return
            self.scolie.attempt(lambda: self._tag([*result.ids, *([result.new] if result.new else [])]))

        pick_tags(self.scolie.state, self.scolie.services.host, self.scolie.state.recent_tags, picked)

    def _tag(self, paths: Sequence[str]) -> None:
        if not paths:
            return
        self._target(paths)
        self.scolie.state.remember_tags(paths)
        self._made(f"Tagged {', '.join(paths)}.")

    def do_annotation_hot_tag(self, key: str) -> None:
        """Tag with the tag of a hot key; a free key is given to the tag used last, if that has none."""
        workspace = self.scolie.state.workspace
        tag = workspace.codebook.hot(key)
        if tag is None and self.scolie.state.last_tags:
            path = self.scolie.state.last_tags[0]
            last = workspace.codebook.at(path)
            if last and last.key:
                told = f"{path}, the tag used last, has {last.key} already."
                raise Problem(f"No tag has the key {key}.", told, "The codebook gives it another.")
            tag_edits.set_hot_key(workspace, path, key)
            self.scolie.tell_done(f"{key} now stands for {path}.")
            return
        if tag is None:
            raise Problem(f"No tag has the key {key}.", "", "Tag something with t; then , and a free letter names it.")
        self._tag([tag.path])

    def do_annotation_repeat(self) -> None:
        """Tag as last time."""
        if not self.scolie.state.last_tags:
            raise Problem("There is nothing to repeat.", "", "Tag something with t first.", status=1)
        self._tag(self.scolie.state.last_tags)

    def do_annotation_note(self) -> None:
        """Write a note on the annotation here, or on a new one."""
        self._note(None)

    def _note(self, text: str | None) -> None:
        from reader.tui.dialog.note import NoteEditor, Written

        under = self.around_focus()
        place = self.scolie.state.places.of(self.article)
        key = under.id if under else f"{self.passages()[0].start}:{self.passages()[-1].end}"
        given = text if text is not None else place.drafts.get(key, under.note if under else "")

        def draft(text: str) -> None:
            if text == (under.note if under else ""):
                place.drafts.pop(key, None)
            else:
                place.drafts[key] = text
            self.scolie.state.places.changed = True

        def written(result: Written | None) -> None:
            if result is None:
                return

            def keep() -> None:
                self._keep_note(result.text, under)
                place.drafts.pop(key, None)

            draft(result.text)
            if result.external:
                edited = self.scolie.edit_outside(result.text)
                draft(edited)
                self.scolie.attempt(lambda: self._note(edited))
            elif result.kept:
                self.scolie.attempt(keep)
            elif key in place.drafts:
                self.notify("The draft is kept; a opens it again.")
            if key in place.drafts or not result.kept:
                self.scolie.save_places()
            # Else the note itself is kept: that there is no draft of it any more is written with what else waits.

        self.scolie.push_screen(NoteEditor("Note", given, draft), written)

    def _keep_note(self, text: str, under: Annotation | None) -> None:
        note, workspace = text.rstrip(), self.scolie.state.workspace
        if under:
            annotate.change(workspace, under, note=note, what="note")
        elif note:
            annotate.annotate(workspace, self.article, self.passages(), (), note, self.scolie.state.ink)
        else:
            return
        self._made("The note is kept.")

    def do_annotation_edit(self) -> None:
        """Move the boundary of the annotation here: select its new extent, Enter keeps it."""
        under = self._must_have()
        document = self.pane.document
        if document is None:
            return
        lit = self.pane.selection.focus if self.pane.selection else under.hull
        part = next((span for span in under.spans if span.overlaps(lit)), under.spans[0])
        first = document.word_at(part.start) or Span(part.start, part.start + 1)
        last = document.word_before(part.end) or first
        if last.start < first.start:
            last = first
        self._edited, self._edited_part = under.id, part
        self.pane.select(Selection(first, last, Grain.WORD, sticky=True))
        self.notify("w b j k move the end, = - both, o takes the other end; Enter keeps, Esc leaves.")

    def begin_moving(self, id_: str) -> None:
        """Let the place of an annotation that has lost it be selected here."""
        self._edited = id_
        self.notify("Select the right place; Enter keeps it, Esc leaves all as it was.", timeout=6)

    def take_key(self, key: str) -> bool:
        """While a boundary is edited, Enter keeps it and Esc leaves it as it was."""
        if not self._edited or key not in ("Enter", "Esc"):
            return super().take_key(key)
        edited, part = self._edited, self._edited_part
        self._edited, self._edited_part = "", None
        if key == "Enter" and self.pane.selection:
            span = self._with_punctuation(self.pane.selection.span)
            self.scolie.attempt(lambda: self._move_boundary(edited, part, span))
        if self.pane.selection:
            self.go(self.pane.selection.focus)
        self.tell()
        if self.moving:
            self.scolie.leave_article()
        return True

    def _with_punctuation(self, span: Span) -> Span:
        document = self.pane.document
        if document is not None:
            sentence = document.sentence_at(max(span.start, span.end - 1))
            rest = self.text[span.end : sentence.end]
            if rest and not any(character.isalnum() for character in rest):
                return Span(span.start, sentence.end)
        return span

    def _move_boundary(self, id_: str, part: Span | None, span: Span) -> None:
        old = annotate.annotation(self.scolie.state.workspace, id_, self.article)
        others = [one for one in old.spans if one != part] if part else []
        annotate.change(self.scolie.state.workspace, old, spans=with_span(others, span), what="boundary")
        self._made("The boundary is moved.")

    def _must_have(self) -> Annotation:
        under = self.under_focus()
        if under is None:
            raise Problem("There is no annotation here.", "", "> goes to the next one.", status=1)
        return under

    def do_annotation_cycle(self) -> None:
        """Go through the annotations that overlap here."""
        selection = self.pane.selection
        if selection is None:
            return
        here = self.touching(selection.span)
        now = self.under_focus()
        if now in here:
            at = (here.index(now) + 1) % len(here)
            self.cycled = here[at].id
            tags = " ".join(f"#{path}" for path in self.scolie.state.workspace.codebook.paths(here[at].tags))
            told = f"Annotation {at + 1} of {len(here)}: {tags or here[at].ink.value}"
            self.notify(f"{told} “{clipped(here[at].quote, 60)}”", timeout=3)

    def do_annotation_delete(self) -> None:
        """Delete the annotation here."""
        annotate.delete(self.scolie.state.workspace, self._must_have())
        self._made("Deleted.")

    def following(self, pending: Pending) -> list[tuple[str, str]]:
        """After the hot-tag prefix, the hot tags."""
        if self._typed and pending.continuations and pending.continuations[0][1].name == "annotation.hot-tag":
            tags = [(tag.key, tag.path) for tag in self.scolie.state.workspace.codebook.tags.values() if tag.key]
            return tags or [("a–z", "names the last tag" if self.scolie.state.last_tags else "tag with t first")]
        return super().following(pending)

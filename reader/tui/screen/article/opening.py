"""Opening an article, and reading it again when its file has changed."""

from __future__ import annotations

from reader.annotation.model import State
from reader.session.reading.returning import followed, head, made_ready, returned
from reader.text.span import Span
from reader.translation import _
from reader.tui.screen.article.boundary import BoundaryEdit
from reader.tui.screen.article.reading_place import ReadingPlace
from reader.tui.screen.article.tagging_pass import TaggingPass
from reader.tui.screen.article.view import ArticleView
from reader.tui.service.app_state import AppState
from reader.tui.service.host import Navigator, Notifies


class Opening:
    """Shows an article. A large one is read in a thread while its beginning is shown."""

    def __init__(
        self,
        view: ArticleView,
        state: AppState,
        host: Notifies,
        navigator: Navigator,
        place: ReadingPlace,
        boundary: BoundaryEdit,
        tagging_pass: TaggingPass,
    ) -> None:
        self._view = view
        self._state = state
        self._host = host
        self._navigator = navigator
        self._place = place
        self._boundary = boundary
        self._tagging_pass = tagging_pass

    def open(self, at: Span | None = None, moving: str = "", above: int | None = None) -> None:
        """Show the article of the view at a span, ``above`` rows down, or where it was left.

        ``moving`` is the id of an annotation to select a new place for.
        """
        view, workspace, places = self._view, self._state.workspace, self._state.places
        article = view.article
        if not workspace.texts.is_slow(article):
            self._show(at, moving, above)
            return
        view.screen.waiting.stands = False
        beginning = head(workspace, places, article)
        if beginning and (at is None or at.end < len(beginning.text)):
            view.pane.show(beginning, at, above, view.title_block())
        view.screen.waiting.wait_for(
            _("Opening…"),
            lambda _: made_ready(workspace, places, article),
            lambda _: self._show(at, moving, above),
            failed=self._leave_unopened,
            given_up=self._leave_unopened,
        )

    def _leave_unopened(self) -> None:
        """Go back to where the article was opened from."""
        screen = self._view.screen
        screen.waiting.stands, screen.waiting.opening = False, True
        self._navigator.leave_unopened()

    def _show(self, at: Span | None, moving: str, above: int | None) -> None:
        view, workspace = self._view, self._state.workspace
        place = returned(workspace, self._state.places, view.article)
        if at is None or at == place.span:
            at, above = place.span, place.above if above is None else above
        view.pane.show(workspace.document(view.article), at, above, view.title_block())
        view.screen.waiting.stands, view.screen.waiting.opening = True, False
        view.screen.reload()
        if moving:
            self._boundary.relocate(moving)
        else:
            self._tell_changed()
        if at and self._state.candidate and at == self._state.candidate.span:
            self._tagging_pass.light_candidate()
        source = workspace.texts.source(view.article)
        if source.guessed:
            self._host.notify(_("The file is read as {encoding}, which is a guess.").format(encoding=source.encoding))
        if source.damage:
            self._host.notify(source.damage, severity="warning")

    def _tell_changed(self) -> None:
        """Say how many annotations have moved, have changed or have lost their place."""
        if all(annotation.state is State.ANCHORED for annotation in self._view.annotations):
            return
        from reader.session.annotations.review import text_change_line

        key = self._state.key_of("goto.review", "article")
        if line := text_change_line(self._state.workspace, self._view.article, key):
            self._host.notify(line, severity="warning" if key in line else "information")

    def _looked_at(self) -> Span | None:
        """Return the focus; None if it is the remembered reading place, where an article opens anyway."""
        selection = self._view.pane.selection
        focus = selection.focus if selection else None
        return None if focus == self._state.places.of(self._view.article).span else focus

    def look_at_file(self) -> None:
        """Read the article again if its file has changed."""
        view, workspace, places, article = self._view, self._state.workspace, self._state.places, self._view.article
        if not view.screen.waiting.stands or not workspace.texts.is_outdated(article):
            return
        self._place.leave()
        digest = workspace.digest(article)
        elsewhere, above = self._looked_at(), view.pane.rows_above
        found: list[Span] = []

        def read() -> None:
            workspace.texts.reread(article)
            made_ready(workspace, places, article)
            if elsewhere and (there := followed(workspace, places, article, elsewhere, digest)):
                found.append(there)

        def then() -> None:
            view.screen.open(article, *found, above=above if found else None)
            self._host.notify(_("The article has changed on disk; this is how it reads now."))

        def both() -> None:
            read()
            then()

        if workspace.texts.is_slow(article):
            # The text on the screen is out of date, so Esc must not bring it back.
            view.screen.waiting.wait_for("", lambda _: read(), lambda _: then(), given_up=lambda: None)
        else:
            self._host.attempt(both)

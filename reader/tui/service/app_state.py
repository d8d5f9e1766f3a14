"""What a sitting consists of: the opened library, the choices made, and the tagging pass that is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from reader.annotation.codebook import Held
from reader.annotation.model import Ink
from reader.command.command import Context
from reader.config.setting import Choice
from reader.layout.signs import MarksLook
from reader.session.first_steps import FirstSteps
from reader.session.library.list_cache import ListSaver
from reader.session.library.workspace import Workspace
from reader.session.preferences import Preferences
from reader.session.reading.openings import Openings
from reader.session.reading.positions import ReadingPositions
from reader.session.search.options import SearchOptions
from reader.text.span import Span
from reader.tui.service.listed_articles import ListedArticles
from reader.tui.service.listed_versions import ListedVersions

if TYPE_CHECKING:
    from reader.session.output.excerpts import Citing
    from reader.session.passes.pass_progress import Candidate, PassProgress
    from reader.session.passes.suggestions import Suggester

RECENT_TAGS = 50
"""How many of the tags used in this sitting are remembered."""


class AppState:
    """The state that screens and handlers share. It knows nothing of the screen."""

    def __init__(self, workspace: Workspace, chosen: Preferences) -> None:
        self.workspace = workspace
        self.chosen = chosen
        """The choices as the sitting began with them."""
        self.settings = chosen.settings
        """The settings as they are now."""
        workspace.part(SearchOptions).word_forms = self.settings.word_forms
        self.keymap = chosen.keymap
        self.places = ReadingPositions(workspace.root)
        self.openings = Openings(workspace.root)
        """What was opened how often and recently."""
        self.first_steps = FirstSteps()
        """What this user has done at least once."""
        self.pipe_command = ""
        """The command that a passage was given to last."""
        self.pass_progress: PassProgress | None = None
        """The way through the tagging pass that is on."""
        self.candidate: Candidate | None = None
        """The passage that the pass asks about."""
        self.has_acted = False
        """Whether a command was done in this sitting; until then a screen stays as the picture of the start shows it."""
        self.listed = ListedArticles()
        """The articles as the list shows them."""
        self.versions = ListedVersions(lambda: self.settings.fold_versions)
        """The groups of versions among them."""
        self.last_change: tuple[str, Span | None] | None = None
        """The article, and the passage, of what was undone or redone last; None if it was of no article."""
        self.list_saver = ListSaver(workspace)
        """The list of articles, kept for the next start."""
        self.waiting: dict[str, int] = {}
        """By article id, the annotations that wait for a person's decision."""
        self.left_to_read = 0
        """Articles that were never read so far, or are not indexed."""
        self.to_read = 0
        """How many these were at most since there were none."""
        self.trail: list[Candidate] = []
        """What was decided in this pass since it was begun, the newest last."""
        self._recent_tags: tuple[Held, ...] = ()
        self._last_tags: tuple[Held, ...] = ()

    def choose(self, **values: Choice) -> None:
        """Have settings, by their fields, count from now on. What is shown follows by `Host.follow_settings`."""
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]  # their names are those of fields

    @property
    def column(self) -> int:
        """Cells of the reading column."""
        return self.settings.column_width

    @property
    def margin(self) -> int:
        """Cells left free on each side of it, at least."""
        return self.settings.margin

    @property
    def marks(self) -> MarksLook:
        """How highlights and tags are shown."""
        return MarksLook(self.settings.highlight, self.settings.margin_tags)

    @property
    def ink(self) -> Ink:
        """The ink of new highlights."""
        return Ink(self.settings.ink)

    @property
    def citing(self) -> Citing:
        """How excerpts are cited, as chosen last."""
        from reader.session.output.excerpts import Citing

        settings = self.settings
        return Citing(
            settings.citation_style,
            settings.citation_format,
            settings.citation_language,
            settings.templates,
        )

    @cached_property
    def suggester(self) -> Suggester:
        """The sentences of the library, as far as they have been taken in for suggestions."""
        from reader.session.passes.suggestions import Suggester

        return Suggester()

    @cached_property
    def library_name(self) -> str:
        """What the title line calls the library: the name of its folder."""
        root = self.workspace.root.absolute()
        return root.name or str(root)

    def key_of(self, command: str, context: Context) -> str:
        """Return the key that a message names for a command; for one without, where else it is."""
        return self.keymap.key_named(command, context)

    def remember_tags(self, paths: Sequence[str]) -> None:
        """Remember the tags given last, for the next time."""
        codebook = self.workspace.codebook
        self._last_tags = tuple(map(codebook.hold, paths))
        self._recent_tags = tuple(dict.fromkeys((*self._last_tags, *self._recent_tags)))[:RECENT_TAGS]

    @property
    def recent_tags(self) -> tuple[str, ...]:
        """The tags used in this sitting, the last first, by the paths that they have now."""
        return self.workspace.codebook.held(self._recent_tags)

    @property
    def last_tags(self) -> tuple[str, ...]:
        """The tags given last, by the paths that they have now."""
        return self.workspace.codebook.held(self._last_tags)

    def save_places(self) -> None:
        """Write positions, marks and drafts, and what was opened; OSError if the state folder cannot be written."""
        self.places.save()
        self.openings.save()

    def end_pass(self) -> None:
        """Leave the tagging pass."""
        self.pass_progress = self.candidate = None
        self.trail.clear()

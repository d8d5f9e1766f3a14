"""What the first and the last row of the search screen say."""

from __future__ import annotations

from collections.abc import Iterable

from reader.layout.bar import BETWEEN, StatusLine, Title, place_fact
from reader.layout.motion import Grain
from reader.session.search.find import Hit
from reader.session.search.hits import place_of
from reader.translation import _, ngettext, number
from reader.tui.screen.search.view import ResultsView
from reader.tui.service.app_state import AppState
from reader.tui.service.names import order_fact, tag_names, titled


def title(state: AppState, view: ResultsView) -> Title:
    """Return the place in the results, how many there are, and their order."""
    way, results, found = (state.library_name, _("Search")), view.results, view.results.found
    if not view.is_asked:
        return Title(way)
    hits, articles = len(found.hits), len({hit.article for hit in found.hits})
    if found.is_cut or (found.problem and hits):
        counted = _("the first {count} hits").format(count=number(hits))
    else:
        counted = ngettext("{count} hit", "{count} hits", hits).format(count=number(hits))
    inside = ngettext("in {count} article", "in {count} articles", articles).format(count=number(articles))
    facts = [
        place_fact(view.pane.cursor, len(results.entries)),
        "" if view.is_answered else _("Searching…"),
        counted if hits or not found.problem else "",
        _("by article") if results.is_list else order_fact(results.order),
        inside if hits else "",
    ]
    return Title(way, tuple(filter(None, facts)))


def status(state: AppState, view: ResultsView) -> StatusLine:
    """Return how many hits are marked, what those that keys act on were grown to, and tags and place of the one that is lit."""
    results = view.results
    entry = results.entry(view.pane.cursor) if view.is_asked else None
    if entry is None:
        return StatusLine()
    hit = results.hits_of(entry)[0]
    origin = results.origins.get(hit.article)
    name = titled(origin.title if origin else hit.article)
    tags = "" if isinstance(entry, str) else _tags_at(state, view, hit)
    marked = len(results.marked)
    mode = ngettext("MARKED {count} hit", "MARKED {count} hits", marked).format(count=number(marked)) if marked else ""
    acted_on = results.chosen(view.pane.cursor) or [hit]
    grown = grain_name(results.grain_of(place_of(acted_on[0])))
    return StatusLine(mode, (), BETWEEN.join(filter(None, (grown, tags, name))))


def _tags_at(state: AppState, view: ResultsView, hit: Hit) -> str:
    annotations = view.results.found.annotated.get(place_of(hit), ())
    paths = state.workspace.codebook.paths(tag for annotation in annotations for tag in annotation.tags)
    return tag_names(paths) if paths else ""


def idle(view: ResultsView) -> Iterable[str]:
    """Return the commands that would do nothing now."""
    results = view.results
    if view.current_saved is None:
        yield from ("search.rename", "search.delete")
    if not view.pane.rows:
        yield "app.open"
    if not results.marked:
        yield "list.clear"
    if not (view.is_asked and results.entries):
        yield from ("list.mark", "search.mark-all", "search.sort", "search.view", "search.words", "search.save")
        yield from ("annotation.tag", "annotation.highlight", "annotation.hot-tag", "annotation.repeat")
        yield from ("select.grow", "select.shrink")
        return
    grain = results.grain_of(place_of(results.chosen(view.pane.cursor)[0]))
    if grain is Grain.PARAGRAPH:
        yield "select.grow"
    elif grain is Grain.WORD:
        yield "select.shrink"


def grain_name(grain: Grain) -> str:
    """Return what a hit was grown to; empty for its own words."""
    names = {Grain.SENTENCE: _("sentence"), Grain.PARAGRAPH: _("paragraph")}
    return names.get(grain, "")

"""Saved searches: keep, rename and delete queries under names. Every change can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.annotation.codec import Record
from reader.annotation.edit import Change
from reader.annotation.saved_search import SavedSearch
from reader.search.query.fields import nearest
from reader.search.query.parser import parse
from reader.search.query.sets import with_sets
from reader.search.query.tree import Field
from reader.session.library.records import valid
from reader.session.library.workspace import Workspace
from reader.store.interface import LIBRARY
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.text.problem import Problem
from reader.text.timestamp import rfc3339
from reader.translation import _

SEARCHES = "searches"
"""The table, in the library's database."""
LONGEST_NAME = 80
"""Code points of a name."""


def saved_searches(workspace: Workspace) -> list[SavedSearch]:
    """Return every saved search, by name."""
    records = workspace.store.records(LIBRARY, SEARCHES)
    every = valid(SavedSearch.from_record, ({**record, "id": id_} for id_, record in records.items()))
    return sorted(every, key=lambda search: (fold_key(search.name), search.name, search.created, search.id))


def saved_search(workspace: Workspace, name: str) -> SavedSearch:
    """Return the search that ``name`` means, an id or a name, blind to case and accents; else Problem.

    Two with one name, as a merge of two copies of a library may leave them, are one as long as they ask for the same.
    """
    every, wanted = saved_searches(workspace), _key(name)
    for matches in (
        [search for search in every if name in (search.id, search.name)],
        [search for search in every if wanted and _key(search.name) == wanted],
    ):
        if len({search.query for search in matches}) == 1:
            return matches[0]
        if matches:
            places = tuple(f"{search.id}  {search.name}: {search.query}" for search in matches)
            raise Problem(_("Several saved searches have that name."), name, _("Rename one of them."), places)
    near = nearest(name, (search.name for search in every))
    hint = _("Do you mean {name}?").format(name=near) if near else _("See `scolie sets`.")
    raise Problem(_("There is no saved search with that name."), name, hint, status=1)


def save(workspace: Workspace, name: str, query: str) -> SavedSearch:
    """Keep a query under a name, in place of the one that it has so far, and return it; Problem if it cannot be asked.

    It may ask for saved searches that do not exist yet, but not for itself.
    """
    name, query = _checked_name(name), " ".join(query.split())
    if not query:
        raise Problem(_("There is nothing to save."), name, _("Give a query."))
    parse(query)
    same = _named(workspace, name)
    id_ = same.id if same else workspace.new_id()
    before = same.query if same else ""
    wanted = SavedSearch(id_, same.name if same else name, query)

    def as_wanted(other: str) -> SavedSearch:
        if _key(other) == _key(name) or other == id_:
            return wanted
        return _named(workspace, other) or SavedSearch(other, other, "")

    with_sets(Field("set", name), as_wanted)

    def change(now: SavedSearch | None) -> SavedSearch:
        return replace(now or replace(wanted, created=workspace.now()), query=query)

    if before != query:
        _change(workspace, "save search", id_, change, name)
    return saved_search(workspace, id_)


def rename(workspace: Workspace, search: SavedSearch, name: str) -> SavedSearch:
    """Give a saved search another name and return it; Problem if another has that name."""
    name = _checked_name(name)
    same = _named(workspace, name)
    if same and same.id != search.id:
        hint = _("Choose another name, or delete that search.")
        raise Problem(_("There already is a saved search with that name."), name, hint)

    def change(now: SavedSearch | None) -> SavedSearch:
        return replace(_still_there(now, search), name=name)

    if name != search.name:
        _change(workspace, "rename search", search.id, change, f"{search.name} → {name}")
    return saved_search(workspace, search.id)


def delete(workspace: Workspace, search: SavedSearch) -> None:
    """Delete a saved search; undo brings it back."""
    _change(workspace, "delete search", search.id, lambda _now: None, search.name)


def _change(
    workspace: Workspace, what: str, id_: str, change: Callable[[SavedSearch | None], SavedSearch | None], about: str
) -> None:
    def make() -> list[Change]:
        before, _revision = workspace.store.get(LIBRARY, SEARCHES, id_)
        now = next(valid(SavedSearch.from_record, [{**before, "id": id_}] if before else []), None)
        after = change(now)
        if after == now:
            return []
        after = replace(after, coder=workspace.coder, modified=workspace.now()) if after else None
        return [Change(LIBRARY, SEARCHES, id_, before, after.to_record() if after else None)]

    workspace.apply(what, make, about=about)


def _still_there(now: SavedSearch | None, search: SavedSearch) -> SavedSearch:
    if now is None:
        raise Problem(_("The saved search has been deleted."), search.name, _("Undo brings it back."), status=1)
    return now


def _named(workspace: Workspace, name: str) -> SavedSearch | None:
    return next((search for search in saved_searches(workspace) if _key(search.name) == _key(name)), None)


def _key(name: str) -> str:
    return " ".join(fold_key(name).split())


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if guard(name) != name or not _key(name):
        raise Problem(_("A saved search cannot have that name."), repr(name), _("Type its name again."))
    if len(name) > LONGEST_NAME:
        hint = _("Use at most {count} characters.").format(count=LONGEST_NAME)
        raise Problem(_("The name of the search is too long."), name[:40] + "…", hint)
    return name


def search_row(search: SavedSearch) -> Record:
    """Return a saved search as the command line prints it for a program, with times as in RFC 3339."""
    times = {"created": rfc3339(search.created), "modified": rfc3339(search.modified)}
    return {"id": search.id, "name": search.name, "query": search.query, "coder": search.coder, **times}

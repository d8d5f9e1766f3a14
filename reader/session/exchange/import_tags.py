"""The tags that the codes of another program's file become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.annotation.codebook import Tag, name_of, new_id, rgb
from reader.annotation.codebook_edits import parent_spelled
from reader.session.codebook.tag_edits import letters_of
from reader.text.canonical import with_line_feeds
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.translation import N_

if TYPE_CHECKING:
    from reader.exchange.imported import ImportedCode, Losses
    from reader.session.library.workspace import Workspace


class ImportedTags:
    """The ids of tags by path. ``new`` has those to make, described by their codes.

    Tags that are there keep what they say; ``filled`` has those of which empty fields are filled.

    A path that differs from a tag's only in case or accents means that tag.
    """

    def __init__(self, workspace: Workspace, codes: Sequence[ImportedCode], losses: Losses) -> None:
        self._workspace = workspace
        self._codebook = workspace.codebook
        self._by_key: dict[str, str] = {}
        self._spellings: dict[str, str] = {}
        self.new: list[Tag] = []
        self.filled: list[Tag] = []
        described = {code.path: code for code in codes}
        for path in sorted(described, key=lambda path: path.count("/")):
            self._add(path, described[path], losses)

    def ids(self, paths: Iterable[str], losses: Losses) -> tuple[str, ...]:
        """Return the ids of tags, each once; a tag that is not there is made."""
        return tuple(dict.fromkeys(self._by_key.get(fold_key(path)) or self._add(path, None, losses) for path in paths))

    def _add(self, path: str, code: ImportedCode | None, losses: Losses) -> str:
        key = fold_key(path)
        if key in self._by_key:
            if code:
                losses.lose(N_("codes that differ from another only in case or accents"), path)
            return self._by_key[key]
        spelled = self._spelled(path)
        tag = self._codebook.at(spelled)
        if tag is None and code and not (code.color or code.description) and self._codebook.under(spelled):
            return ""  # a parent that the codebook has without a record of its own
        if tag is None:
            tag = Tag(new_id(spelled, letters_of(self._workspace)), spelled).described(_description(code))
            self.new.append(tag)
        else:
            self._fill(tag, _description(code), losses)
        self._by_key[key] = tag.id
        return tag.id

    def _fill(self, tag: Tag, description: dict[str, str], losses: Losses) -> None:
        """Fill the empty fields of a tag that is there; what it says stays."""
        missing = {name: text for name, text in description.items() if not getattr(tag, name)}
        if missing:
            self.filled.append(tag.described(missing))
        if description.get("definition", tag.definition) != tag.definition and "definition" not in missing:
            losses.lose(N_("descriptions of tags that are there already"), tag.path)
        if "color" in description and "color" not in missing and rgb(description["color"]) != rgb(tag.color):
            losses.lose(N_("colours of tags that are there already"), tag.path)

    def _spelled(self, path: str) -> str:
        """Return a path with the spelling of the codebook, else with the first of the file."""
        if self._codebook.at(path):
            return path
        above = ""
        for name in path.split("/"):
            longer = f"{above}/{name}" if above else name
            above = self._spellings.setdefault(fold_key(longer), longer)
        like = self._codebook.like(above)
        return like.path if like else parent_spelled(self._codebook, above)


def _description(code: ImportedCode | None) -> dict[str, str]:
    """Return the fields of a tag that a code fills."""
    if code is None:
        return {}
    fields = {"color": name_of(code.color), "definition": guard(with_line_feeds(code.description), lines=True).strip()}
    return {name: text for name, text in fields.items() if text}

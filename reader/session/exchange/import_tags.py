"""The tags that the codes of another program's file become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.annotation.codebook import Tag, name_of, new_id, rgb
from reader.annotation.codebook_edits import parent_spelled
from reader.session.codebook.tag_edits import letters_of
from reader.text.fold import fold_key
from reader.text.guard import guard
from reader.translation import N_

if TYPE_CHECKING:
    from reader.exchange.imported import ImportedCode, Losses
    from reader.session.library.workspace import Workspace


class ImportedTags:
    """The ids of tags by path. Tags that are there stay as they are; ``new`` has those to make, described by their codes.

    A path that differs from a tag's only in case or accents means that tag.
    """

    def __init__(self, workspace: Workspace, codes: Sequence[ImportedCode], losses: Losses) -> None:
        self._workspace = workspace
        self._codebook = workspace.codebook
        self._by_key: dict[str, str] = {}
        self._spellings: dict[str, str] = {}
        self.new: list[Tag] = []
        described = {code.path: code for code in codes}
        for path in sorted(described, key=lambda path: (path.count("/"), path)):
            self._add(path, described[path], losses)

    def ids(self, paths: Iterable[str], losses: Losses) -> tuple[str, ...]:
        """Return the ids of tags, each once; a tag that is not there is made."""
        return tuple(dict.fromkeys(self._by_key.get(fold_key(path)) or self._add(path, None, losses) for path in paths))

    def _add(self, path: str, code: ImportedCode | None, losses: Losses) -> str:
        key = fold_key(path)
        if key in self._by_key:
            return self._by_key[key]  # two codes of the file that are one tag here
        spelled = self._spelled(path)
        tag = self._codebook.at(spelled)
        if tag is None and code and not (code.color or code.description) and self._codebook.under(spelled):
            return ""  # a parent that the codebook has without a record of its own
        if tag is None:
            tag = Tag(new_id(spelled, letters_of(self._workspace)), spelled)
            if code:
                definition = _without_controls(code.description)
                tag = tag.described({"color": name_of(code.color), "definition": definition})
            self.new.append(tag)
        elif code and code.description and code.description != tag.definition:
            losses.lose(N_("descriptions of tags that are there already"), spelled)
        elif code and code.color and tag.color and code.color != rgb(tag.color):
            losses.lose(N_("colours of tags that are there already"), spelled)
        self._by_key[key] = tag.id
        return tag.id

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


def _without_controls(text: str) -> str:
    return guard(text, lines=True).strip()

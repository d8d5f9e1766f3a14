"""The groups of versions as the list shows them: folded into one row each, or not."""

from __future__ import annotations

from collections.abc import Callable

from reader.library.versions import Group, Groups
from reader.session.library.workspace import Workspace


class ListedVersions:
    """The groups as found last, and those that a key has folded or unfolded; ``folds_all`` says what becomes of the others."""

    def __init__(self, folds_all: Callable[[], bool]) -> None:
        self.groups: Groups = {}
        self._folds_all = folds_all
        self._folded: dict[Group, bool] = {}
        self._is_known = False

    def recall(self, workspace: Workspace) -> None:
        """Take over the groups that were found at the last start, if none were found since."""
        if not self._is_known:
            from reader.session.search.versions import kept_groups

            self.show(kept_groups(workspace))

    def show(self, groups: Groups) -> bool:
        """Take in groups; return whether they are others than before."""
        before, self.groups, self._is_known = self.groups, groups, True
        return groups != before

    def is_folded(self, group: Group) -> bool | None:
        """Whether a group has one row; None for one that was never folded, whose versions stand where they are."""
        return self._folded.get(group, True if self._folds_all() else None)

    def turn(self, group: Group) -> bool:
        """Fold a group, or unfold it; return whether it is folded now."""
        self._folded[group] = not self.is_folded(group)
        return self._folded[group]

    def forget_keys(self) -> None:
        """Have the setting alone decide again."""
        self._folded.clear()

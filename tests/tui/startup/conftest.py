"""A library with articles of every size."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.session.cache.large import LARGE

LONG = "# Un titre\n\n" + "\n\n".join(
    f"Le paragraphe {n} dit ceci. Il le dit « deux fois » à l’été, sans hâte ni détour, jusqu’au bout."
    for n in range(40)
)


@pytest.fixture
def library(root: Path) -> Path:
    (root / "seeds" / "long.md").write_text(LONG, encoding="utf-8")
    more = f"\n\n{'Suite. Été. ' * 40}" * (LARGE // 400)
    (root / "seeds" / "large.md").write_text(LONG + more, encoding="utf-8")
    (root / "seeds" / "line.txt").write_text(" ".join(LONG.split()) + " Suite d’été." * (LARGE // 10), encoding="utf-8")
    return root

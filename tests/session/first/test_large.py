"""The first page of a large text that was edited since: what stands around the place, where it surely is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.session.first.article import ArticlePage
from reader.session.first.large import Glance
from reader.session.first.page import standing
from reader.session.first.standing import Standing
from reader.session.opening import open_library
from reader.session.prepared import Kept
from reader.session.reading import Places
from reader.session.returning import returned
from reader.session.shelf import LARGE
from reader.session.workspace import Workspace
from reader.text.again import Again

TEXT = "# Un titre\n\n" + "\n\n".join(
    f"Le paragraphe numéro {n} d’un récit. L’été passe, et {n * n} mots avec lui." for n in range(LARGE // 60)
)
PLACE = TEXT.index("Le paragraphe numéro 3000 ")
NEAR = "Le paragraphe numéro 3001 "

Edits = dict[str, Callable[[str], str]]
FAR: Edits = {
    "appended": lambda text: text + "\n\nUne ligne de plus, l’été.\n",
    "cut at the end": lambda text: text[:-300],
    "put before": lambda text: text.replace("# Un titre\n\n", "# Un titre\n\nUn chapeau d’été de plus.\n\n"),
    "cut before": lambda text: text.replace("Le paragraphe numéro 3 ", ""),
    "changed below": lambda text: text.replace("numéro 4000 ", "numéro zéro "),
    "of the same size": lambda text: text.replace("numéro 5 ", "numéro 6 "),
}
NOT_SURE: Edits = {
    "near": lambda text: text.replace(NEAR, "Un paragraphe "),
    "before and behind": lambda text: "Un mot. " + text + " Deux mots.",
    "another text": lambda text: "Rien de tout cela. " * (len(text) // 15),
    "in another encoding": lambda text: "Un mot. " + text,
    "no text any more": lambda text: text.replace("numéro 3 ", "numéro \0 "),
}


def opened(root: Path) -> Workspace:
    workspace = open_library(root)
    workspace.articles()
    return workspace


@pytest.fixture
def article(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    file = root / "seeds" / "long.md"
    file.write_text(TEXT, encoding="utf-8")
    workspace = opened(root)
    places = Places(root)
    place = places.of("long")
    place.start, place.end, place.above = PLACE, PLACE + 30, 5
    place.sha256 = workspace.digest("long")
    places.keep_text(TEXT, place.sha256)
    places.save()
    return file


def page(file: Path) -> Standing | None:
    return standing(str(file.parent.parent), "long", 100, 30)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return what is read of the text as a whole, as it comes."""
    read: list[object] = []
    again = Kept.read_again

    def noted(kept: Kept, *of: Any) -> Again | None:
        read.append(of)
        return again(kept, *of)

    monkeypatch.setattr(Kept, "read_again", noted)
    return read


@pytest.mark.parametrize("edit", FAR)
def test_an_edit_elsewhere_leaves_the_page_as_it_was(article: Path, edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page(article)
    assert before and isinstance(before.page, ArticlePage)
    text = FAR[edit](TEXT)
    article.write_text(text, encoding="utf-8")
    read = counted(monkeypatch)
    now = page(article)
    assert now and isinstance(now.page, Glance) and not read
    assert now.page.pieces() == before.page.pieces()
    assert now.page.begin.at is None
    rows = now.rows()
    assert any("numéro 3000 " in row for row in rows)
    # A key acts on the text as a whole, where the app has it.
    assert not now.take("h") and not read
    assert now.take("j") and read
    at = now.page.begin.at
    assert at and at.of(text).startswith("L’été passe, et 9000000 mots")
    assert "%" in now.page.status
    root = article.parent.parent
    workspace = opened(root)
    led = returned(workspace, Places(root), "long")
    assert text[led.start :].startswith("Le paragraphe numéro 3000 ")


@pytest.mark.parametrize("edit", NOT_SURE)
def test_what_is_not_sure_is_compared_as_a_whole(article: Path, edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encoding = "utf-16" if "encoding" in edit else "utf-8"
    article.write_text(NOT_SURE[edit](TEXT), encoding=encoding)
    read = counted(monkeypatch)
    now = page(article)
    assert read and (now is None or isinstance(now.page, ArticlePage))


def test_of_two_places_with_the_same_words_none_is_guessed(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Un titre\n\n" + "Le quai. L’été.\n\n" * (LARGE // 15)
    article.write_text(text, encoding="utf-8")
    root = article.parent.parent
    workspace, places = opened(root), Places(root)
    place = places.of("long")
    place.start = text.index("Le quai", LARGE // 2)
    place.end, place.sha256 = place.start + 8, workspace.digest("long")
    places.save()
    article.write_text(text + "Le quai. L’été.\n\n", encoding="utf-8")
    read = counted(monkeypatch)
    now = page(article)
    assert read and (now is None or isinstance(now.page, ArticlePage))


def test_keys_do_nothing_to_a_page_that_the_whole_does_not_bear_out(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far above, something has opened a fence: the lines below are no paragraphs any more."""
    article.write_text(TEXT.replace("numéro 2 ", "numéro 2\n\n```\n"), encoding="utf-8")
    now = page(article)
    assert now and isinstance(now.page, Glance)
    rows = now.rows()
    assert not now.take("j")
    assert now.rows()[:-1] == rows[:-1] and now.page.begin.at is None


def test_a_file_that_changes_while_it_is_looked_at_is_left_to_the_app(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article.write_text(FAR["appended"](TEXT), encoding="utf-8")
    now = page(article)
    assert now
    article.unlink()
    assert not now.take("j")

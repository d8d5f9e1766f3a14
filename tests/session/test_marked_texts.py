"""Annotations of the time when Markdown was shown with its marks are carried over, and none slides.

``raw_markdown`` is a library as the version before wrote it: each highlight is in a text with marks.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.annotation.edit import Change
from reader.annotation.model import Annotation, State
from reader.annotation.selector import describe
from reader.cli.command_line import main
from reader.session.annotations.annotate import annotate, change
from reader.session.annotations.article_annotations import annotations_in
from reader.session.annotations.review import accept, waiting, waiting_ids
from reader.session.annotations.undo import undo
from reader.session.library.opening import close_library
from reader.session.library.workspace import Workspace
from reader.session.passes import passes
from reader.session.reading.positions import ReadingPositions
from reader.session.reading.returning import returned
from reader.text.canonical import sha256
from reader.text.span import Span
from tests.libraries import open_with_articles

RAW = Path(__file__).parent / "raw_markdown"
FILE = "quai.md"
SHOWN = [
    "Le quai rouvre au petit matin",
    "Le préfet a enfin parlé",
    "a enfin parlé, et le maire du port l’a suivi jusqu’au bout.",
    "le maire du port",
    "maire du port l’a",
    "Le budget du port n’a pas changé",
    "Une autre partie\n\nLes grutiers",
    "une réponse",
    "réponse du ministère. Ils demandent trois choses :\n\n• des horaires fixes, sans exception,",
    "des horaires fixes, sans exception,\n• une prime de nuit\net un repas chaud,",
    "local chauffé",
    "Le premier point ouvre la liste.\n2. Le second",
    "Rien ne presse, dit le maire, et tout reste à faire.",
    "calcul 2*3 donne six, et x * y n’est pas du gras.",
    "Une erreur reste lisible & claire.",
    "Une grue sur le quai",
    "La suite\n\nDemain, le quai",
]
"""What of the text each highlight of the library shows, in order."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    shutil.copytree(RAW, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def opened(old: Path) -> Iterator[Workspace]:
    workspace = open_with_articles(old)
    yield workspace
    close_library(workspace)


def shown(workspace: Workspace, article: str = "quai") -> list[tuple[str, State]]:
    text = workspace.text(article)
    return [
        (" … ".join(span.of(text) for span in each.spans), each.state) for each in annotations_in(workspace, article)
    ]


def test_highlights_across_marks_have_moved_and_none_waits(opened: Workspace) -> None:
    assert shown(opened) == [(words, State.MOVED) for words in SHOWN]
    assert waiting(opened) == []


def test_their_quotes_are_what_a_reader_sees(opened: Workspace) -> None:
    text = opened.text("quai")
    for each in annotations_in(opened, "quai"):
        assert each.quote == each.spans[0].of(text)
        assert text[: each.spans[0].start].endswith(each.prefix)


def test_the_records_stay_as_they_are_until_a_person_decides(opened: Workspace, old: Path) -> None:
    annotations_in(opened, "quai")
    log = "annotations/quai.jsonl"
    assert (old / log).read_bytes() == (RAW / log).read_bytes()
    first = annotations_in(opened, "quai")[0]
    tagged = change(opened, first, add_tags=["un"])
    assert (tagged.spans, tagged.state) == (first.spans, State.MOVED)
    accepted = accept(opened, first.id)
    assert (accepted.state, accepted.format, accepted.quote) == (State.ANCHORED, "markdown", SHOWN[0])
    undo(opened)
    assert shown(opened) == [(words, State.MOVED) for words in SHOWN]


def test_an_edit_of_the_file_since_then_counts_as_well(old: Path) -> None:
    file = old / "seeds" / FILE
    raw = file.read_text(encoding="utf-8")
    raw = raw.replace("Les grutiers attendent", "Ce matin, on attend. Les grutiers *attendent*")
    raw = raw.replace("une prime de nuit", "une prime de jour").replace("# Le quai", "#   Le quai")
    file.write_text(raw, encoding="utf-8")
    workspace = open_with_articles(old)
    states = dict(shown(workspace))
    assert states["des horaires fixes, sans exception,\n• une prime de jour\net un repas chaud,"] is State.CHANGED
    assert [state for words, state in states.items() if "Une autre partie" not in words].count(State.MOVED) == 15
    assert len(waiting_ids(workspace, "quai")) <= 2
    close_library(workspace)


def library(root: Path, raw: str, quote: str, *, format: str = "", keep: bool = True) -> Workspace:
    """Return a library with an article that has changed nothing but the way it is read since ``quote`` was highlighted."""
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds" / "a.md").write_text(raw, encoding="utf-8")
    workspace = open_with_articles(root)
    text = raw if not format else workspace.text("a")
    start = text.index(quote)
    spans = (Span(start, start + len(quote)),)
    selector = describe(text, spans)
    made = Annotation(
        "one", "a", spans, selector.quote, selector.prefix, selector.suffix, sha256(text), format=format, coder="Ada"
    )
    if keep:
        workspace.store.keep_text(text)
    workspace.apply("highlight", lambda: [Change("a", "annotations", "one", None, made.to_record())], "a")
    return workspace


@pytest.mark.parametrize(
    ("raw", "quote", "words"),
    [
        ("Un **mot** ici.", "Un **mot** ici", "Un mot ici"),
        ("Un **mot** ici.", "mot** ici", "mot ici"),
        ("Un mot : a\\*b\\*c.", "a\\*b\\*c", "a*b*c"),
        ("- un\n- deux", "- un\n- deux", "un\n• deux"),
        ("> un\n> deux", "> un\n> deux", "un deux"),
        ("| a | b |\n|---|---|\n| c | d |", "b |\n|---|---|\n| c", "b\nc"),
        ("| a | b |\n|---|---|\n| le port | près de le port |", "le port | près", "le port | près"),
        ("Un ![Une grue](g.jpg) quai.", "Un ![Une grue](g.jpg) quai", "Un quai … Une grue"),
        ("<div>Un <b>mot</b> ici.</div>", "Un <b>mot</b>", "Un mot"),
        ("Un [[Page|mot]] %%non%% ici.", "Un [[Page|mot]] %%non%% ici", "Un mot ici"),
        ("```\nx = 2 ** 3\n```", "```\nx = 2 ** 3\n```", "x = 2 ** 3"),
        ("1. un\n2. un\n3. un\n", "2. un", "un"),
        ("Une **souve-\nraineté** ici.", "**souve-\nraineté**", "souve-\nraineté"),
        ("Les 10<sup>6</sup> m ici.", "10<sup>6</sup> m", "10⁶ m"),
        ("Il dit <q>non</q> ici.", "dit <q>non</q>", "dit “non”"),
        ("Un mot. ^a1b2c3\n\nDeux.", "mot. ^a1b2c3\n\nDeux", "mot.\n\nDeux"),
        ("# Le port {#port}\n\nDeux.", "port {#port}\n\nDeux", "port\n\nDeux"),
    ],
)
def test_each_kind_of_mark_may_go(tmp_path: Path, raw: str, quote: str, words: str) -> None:
    workspace = library(tmp_path, raw, quote)
    assert shown(workspace, "a") == [(words, State.MOVED)]


def test_of_equal_words_it_is_those_that_were_marked(tmp_path: Path) -> None:
    workspace = library(tmp_path, "Un mot.\n\nUn **mot**.\n\nUn *mot*.\n", "**mot**")
    (shown_now,) = annotations_in(workspace, "a")
    assert shown_now.spans[0].start == len("Un mot.\n\nUn ")


def test_front_matter_that_was_marked_is_not_in_the_text(tmp_path: Path) -> None:
    workspace = library(tmp_path, "---\ntitle: Le port\n---\nUn mot.\n", "Le port")
    assert [each.state for each in annotations_in(workspace, "a")] == [State.ORPHAN]
    assert waiting_ids(workspace, "a") == ["one"]


def test_a_highlight_of_front_matter_and_words_waits_at_the_words(tmp_path: Path) -> None:
    workspace = library(tmp_path, "---\ntitle: Le port\n---\nUn mot.\n", "Le port\n---\nUn mot")
    assert shown(workspace, "a") == [("Un mot", State.CHANGED)]


def test_what_a_link_leads_to_has_no_place(tmp_path: Path) -> None:
    workspace = library(tmp_path, "Un [mot](https://exemple.org/a) ici.\n", "exemple.org")
    assert [each.state for each in annotations_in(workspace, "a")] == [State.ORPHAN]


def test_a_star_that_is_content_is_never_taken_for_a_mark(tmp_path: Path) -> None:
    workspace = library(tmp_path, "Un \\*mot\\* ici, et la suite.", "Un *mot* ici", format="markdown")
    assert shown(workspace, "a") == [("Un *mot* ici", State.ANCHORED)]
    close_library(workspace)
    (tmp_path / "seeds" / "a.md").write_text("Un *mot* ici, et la suite.\n", encoding="utf-8")
    workspace = open_with_articles(tmp_path)
    assert shown(workspace, "a") == [("Un mot ici", State.CHANGED)]


def test_without_the_old_text_the_quote_is_looked_for_without_marks(tmp_path: Path) -> None:
    raw = "Le **port** de la [ville](a) rouvre *enfin* ce matin.\n\nLa suite est ici.\n"
    workspace = library(tmp_path, raw, "**port** de la [ville](a) rouvre *enfin*", keep=False)
    assert shown(workspace, "a") == [("port de la ville rouvre enfin", State.MOVED)]


def test_a_new_highlight_says_that_its_text_was_read(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text("Un **mot**.\n", encoding="utf-8")
    (tmp_path / "seeds" / "b.txt").write_text("Un **mot**.\n", encoding="utf-8")
    workspace = open_with_articles(tmp_path)
    records = [annotate(workspace, article, [Span(0, 2)]).to_record() for article in ("a", "b")]
    assert [record.get("format") for record in records] == ["markdown", None]


def test_a_search_finds_words_across_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text(
        "Le **port** de la [ville](https://exemple.org) rouvre.\n", encoding="utf-8"
    )
    assert main(["search", '"port de la ville rouvre"', "-l", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["quote"] == "port de la ville rouvre"
    assert main(["search", "exemple", "-l", str(tmp_path)]) == 1
    assert main(["show", "a", "-l", str(tmp_path)]) == 0
    assert "Le port de la ville rouvre." in capsys.readouterr().out
    assert main(["annotate", "a", "--quote", "port de la ville", "-l", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["excerpt", "-l", str(tmp_path)]) == 0
    assert "port de la ville" in capsys.readouterr().out


def test_an_article_that_was_renamed_meanwhile_is_recognised(old: Path) -> None:
    (old / "seeds" / FILE).rename(old / "seeds" / "rivage.md")
    workspace = open_with_articles(old)
    assert shown(workspace) == [(words, State.MOVED) for words in SHOWN]
    close_library(workspace)


def test_where_one_was_reading_is_found_again(old: Path) -> None:
    workspace = open_with_articles(old)
    raw = (old / "seeds" / FILE).read_text(encoding="utf-8")
    places = ReadingPositions(workspace.root)
    place = places.of("quai")
    start = raw.index("Les grutiers attendent")
    place.start, place.end, place.sha256 = start, start + len("Les grutiers attendent **une réponse**"), sha256(raw)
    places.keep_text(raw, place.sha256)
    now = returned(workspace, places, "quai")
    assert now.span
    assert now.span.of(workspace.text("quai")).startswith("Les grutiers attendent une")
    close_library(workspace)


def test_a_refused_passage_is_in_the_text_without_marks(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    file = tmp_path / "seeds" / "a.md"
    file.write_text("Un \\*mot\\* ici. Une **suite** est là.\n", encoding="utf-8")
    workspace = open_with_articles(tmp_path)
    opened_pass = passes.start(workspace, ["sujet"], name="lire")
    end = len("Un *mot* ici.")
    passes.refuse(workspace, opened_pass, "a", [Span(0, end)])
    (record,) = workspace.store.records("a", "decisions").values()
    assert record["format"] == "markdown"
    close_library(workspace)
    file.write_text("Avant. Un \\*mot\\* ici. Une **suite** est là.\n", encoding="utf-8")
    workspace = open_with_articles(tmp_path)
    refused = passes.refused_in(workspace, passes.pass_of(workspace, "lire"), "a")
    assert [(each.spans, each.state) for each in refused] == [((Span(7, 7 + end),), State.MOVED)]
    close_library(workspace)

"""How many keys a task takes, counted on the articles that come with the program."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.annotation.tagging_pass import Candidates
from reader.session.annotations.annotate import annotate
from reader.session.annotations.article_annotations import annotations_in
from reader.session.codebook import tag_edits
from reader.session.library.opening import open_library
from reader.session.library.workspace import Workspace
from reader.session.passes import passes
from reader.text.document import SKIPPED
from reader.text.span import Span
from reader.tui.app import ScolieApp
from tests.tui.app_pilot import lit, messages, settled

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLE = "refus-mexicain"


@dataclass
class Fingers:
    """Type keys and count them."""

    pilot: Pilot[None]
    keys: int = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)
        await settled(self.pilot)


@pytest.fixture
def shipped(tmp_path: Path) -> Workspace:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    workspace = open_library(tmp_path, "Ada")
    workspace.articles()
    return workspace


def sentences(workspace: Workspace) -> list[str]:
    document = workspace.document(ARTICLE)
    prose = [index for index, block in enumerate(document.blocks) if block.kind not in SKIPPED]
    return [span.of(document.text) for index in prose for span in document.sentences_of(index)]


def tagged(workspace: Workspace, tag: str) -> list[str]:
    return [
        annotation.quote for annotation in annotations_in(workspace) if tag in workspace.codebook.paths(annotation.tags)
    ]


async def test_the_lit_sentence_with_the_last_tag_takes_one_key(shipped: Workspace) -> None:
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("t", *"frontière", "enter", "j")
        fingers, sentence = Fingers(pilot), lit(pilot)
        await fingers.press("full_stop")
        assert tagged(shipped, "frontière")[1] == sentence
        assert fingers.keys == 1


async def test_the_lit_sentence_with_a_hot_tag_takes_two_keys(shipped: Workspace) -> None:
    tag_edits.new_tag(shipped, "frontière", {"key": "f"})
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        fingers = Fingers(pilot)
        await fingers.press("comma", "f")
        assert tagged(shipped, "frontière") == sentences(shipped)[:1]
        assert fingers.keys == 2


async def test_a_tag_is_taken_off_with_three_keys(shipped: Workspace) -> None:
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("t", *"frontière", "enter")
        fingers = Fingers(pilot)
        await fingers.press("t", "tab", "enter")
        assert tagged(shipped, "frontière") == []
        assert len(annotations_in(shipped)) == 1
        assert fingers.keys == 3


async def test_the_sentence_of_a_hit_takes_two_keys(shipped: Workspace) -> None:
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("t", *"frontière", "enter")
        await Fingers(pilot).press("slash", *"roupe", "enter")
        fingers = Fingers(pilot)
        await fingers.press("equals_sign", "full_stop")
        sentence = next(sentence for sentence in sentences(shipped) if "roupe" in sentence)
        assert sentence in tagged(shipped, "frontière")
        assert fingers.keys == 2


async def test_three_sentences_with_a_hot_tag_take_four_keys(shipped: Workspace) -> None:
    tag_edits.new_tag(shipped, "frontière", {"key": "f"})
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("p", "p")
        fingers = Fingers(pilot)
        at = sentences(shipped).index(lit(pilot))
        await fingers.press("J", "J", "comma", "f")
        (quote,) = tagged(shipped, "frontière")
        assert quote.split() == " ".join(sentences(shipped)[at : at + 3]).split()
        assert fingers.keys == 4


@pytest.mark.parametrize("before", [0, 1, 2])
async def test_a_new_tag_on_three_words_takes_at_most_eight_keys_and_its_name(shipped: Workspace, before: int) -> None:
    name = "diplomatie"
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("j", "j")
        fingers = Fingers(pilot)
        await fingers.press(*"w" * (before + 1), "W", "W")
        words = lit(pilot)
        await fingers.press("t", *name, "enter")
        assert tagged(shipped, name) == [words]
        assert len(words.replace("’", " ").replace("'", " ").split()) == 3
        assert fingers.keys - len(name) <= 8


@pytest.mark.parametrize("key", ["w", "b"])
async def test_a_boundary_is_mended_by_a_word_with_three_keys(shipped: Workspace, key: str) -> None:
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("j", "j", "w", "W", "W", "h")
        (before,) = annotations_in(shipped)
        fingers = Fingers(pilot)
        await fingers.press("e", key, "enter")
        (after,) = annotations_in(shipped)
        longer, shorter = sorted((before.quote, after.quote), key=len, reverse=True)
        assert longer.startswith(shorter)
        assert longer != shorter
        assert len(longer.removeprefix(shorter).split()) == 1
        assert (len(after.quote) > len(before.quote)) == (key == "w")
        assert fingers.keys == 3


async def test_a_suggestion_is_accepted_with_one_key(shipped: Workspace) -> None:
    text = shipped.text(ARTICLE)
    sentence = next(sentence for sentence in sentences(shipped) if "troupe étrangère" in sentence)
    start = text.index(sentence)
    annotate(shipped, ARTICLE, [Span(start, start + len(sentence))], ["frontière"])
    passes.start(shipped, ["frontière"], "", Candidates.SUGGESTIONS)
    async with ScolieApp(shipped).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("g", "p", "enter")
        fingers, suggested = Fingers(pilot), lit(pilot)
        await fingers.press("enter")
        assert suggested in tagged(shipped, "frontière")
        assert lit(pilot) != suggested, "and the next one is lit"
        assert fingers.keys == 1


async def test_in_a_pass_a_sentence_takes_one_key_and_so_does_leaving_it_out(shipped: Workspace) -> None:
    passes.start(shipped, ["frontière"], f"article:{ARTICLE}")
    async with ScolieApp(shipped, ARTICLE).run_test(size=(100, 30)) as pilot:
        await Fingers(pilot).press("g", "p", "enter")
        fingers = Fingers(pilot)
        await fingers.press("enter", "n", "r", "enter")
        every = sentences(shipped)
        assert tagged(shipped, "frontière") == [every[0], every[3]]
        assert lit(pilot) == every[4]
        assert fingers.keys == 4


@pytest.mark.parametrize("keys", [["g", "x", "E", "enter"], ["E", "enter"]])
async def test_what_is_shown_is_exported_with_at_most_five_keys(
    shipped: Workspace, home: Path, keys: list[str]
) -> None:
    text = shipped.text(ARTICLE)
    sentence = sentences(shipped)[0]
    annotate(shipped, ARTICLE, [Span(text.index(sentence), text.index(sentence) + len(sentence))], ["frontière"])
    async with ScolieApp(shipped).run_test(size=(100, 30)) as pilot:
        fingers = Fingers(pilot)
        await fingers.press(*keys)
        file = home / "scolie-excerpts.txt"
        assert sentence.split()[0] in file.read_text(encoding="utf-8")
        assert file.name in messages(pilot)
        assert fingers.keys <= 5

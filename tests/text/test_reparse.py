"""An edited text is read again as if it were read for the first time."""

from __future__ import annotations

import random
import unicodedata
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.text import plain
from reader.text import reparse as module
from reader.text.common_ends import Ends
from reader.text.document import Document
from reader.text.reparse import OldText, reparse, same_ends
from reader.text.table import Table
from tests.store.making import often

LINES = (
    "Le préfet promet une enquête rapide, et les grutiers attendent une réponse du ministère.", "Le quai rouvre.",
    "Les grutiers du port, mardi.", "Un intertitre nu", "Sommaire", "1. Le port", "2. La rade", "Le port", "La rade",
    "- un", "- deux", "• Le quai", "PHOTO ANNE ROY, LE PORT", "Photo : Anne Roy", "« Rien ne presse. »",
    "Anne Roy, ministre", "Publicité", "* * *", "À lire aussi : le port", "Abonnez-vous à la lettre.",
    "Contactez-nous.", "", "", "   ", "3 mars 2025", "Par Anne Le Roy", "🌊 漢字 naïf œuvre",
    "Le vent tombe : * un phare ; * une grue ; * un quai. " * 3, "Ce direct est désormais terminé. " * 20 + "Fin.",
    "une ligne sans majuscule ni point qui va jusqu’au bout de la colonne", "\tSports / Monde", "\f",
    "\fLe quai rouvre.", "\fet la rade, elle, attend.", "Le quai rouvre.\fLa rade dort.", "Le quai\u2028rouvre.", "La rade dort.\u2029Le quai rouvre.",
)  # fmt: skip
WRAPPED = "une ligne qui va jusqu’au bout de la colonne et qui continue\n" * 6


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every reach be short, so that short texts have something out of reach."""
    monkeypatch.setattr(plain, "CONTENTS", 60)
    monkeypatch.setattr(plain, "HEAD", 400)
    monkeypatch.setattr(module, "LONG_LINE", 600)
    monkeypatch.setattr(module, "_HEAD", 1500)
    monkeypatch.setattr(module, "_HEAD_LINES", 9)


def known(text: str) -> OldText:
    return OldText(text.encode(), len(text), Table.of(text, Document.read(text).blocks))


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    rng = random.Random(draw(st.integers(0, 2**32)))
    head = draw(st.sampled_from(["", "---\ntitle: Le quai\n---\n", "title: Le quai\n\n", WRAPPED]))
    prose = LINES[:2]

    def some(count: int) -> list[str]:
        return [rng.choice(LINES if rng.random() < 0.5 else prose) for _ in range(count)]

    lines = some(draw(st.sampled_from([0, 5, 150, 300, 600])))
    at = rng.randint(0, len(lines))
    gone = draw(st.sampled_from([0, 0, 1, 3, 40]))
    new = [*lines[:at], *some(draw(st.sampled_from([0, 1, 1, 3, 30]))), *lines[at + gone :]]
    joint = draw(st.sampled_from(["\n", "\n\n"]))
    texts = [head + joint.join(each) + draw(st.sampled_from(["", "\n"])) for each in (lines, new)]
    if draw(st.booleans()) and texts[1]:  # inside of a line, too
        cut = rng.randrange(len(texts[1]))
        texts[1] = texts[1][:cut] + rng.choice(["x", "", "\n", "\n\n", " « é", "```\n"]) + texts[1][cut + 1 :]
    return texts[0], texts[1]


@settings(max_examples=often(150, 2000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits())
def test_read_again_is_read_anew(edit: tuple[str, str]) -> None:
    old, new = edit
    found = reparse(known(old), new.encode())
    if found is None:
        return
    assert list(found.known.table.numbers) == list(known(new).table.numbers)
    assert found.known.length == len(new)
    assert found.ends == Ends.of(old, new)


@pytest.mark.parametrize("where", [0, 0.3, 0.6, 1])
def test_little_is_judged_anew(where: float, monkeypatch: pytest.MonkeyPatch) -> None:
    line = LINES[0]
    lines = [f"{number}. {line}" if number % 3 == 0 else line for number in range(600)]
    at = int(where * len(lines))
    old, new = "\n\n".join(lines), "\n\n".join([*lines[:at], "Une ligne de plus.", *lines[at:]])
    looked: list[int] = []
    really = unicodedata.is_normalized

    def looking(form: Literal["NFC"], text: str) -> bool:
        looked.append(len(text))
        return really(form, text)

    monkeypatch.setattr(unicodedata, "is_normalized", looking)
    found = reparse(known(old), new.encode(), most=8_000)
    assert found is not None
    assert max(looked) < 8_000 < len(new)
    assert list(found.known.table.numbers) == list(known(new).table.numbers)


@pytest.mark.parametrize("new", ["\ufeffLe quai", "Le\r\nquai", "Le\0quai", "Le quai e\u0301"])
def test_what_is_not_canonical_is_not_taken_over(new: str) -> None:
    assert reparse(known("Le quai"), new.encode()) is None


def test_what_is_not_utf8_is_not_taken_over() -> None:
    assert reparse(known("Le quai"), b"Le quai \xff") is None


@given(st.text(st.sampled_from("aéê漢𝄞"), max_size=12), st.text(st.sampled_from("aéê漢𝄞"), max_size=12))
def test_ends_are_whole_characters(old: str, new: str) -> None:
    before, after = same_ends(old.encode(), new.encode())
    one, other = ((data[:before].decode(), data[len(data) - after :].decode()) for data in (old.encode(), new.encode()))
    assert one == other
    assert before + after <= min(len(old.encode()), len(new.encode()))
    start, end = len(one[0]), len(one[1])
    rest = old[start : len(old) - end], new[start : len(new) - end]
    assert not (rest[0] and rest[1]) or (rest[0][0] != rest[1][0] and rest[0][-1] != rest[1][-1])


def test_the_ends_of_long_texts() -> None:
    old = b"x" * 300_000 + b"a" + b"y" * 200_000
    new = b"x" * 300_000 + b"bcd" + b"y" * 200_000
    assert same_ends(old, new) == (300_000, 200_000)
    assert same_ends(old, old) == (0, len(old))

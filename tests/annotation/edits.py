"""Articles, and edits of them as publishers make them; every letter of an edited text knows where it comes from.

So the right answer of anchoring is known and not guessed: `Draft.truth` is where the letters of a passage stand now.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from hypothesis import strategies as st

from reader.text.span import Span

NOUNS = (
    "port quai phare vent maire digue navire criée préfet marée filet équipage chantier syndicat rapport bassin".split()
)
VERBS = "attend refuse demande promet répare vend quitte défend dénonce signe retarde soutient examine".split()
QUALITIES = "ancien rapide breton public grave nouveau municipal fragile sévère discret lourd calme".split()
ENDS = (
    "avant l’hiver,dès lundi,sans un mot,malgré la pluie,à Lorient,pour deux ans,en silence,contre toute attente".split(
        ","
    )
)
SYLLABLES = "ker va dec lo ri ent mor bi han gui plou gas tel ros".split()
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[^\n]*?(?:[.!?](?: »)?(?=\s|$)|(?=\n|$))")


def sentence(dice: random.Random) -> str:
    """Return a sentence of ten to twenty words, which another may share half of."""

    def clause() -> str:
        first, second = dice.sample(NOUNS, 2)
        second = f"{second} de {''.join(dice.choices(SYLLABLES, k=3)).capitalize()}"
        return f"le {first} {dice.choice(QUALITIES)} {dice.choice(VERBS)} le {second} {dice.choice(QUALITIES)} {dice.choice(ENDS)}"

    told = f"{clause()}, et {clause()}".capitalize()
    return (
        f"« {told} », dit-on en {dice.randint(1900, 2030)}."
        if dice.random() < 0.3
        else f"{told} en {dice.randint(1900, 2030)}."
    )


def article(dice: random.Random) -> str:
    """Return an article of six to ten paragraphs under a headline, with a caption."""
    paragraphs = [" ".join(sentence(dice) for _ in range(dice.randint(1, 4))) for _ in range(dice.randint(6, 10))]
    paragraphs.insert(0, sentence(dice)[:60].rstrip())
    paragraphs.insert(dice.randint(2, 4), f"Le {dice.choice(NOUNS)} vu du ciel. PHOTO {dice.choice(NOUNS).upper()}")
    return "\n\n".join(paragraphs)


@dataclass
class Draft:
    """A text whose letters know their place in the first version; -1 for those that are new."""

    text: str
    origins: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.origins = list(range(len(self.text)))

    def put(self, span: Span, words: str) -> None:
        """Put new words where a span is."""
        self.text = self.text[: span.start] + words + self.text[span.end :]
        self.origins[span.start : span.end] = [-1] * len(words)

    def move(self, span: Span, to: int) -> None:
        """Move a span before a place that is not inside it."""
        words, origins = span.of(self.text), self.origins[span.start : span.end]
        self.put(span, "")
        to -= len(span) if to > span.start else 0
        self.put(Span(to, to), words)
        self.origins[to : to + len(words)] = origins

    def paragraphs(self) -> list[Span]:
        """Return the paragraphs with the blank lines behind them."""
        return [Span(*match.span()) for match in re.finditer(r"[^\n]+\n*", self.text)]

    def sentences(self) -> list[Span]:
        """Return the sentences with the blank behind them."""
        return [Span(*match.span()) for match in re.finditer(SENTENCE.pattern + r"\s*", self.text) if match[0].strip()]

    def words(self) -> list[Span]:
        """Return the words."""
        return [Span(*match.span()) for match in WORD.finditer(self.text)]

    def truth(self, span: Span) -> list[Span]:
        """Return where the letters of ``span`` of the first version stand, run by run, in the order of the text."""
        here = [at for at, origin in enumerate(self.origins) if span.holds(origin)]
        runs = [[at for _, at in run] for _, run in groupby(enumerate(here), lambda pair: pair[1] - pair[0])]
        return [Span(run[0], run[-1] + 1) for run in runs]


Edit = Callable[[Draft, random.Random], None]


def insert_paragraphs(draft: Draft, dice: random.Random) -> None:
    for _ in range(3):
        at = dice.choice(draft.paragraphs()).start
        draft.put(Span(at, at), f"{sentence(dice)} {sentence(dice)}\n\n")


def append_a_correction(draft: Draft, dice: random.Random) -> None:
    spot = dice.choice(draft.words())
    draft.put(spot, "corrigé")
    end = len(draft.text)
    draft.put(
        Span(end, end), f"\n\nCorrection. Une version précédente disait : {spot.of(draft.text)}. {sentence(dice)}"
    )


def remove_the_caption(draft: Draft, _dice: random.Random) -> None:
    for paragraph in [paragraph for paragraph in draft.paragraphs() if "PHOTO" in paragraph.of(draft.text)]:
        draft.put(paragraph, "")


def change_the_headline(draft: Draft, dice: random.Random) -> None:
    first = draft.paragraphs()[0]
    draft.put(Span(0, first.end), f"{sentence(dice)[:50]}\n\n")


def put_a_summary_on_top(draft: Draft, dice: random.Random) -> None:
    told = [
        sentence.of(draft.text).strip() for sentence in dice.sample(draft.sentences(), min(2, len(draft.sentences())))
    ]
    draft.put(Span(0, 0), "\n".join(f"- {item}" for item in told) + "\n\n")


def join_and_split_paragraphs(draft: Draft, dice: random.Random) -> None:
    for match in reversed(list(re.finditer(r"\n\n", draft.text))):
        if dice.random() < 0.4:
            draft.put(Span(*match.span()), " ")
    for spot in reversed(draft.sentences()):
        if dice.random() < 0.3:
            draft.put(Span(spot.start, spot.start), "\n\n")


def set_in_other_type(draft: Draft, _dice: random.Random) -> None:
    for old, new in (("« ", "“"), (" »", "”"), ("’", "'"), (" ", "\u00a0")):
        for match in reversed(list(re.finditer(old, draft.text))):
            kept = draft.origins[match.start()]
            draft.put(Span(*match.span()), new)
            draft.origins[match.start()] = kept


def move_a_paragraph(draft: Draft, dice: random.Random) -> None:
    paragraphs = draft.paragraphs()[1:-1]
    if len(paragraphs) < 2:
        return  # other edits have left too few
    paragraph, other = dice.sample(paragraphs, 2)
    draft.move(paragraph, other.start)


def put_the_newest_first(draft: Draft, dice: random.Random) -> None:
    """Turn the paragraphs of a live report over, and add one."""
    for number in range(1, len(draft.paragraphs()) - 1):
        paragraphs = draft.paragraphs()
        draft.move(paragraphs[-2], paragraphs[number].start) if number < len(paragraphs) - 2 else None
    insert_paragraphs(draft, dice)


def move_a_sentence(draft: Draft, dice: random.Random) -> None:
    sentences = draft.sentences()[:-1]
    if len(sentences) < 2:
        return
    first, second = dice.sample(sentences, 2)
    draft.move(first, second.start)


def correct_slips(draft: Draft, dice: random.Random) -> None:
    for word in reversed(draft.words()):
        if len(word) > 4 and dice.random() < 0.06:
            at = dice.randrange(word.start + 1, word.end - 1)
            draft.put(Span(at, at + 1), dice.choice(["", "e", "ss"]))


def reword_sentences(draft: Draft, dice: random.Random) -> None:
    for _ in range(2):
        target = dice.choice(draft.sentences())
        draft.put(Span(target.start, target.start + len(target.of(draft.text).rstrip())), sentence(dice))


def remove_sentences(draft: Draft, dice: random.Random) -> None:
    for _ in range(3):
        draft.put(dice.choice(draft.sentences()), "")


def remove_paragraphs(draft: Draft, dice: random.Random) -> None:
    for _ in range(2):
        draft.put(dice.choice(draft.paragraphs()), "")


def correct_a_name_everywhere(draft: Draft, dice: random.Random) -> None:
    name = dice.choice(NOUNS)
    for match in reversed(list(re.finditer(rf"\b{name}\b", draft.text))):
        draft.put(Span(*match.span()), "Kervadec")


def bring_up_to_date(draft: Draft, dice: random.Random) -> None:
    for match in reversed(list(re.finditer(r"\d+", draft.text))):
        draft.put(Span(*match.span()), str(dice.randint(100, 9999)))


BESIDE: list[Edit] = [
    insert_paragraphs, remove_the_caption, change_the_headline, put_a_summary_on_top,
    join_and_split_paragraphs, set_in_other_type,
]  # fmt: skip
"""Edits that put no word of what is left into another order."""

EDITS: list[Edit] = [
    *BESIDE, append_a_correction, move_a_paragraph, put_the_newest_first, move_a_sentence, correct_slips, reword_sentences,
    remove_sentences, remove_paragraphs, correct_a_name_everywhere, bring_up_to_date,
]  # fmt: skip


DICE = st.integers(0, 10**9).map(random.Random)


def passage(draft: Draft, dice: random.Random, most: int = 40) -> Span:
    """Return from one word to ``most`` in a row."""
    words = draft.words()
    first = dice.randrange(len(words))
    return words[first].hull(words[min(len(words) - 1, first + dice.randint(0, most))])

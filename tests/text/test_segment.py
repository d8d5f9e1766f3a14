"""What ends a sentence and what does not, as a reader would say it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.document import Document
from reader.text.segment import count_words, cuts, words
from reader.text.span import Span

ONE = [
    "M. Blanchet a rencontré MM. Roy et Petit.",
    "Mme Laurent cite le n° 5 et l’art. 5 de la p. 12.",
    "Le temple date de 52 av. J.-C. et tient debout.",
    "Selon J.-L. Moreau et A. B. Simon, rien n’est sûr.",
    "Chaque abonné.e.s reçoit la lettre.",
    "La séance ouvre à 20 h. 30 dans la salle.",
    "On compte 2.5 millions d’entrées et 3,4 de sorties.",
    "Voir https://exemple.org/a.b?c=D. et la suite",
    "Le portail Yahoo! a fermé ce service.",
    "(Genève) Les délégués sont partis.",
    "« Oui ! » dit-il.",
    "« Viens ! » — murmura la voix.",
    "Il a lancé « Jamais. Pas question. » devant la salle.",
    "The U.S. government met Mr. Smith of Acme Corp. Monday.",
    "Hésitant… puis ferme.",
    "Hésitant… \u200bpuis ferme.",
    "Le port, le quai, etc. \u200b\u200fpuis la grue.",
    "Er kam am 3. Mai.",
    "Am 3. Mai 2024 kam er.",
    "3. Mai 2024 war es.",
    "Er blieb vom 3. bis zum 5. August dort.",
    "Er kam am 1. Februar, Montag, 3. Mai, und am 3./4. November.",
    "Er kam am 3. Okt. 2024 an.",
    "Er rief „Nie. Niemals.“ in den Saal.",
    "“Is the port open?” Mr Roy asked.",
    '"Open the port!" the old harbour master shouted, and left.',
    "He called it ‘the end. The very end.’ in the hall.",
]
TWO = [
    "« Non. » Il partit.",
    "Il vint. Elle resta.",
    "Er kam am 3. Mai. Sie ging.",
    "3. Mai. Danach ging er.",
    "Le score est de 3 à 3. Mai sera long.",
    "Il a fini en 2023. Juli Zeh a écrit.",
    "Ils en ont lu 3. August a souri.",
    "»Wie froh bin ich.« Das hatte er geschrieben.",
    "»Wie froh bin ich!« »Und du?«",
    "„Wie froh bin ich.“ Das hatte er geschrieben.",
    "Il est parti.« Elle est restée. »",
    "« Oui », dit-il enfin.« Elle est restée. »",
    "Qui sait ? Personne.",
    "Le roi mourut en 52 av. J.-C. Il avait régné.",
    "Tout est dit… Le reste suivra.",
    "C’est fini.[3] Le public sort.",
    "She said “No.” He left.",
    "“Is the port open?” The mayor said nothing of it.",
    "“Is the port open?” But she asked.",
    "“Is the port open?” He said, and left.",
    "She said ‘No. Never.’ He left.",
    "In the ‘90s the port was his. It was the workers’ port.",
    "It was the dockers’ port. Then came the owners’ turn.",
    "‘Tis the dockers’ port. Then came the owners’ turn.",
    "他来了。她走了。",
    "他来了｡她走了｡",
    "विपक्ष ने विरोध किया। क्यों?",
    "रामः गच्छति॥सीता पश्यति॥",
    "Նա եկավ։ Նա գնաց։",
    "သူ လာသည်။ သူမ သွားသည်။",
    "Quoi‼ Il est parti.",
    "Vraiment ⁉ Il est parti.",
    "Il est fini.\u200b Une autre commence.",
    "Est-ce fini ?\u2069 \u200fUne autre commence.",
    "Il a dit « fini.\u200b »\u2060 Une autre commence.",
]


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in Document.read(text).sentences()]


@pytest.mark.parametrize("text", ONE)
def test_is_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_the_day_of_a_german_date_ends_no_sentence_at_the_start_or_end_of_a_line() -> None:
    lines = [
        "Der Minister kam nach einer langen Reise durch viele Länder des",
        "Südens, von der man ihm seit Jahren immer wieder abriet, am",
        "3. Mai in Berlin an, wo man ihn seit Tagen erwartet hatte, und",
        "sprach dort zu allen. Dann ging er weiter und blieb bis zum 5.",
        "Mai. Die Stadt wartete auf ihn.",
    ]
    assert [len(sentence.split("\n")) for sentence in sentences("\n".join(lines))] == [4, 2, 1]


@pytest.mark.parametrize("number", ["1. Juli Zeh a écrit. Elle dort.", "3. August Bebel a parlé. Il dort."])
def test_the_number_before_a_name_is_that_of_a_list(number: str) -> None:
    assert sentences(number)[0].startswith(number[3])


@pytest.mark.parametrize("text", TWO)
def test_is_two_sentences(text: str) -> None:
    assert len(sentences(text)) == 2


def test_a_quotation_keeps_its_closing_mark() -> None:
    assert sentences("Il a dit : « Demain. » Elle a ri.") == ["Il a dit : « Demain. »", "Elle a ri."]


def test_a_long_quotation_is_cut_at_its_sentences() -> None:
    long = "mot " * 40
    assert len(sentences(f"« {long.strip()}. Et {long.strip()}. »")) == 2


NUMERALS = "I II. III IV. IX. XIV. XLII MCMXIV. 3. 12. 103. A. b. 1.2. 1.2.3. II.B. §4. iv. ii."


@pytest.mark.parametrize(
    "numeral",
    [
        *(each.rstrip(".") + "." for each in NUMERALS.split()),
        "§ 4.",
        "§§ 4.",
        "**II.**",
        "_3._",
        "Art. 3.",
        "Article 12.",
        "CHAPITRE II.",
        "Section 1.2.",
    ],
)
def test_a_numeral_at_the_start_of_a_line_is_not_a_sentence(numeral: str) -> None:
    first, second = sentences(f"{numeral} Les causes de la grève restent obscures. Il pleut.")
    assert first.removeprefix(f"{numeral} ") == "Les causes de la grève restent obscures." and second == "Il pleut."
    wrapped = "une ligne qui va jusqu’au bout de la colonne et qui continue\n" * 5 + "et finit."
    behind = f"{numeral} Les causes restent obscures."
    # A small letter does not begin a sentence inside a block.
    assert sentences(f"{wrapped}\n{behind}") == (
        [f"{wrapped}\n{behind}"] if numeral[0].islower() else [wrapped, behind]
    )
    assert sentences(f"> {numeral} Le port.\n>\n> Fin.")[0] == f"> {numeral} Le port."


@pytest.mark.parametrize(
    "text",
    [
        "Le roi Louis XIV. Il mourut.",
        "Il en reste 12. Le port ferme.",
        "Voir le plan B. Les autres suivent.",
        "Oui. Le port ferme.",
        "1914. Le pays entre en guerre.",
        "II! Le port ferme.",
    ],
)
def test_a_numeral_elsewhere_may_end_a_sentence(text: str) -> None:
    assert len(sentences(text)) == 2


def test_a_numeral_that_a_wrapped_line_begins_with_may_end_a_sentence() -> None:
    wrapped = "une ligne qui va jusqu’au bout de la colonne et qui continue\n" * 5 + "sous le règne de Louis\nXIV."
    assert sentences(f"{wrapped} Le roi mourut.") == [wrapped, "Le roi mourut."]


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "Le chat",
            " dort",
            ". ",
            "! ",
            " ?",
            "« ",
            " »",
            "M. ",
            "Il",
            " \n",
            "\n\n",
            "* ",
            "a",
            "…",
            "5",
            "“",
            "” ",
            "II. ",
            "\nA. ",
            "3.1. ",
            "\u200b",
            "।",
            "。",
            "⁉",
            "؟",
        ]
    )
).map("".join)


@given(FRAGMENTS)
def test_sentences_and_gaps_cover_each_block(text: str) -> None:
    document = Document.read(text)
    for index, block in enumerate(document.blocks):
        assert len(block.span)
        spans = document.sentences_of(index)
        assert document.count_sentences(index) == len(spans)
        assert all(block.span.covers(span) and len(span) for span in spans)
        assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
        for left, right in itertools.pairwise(spans):
            assert not text[left.end : right.start].strip()
        if spans:
            assert spans[-1].end == block.span.end


@given(FRAGMENTS, st.integers(1, 9))
def test_stretches_find_what_a_full_scan_finds(text: str, size: int) -> None:
    block = Span(0, len(text))
    whole = list(cuts(text, block, 0, len(text)))
    assert [cut for start in range(0, len(text), size) for cut in cuts(text, block, start, start + size)] == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’Europe d’aujourd’hui", ["l’", "Europe", "d’", "aujourd’hui"]),
        ("porte-parole adjointe", ["porte-parole", "adjointe"]),
        ("520\u00a0000 voix, 2,5 %", ["520\u00a0000", "voix", "2,5"]),
        ("don't go", ["don't", "go"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.of(text) for word in words(text, Span(0, len(text)))] == expected


PIECES = st.lists(
    st.sampled_from(
        [
            *"le port l’eau d'or aujourd’hui don't porte-parole U.S. fini.Il 10 000 1234 3,5 3. 2025 12% a1 b_2 漢字 かな — « ».".split(),
            " ",
            " ",
            "\xa0",
            "\u202f",
            "\n",
            "  ",
            "’",
            ".",
            "٠",
            "à",
        ]
    )
).map("".join)


@given(PIECES | st.text(), st.integers(0, 20), st.integers(0, 20))
def test_words_are_counted_as_they_are_found(text: str, before: int, behind: int) -> None:
    within = Span(min(before, len(text)), max(min(before, len(text)), len(text) - behind))
    assert count_words(text, within) == len(list(words(text, within)))


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\u202f", "\n", "", ". "])
def test_words_of_a_long_text_are_counted_in_parts(gap: str) -> None:
    text = gap.join(["10 000", "quai", "l’eau", "123"] * 12_000)  # more than one part
    assert count_words(text, Span(0, len(text))) == len(list(words(text, Span(0, len(text)))))

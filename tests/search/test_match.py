"""Phrases are found whatever the accents, at exact places, all or none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import match
from reader.search.match import hits, hits_while, search
from reader.text.finding import searchable
from reader.text.fold import Folded, fold_key


def quotes(text: str, *phrases: str) -> list[str]:
    return [span.of(text) for span in hits(searchable(text), phrases)]


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "phrase", "found"),
        [
            ("Un œuf dur", "oeuf", ["œuf"]),
            ("Un oeuf dur", "œuf", ["oeuf"]),
            ("die Straße dort", "STRASSE", ["Straße"]),
            ("le cœur", "coe", ["cœ"]),
            ("le cœur", "co", []),
            ("œee", "ee", ["ee"]),  # the half of a letter does not hide the hit after it
            ("un a\u0302ge d’or", "âge", ["a\u0302ge"]),
            ("la sou\u00adve\u00adrai\u00adneté", "souveraineté", ["sou\u00adve\u00adrai\u00adneté"]),
            ("la souve\u00ad raineté", "souve raineté", ["souve\u00ad raineté"]),
            ("Aujourd’hui et aujourd'hui", "aujourd’hui", ["Aujourd’hui", "aujourd'hui"]),
            ("la mer\u00ad, puis", "mer", ["mer"]),
        ],
    )
    def test_spans_are_exact(self, text: str, phrase: str, found: list[str]) -> None:
        assert quotes(text, phrase) == found

    def test_accents_case_and_ligatures_do_not_count(self) -> None:
        assert quotes("L’Été au cœur de l’ÉTÉ", "ete") == ["Été", "ÉTÉ"]
        assert quotes("Un chœur", "CHOEUR") == ["chœur"]

    def test_decomposed_letters_are_taken_whole(self) -> None:
        assert quotes("un e\u0301te\u0301 sec", "été") == ["e\u0301te\u0301"]

    def test_quotes_spaces_and_dashes_are_alike(self) -> None:
        text = "l’île\u00a0: vingt\u202f000 – oui"
        assert quotes(text, "l'ile : vingt 000 - oui") == [text]

    def test_all_phrases_or_nothing(self) -> None:
        text = "Le pont, puis le quai."
        assert quotes(text, "quai", "pont") == ["pont", "quai"]
        assert quotes(text, "quai", "gare") == []
        assert quotes(text) == []

    def test_overlaps_keep_the_first_and_the_longest(self) -> None:
        assert quotes("le port franc", "port", "port franc", "franc") == ["port franc"]
        assert quotes("aaaa", "aa") == ["aa", "aa"]


texts = st.text("aàbÀ’'œoe\u0301 \u00a0-–")


@given(texts, st.lists(texts, max_size=3))
def test_hits_are_sorted_disjoint_and_read_as_a_phrase(text: str, phrases: list[str]) -> None:
    found = hits(searchable(text), phrases)
    wanted = {fold_key(phrase).strip() for phrase in phrases}
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(any(phrase in fold_key(span.of(text)) for phrase in wanted) for span in found)


@given(texts, st.data())
def test_any_part_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    if fold_key(part).strip():
        assert hits(searchable(text), [part])


@given(texts, st.lists(texts, max_size=3))
def test_a_search_gives_the_hits(text: str, phrases: list[str]) -> None:
    assert search(text, phrases) == hits(searchable(text), phrases)


def test_only_a_text_with_all_phrases_is_folded_with_the_way_back(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def noted(text: str) -> Folded:
        folded.append(text)
        return searchable(text)

    monkeypatch.setattr(match, "searchable", noted)
    assert search("Le pont", ["gare"]) == search("Le pont", ["pont", "gare"]) == []
    assert folded == []
    assert search("Le pont", ["pont"]) and folded == ["Le pont"]


MANY = st.text(alphabet=st.sampled_from(list("aAéœœe ’\u00ad\u0301\n")), max_size=300)


@given(MANY, MANY.map(lambda text: text[:3]))
def test_hits_that_take_little_room_are_the_same(text: str, phrase: str) -> None:
    found = hits_while(searchable(text), phrase, lambda: True)
    assert found is not None
    assert list(found) == hits(searchable(text), [phrase])
    assert found[1:3] == tuple(list(found)[1:3])


def test_nobody_waits_for_hits_that_are_no_longer_asked_for() -> None:
    left = iter([True, True, False])
    assert hits_while(searchable("a" * 10_000), "a", lambda: next(left)) is None

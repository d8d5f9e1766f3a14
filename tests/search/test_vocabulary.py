"""The words of many entries: slips are found as if every word had been compared."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from reader.search import likeness
from reader.search.vocabulary import Vocabulary

words = st.text("abc", min_size=1, max_size=6)


def compared(token: str, known: set[str]) -> dict[str, float]:
    """Return the words a few edits from the token, only one where the first letter is another."""
    found: dict[str, float] = defaultdict(float)
    beginnings = range(max(3, len(token) - 1), len(token) + 2)
    for word in known:
        for cut in {word, *(word[:length] for length in beginnings if len(word) > length)}:
            distance = OSA.distance(token, cut)
            if distance <= (likeness.slips_allowed(token) if cut[0] == token[0] else 1):
                quality = likeness.slip(token, cut, distance, whole=cut == word)
                found[word] = max(found[word], quality)
    return found


class TestSlips:
    @given(st.sets(words, min_size=8, max_size=40), st.text("abc", min_size=3, max_size=8))
    def test_as_if_every_word_were_compared(self, known: set[str], token: str) -> None:
        found: dict[str, float] = defaultdict(float)
        for quality, alike in Vocabulary([(sorted(known), [])]).slips(token):
            for word in alike:
                found[word] = max(found[word], quality)
        assert found == compared(token, known)

    def test_two_letters_are_too_few_for_a_slip(self) -> None:
        assert Vocabulary([(["ab", "abc"], [])]).slips("ac") == []


class TestFits:
    @given(st.sets(words, min_size=1, max_size=40), st.text("abc", min_size=1, max_size=4))
    def test_beginnings_are_as_good_as_each_by_itself(self, known: set[str], token: str) -> None:
        fits = Vocabulary([(sorted(known), [])]).fits(token)
        begun: dict[str, float] = defaultdict(float)
        for quality, alike in fits:
            for word in filter(lambda word: word.startswith(token), alike):
                begun[word] = max(begun[word], quality)
        assert begun == {word: likeness.begun(token, word) for word in known if word.startswith(token)}


class TestEntries:
    def test_a_word_of_the_title_counts_more(self) -> None:
        vocabulary = Vocabulary([(["port"], ["quai"]), (["quai"], ["port"]), (["port"], ["port"])])
        found = vocabulary.entries(vocabulary.fits("port"))
        assert found == {0: 1.0, 1: likeness.OTHER_FIELD, 2: 1.0}

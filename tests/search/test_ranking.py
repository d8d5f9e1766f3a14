from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.search.ranking import TELLING, Ranking, as_written, words_of
from reader.search.stop_words import ENGLISH, FRENCH
from reader.text.fold import fold_key

SENTENCES = (
    "La souveraineté des frontières est invoquée par le ministre.",
    "Le port rouvre ses quais aux grutiers.",
    "Le ministre parle de ses vacances.",
    "Des frontières, encore des frontières !",
    "La souveraineté nationale prime, dit le député.",
    "Le vent tombe sur la mer.",
)


def ranking(sentences: tuple[str, ...] = SENTENCES, language: str = "fr") -> Ranking:
    made = Ranking()
    for sentence in sentences:
        made.add(words_of(sentence, language))
    return made


def test_what_shares_telling_words_comes_first_and_says_which() -> None:
    found = ranking().most_like({0}, {1, 2, 3, 4, 5}, 10)
    assert {one.number for one in found} == {2, 3, 4}
    assert found[0].number == 3, "a word said twice in a short sentence weighs most"
    assert [word for word, _ in found[0].words] == ["frontieres"]


def test_a_word_of_all_given_sentences_weighs_more_than_one_of_some() -> None:
    weights = ranking().weights({0, 4})
    assert next(iter(weights)) == "souverainete"
    assert weights["souverainete"] > weights["frontieres"]
    assert "vent" not in weights


def test_stop_words_are_those_of_the_language() -> None:
    assert words_of("Or, le fils a son car et il est là.", "fr") == ["fils"]
    assert words_of("The son sat in his car, or so they say.", "en-GB") == ["son", "sat", "car"]
    assert "car" not in words_of("car", "")


def test_stop_words_are_folded_and_there() -> None:
    for words in (FRENCH, ENGLISH):
        assert len(words) > 150
        assert {fold_key(word) for word in words} == words


def test_words_are_returned_as_they_are_written() -> None:
    assert as_written("L’Œuvre des Frontières", ["frontieres", "oeuvre", "rien"]) == ["frontières", "œuvre", "rien"]


WORDS = st.lists(st.sampled_from("mer vent port quai phare sel digue".split()), max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_a_ranking_is_ordered_explained_and_keeps_to_what_was_asked(
    sentences: list[list[str]], data: st.DataObject
) -> None:
    made = Ranking()
    numbers = [made.add(words) for words in sentences]
    like = data.draw(st.sets(st.sampled_from(numbers)))
    among = set(numbers) - like
    found = made.most_like(like, among, 5)
    assert {one.number for one in found} <= among
    assert len(found) <= 5
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        assert abs(sum(part for _, part in one.words) - one.score) < 1e-9
        assert all(part > 0 for _, part in one.words)
        assert {word for word, _ in one.words} <= set(sentences[one.number])
        assert {word for word, _ in one.words} <= {word for at in like for word in sentences[at]}


def test_of_two_sentences_with_a_word_the_shorter_is_more_about_it() -> None:
    made = Ranking()
    for words in (["phare"], ["phare", *"mer vent quai sel digue port".split()], ["phare", "sel"], ["chat"], ["chien"]):
        made.add(words)
    assert [one.number for one in made.most_like({0}, {1, 2}, 2)] == [2, 1]


def test_only_the_words_that_tell_most_rank() -> None:
    made = Ranking()
    many = [f"mot{number}" for number in range(2 * TELLING)]
    for words in (many, ["chat"], ["chien"]):
        made.add(words)
    assert len(made.weights({0})) == TELLING

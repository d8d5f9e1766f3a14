"""A few letters find the entry that is meant; the laws of the ranking."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.jump import Entry, JumpIndex
from reader.search.likeness import WORD
from reader.text.fold import fold_key
from tests.bench.jump_ranking import NOUNS, Queries, rank, title
from tests.store.making import often

TITLES = (
    "Le Pérou refuse le pacte des îles",
    "L’œuvre inachevée du sénateur",
    "Refus",
    "Refus d’un traité : le Sénat s’inquiète",
    "Tempête sur la côte, le port fermé",
    "The harbour that nobody wanted",
    "À Malona, l’usine ferme",
    "Porter la voix des pêcheurs",
    "Aujourd’hui, l’école reprend",
)
INDEX = JumpIndex(Entry(str(n), text) for n, text in enumerate(TITLES))


def found(query: str, index: JumpIndex = INDEX, limit: int = 20) -> list[str]:
    return [TITLES[int(match.id)] for match in index.best(query, limit)]


def lit(query: str) -> list[str]:
    match = INDEX.best(query)[0]
    return [span.of(TITLES[int(match.id)]) for span in match.lit()]


class TestFinding:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("perou", 0),
            ("iles perou", 0),
            ("lprlp", 0),
            ("prpi", 0),
            ("perpac", 0),
            ("prou", 0),
            ("oeuvre", 1),
            ("senateru", 1),
            ("inacheve oeuvr", 1),
            ("refus", 2),
            ("refus senat", 3),
            ("senat refus", 3),
            ("port", 4),
            ("tmpt", 4),
            ("tempete cote", 4),
            ("tenpete", 4),
            ("harbor", 5),
            ("l'usine", 6),
            ("lusine", 6),
            ("malonna", 6),
            ("voix pecheur", 7),
            ("aujourdhui", 8),
            ("ecole zzzz reprend", 8),
            ("nobodywantde", 5),
        ],
    )
    def test_the_right_one_is_on_top(self, query: str, first: int) -> None:
        assert found(query)[0] == TITLES[first]

    def test_an_empty_query_answers_in_order(self) -> None:
        assert found("") == list(TITLES)
        assert found("  ", limit=2) == list(TITLES[:2])

    def test_signs_alone_are_looked_for_as_they_are(self) -> None:
        assert found(":") == [TITLES[3]]
        assert found("§") == []

    def test_what_fits_nothing_finds_nothing(self) -> None:
        assert found("zzzzqq") == []

    def test_source_and_file_name_find_too_but_after_titles(self) -> None:
        index = JumpIndex(
            [Entry("a", "Un", "La Gazette 0042-marche.txt"), Entry("b", "La gazette des autres"), Entry("c", "Trois")]
        )
        assert [match.id for match in index.best("gazette")] == ["b", "a"]
        assert [match.id for match in index.best("0042")] == ["a"]
        assert index.best("marche")[0].lit() == ()

    def test_what_was_pasted_is_taken_as_written(self) -> None:
        long = "Un très long titre " * 8
        index = JumpIndex([Entry("a", "Court"), Entry("b", long)])
        assert [match.id for match in index.best(long)] == ["b"]
        assert [match.id for match in index.best(long + "et sa faute")] == ["b"]
        assert index.best("x" * 5000) == []

    def test_an_index_of_nothing(self) -> None:
        assert JumpIndex([]).best("x") == JumpIndex([]).best("") == []

    def test_tags_and_commands_are_entries_too(self) -> None:
        index = JumpIndex(
            [Entry("1", "souveraineté/frontières"), Entry("2", "frontières"), Entry("3", "Theme: change")]
        )
        assert index.best("souv front")[0].id == "1"
        assert index.best("frontieres")[0].id == "2"
        assert index.best("cht")[0].id == "3"

    def test_what_was_prepared_answers_as_what_was_not(self) -> None:
        prepared = JumpIndex(Entry(str(n), text) for n, text in enumerate(TITLES))
        prepared.prepare()
        for query in ("tenpete", "mpete", "malonna", "zzzzqq"):
            assert prepared.best(query) == JumpIndex(Entry(str(n), text) for n, text in enumerate(TITLES)).best(query)

    def test_other_scripts(self) -> None:
        index = JumpIndex([Entry("1", "漢字と仮名"), Entry("2", "Привет, мир"), Entry("3", "…!")])
        assert index.best("仮名")[0].id == "1"
        assert index.best("мир привет")[0].id == "2"
        assert index.best("...")[0].id == "3"


class TestOrder:
    @pytest.mark.parametrize(
        ("query", "better", "worse"),
        [
            ("port franc", "Un port franc là", "Port ou un franc"),  # together before apart
            ("franc port", "Port ou un franc", "Un port ou franc"),  # on top before further in
            ("loi chemin", "La loi du chemin", "Chemin du lointain"),  # whole words before a better place
        ],
    )
    def test_where_equal_words_stand_decides(self, query: str, better: str, worse: str) -> None:
        for library in ([better, worse], [worse, better]):
            assert library[int(index_of(library).best(query)[0].id)] == better

    def test_among_many_equals_the_first_come_first(self) -> None:
        index = index_of([f"{number} port" for number in range(1000, 1500)])
        assert [match.id for match in index.best("port", 50)] == [str(number) for number in range(50)]

    @pytest.mark.parametrize(
        ("wanted", "typed", "damaged"),
        [
            ("œuf câble", "œжж câжle", "жжж câжle"),
            ("conseil dépêche œuf baie câble", "conseжl жжpêche œжж baiж câble", "conseжl жжpêche жжж baiж câble"),
        ],
    )
    def test_a_ligature_lost_is_damage_too(self, wanted: str, typed: str, damaged: str) -> None:
        index = index_of([wanted])
        assert index.best(typed)[0].score >= index.best(damaged)[0].score > 0


class TestLight:
    def test_the_letters_typed_are_lit(self) -> None:
        assert lit("perou pact") == ["Pérou", "pact"]
        assert lit("oeuvr") == ["œuvr"]
        assert lit("aujourdhui") == ["Aujourd", "hui"]
        assert lit("senateur inach") == ["inach", "sénateur"]

    def test_initials_are_lit(self) -> None:
        assert lit("lprlp") == ["L", "P", "r", "l", "p"]

    def test_a_slip_lights_what_is_right(self) -> None:
        assert lit("tenpete") == ["Te", "pête"]


words = st.sampled_from([*NOUNS[:40], "l’eau", "Été", "œuf", "12", "C++"])
titles = st.lists(words, min_size=1, max_size=6).map(" ".join)
libraries = st.lists(titles, min_size=1, max_size=12)
queries = st.one_of(st.text("aeéilnrstp ’1", max_size=12), titles)


def index_of(library: list[str]) -> JumpIndex:
    return JumpIndex(Entry(str(n), text) for n, text in enumerate(library))


class TestLaws:
    @given(libraries, st.data())
    def test_an_exact_title_beats_all(self, library: list[str], data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from(library))
        first, *others = index_of(library).best(wanted)
        assert library[int(first.id)] == wanted and first.score == 1.0
        assert all(match.score < 1.0 for match in others if fold_key(library[int(match.id)]) != fold_key(wanted))

    @given(libraries, st.data())
    def test_every_beginning_of_a_title_keeps_it(self, library: list[str], data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(library) - 1))
        index = index_of(library)
        for end in range(1, len(library[number]) + 1):
            assert str(number) in [match.id for match in index.best(library[number][:end], len(library))]

    @given(st.lists(words | st.text("aceilnorstué", min_size=1, max_size=12), min_size=1, max_size=6), st.data())
    def test_more_damage_scores_lower(self, row: list[str], data: st.DataObject) -> None:
        wanted = " ".join(row)
        index, typed, last = JumpIndex([Entry("0", wanted)]), list(wanted), 1.0
        letters = [place for place, sign in enumerate(wanted) if sign.isalnum()]
        for place in data.draw(st.permutations(letters)):
            typed[place] = "ж"
            score = next((match.score for match in index.best("".join(typed))), 0.0)
            assert score <= last + 1e-9
            last = score

    @given(libraries, st.data())
    def test_accents_ligatures_and_case_are_optional(self, library: list[str], data: st.DataObject) -> None:
        query = data.draw(st.one_of(queries, st.sampled_from(library)))
        index = index_of(library)
        assert index.best(query) == index.best(fold_key(query)) == index.best(query.upper())

    @given(libraries, st.data())
    def test_apostrophes_are_optional(self, library: list[str], data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from(library))
        found = index_of(library).best(wanted.replace("’", ""))
        assert set(WORD.findall(fold_key(wanted))) <= set(WORD.findall(fold_key(library[int(found[0].id)])))

    @given(libraries, st.data())
    def test_the_order_of_words_is_optional(self, library: list[str], data: st.DataObject) -> None:
        wanted = data.draw(st.sampled_from(library))
        typed = data.draw(st.permutations(WORD.findall(fold_key(wanted))))
        index = index_of(library)
        for match in index.best(" ".join(typed), len(library)):
            title = library[int(match.id)]
            assert set(typed) <= set(WORD.findall(fold_key(title)))
            if title == wanted:
                break
        else:
            pytest.fail("the title was not found")

    @given(libraries, queries)
    def test_narrowing_is_a_fresh_search(self, library: list[str], query: str) -> None:
        narrowed = index_of(library)
        for end in range(len(query)):
            narrowed.best(query[:end])
        assert narrowed.best(query) == index_of(library).best(query)

    @given(libraries, queries, st.integers(0, 12))
    def test_a_limit_cuts_a_sorted_answer(self, library: list[str], query: str, limit: int) -> None:
        index = index_of(library)
        answer = index.best(query, 50)
        assert index.best(query, limit) == answer[:limit]
        assert all(1 >= one.score >= two.score >= 0 for one, two in pairwise(answer))
        assert len({match.id for match in answer}) == len(answer)

    @given(libraries, queries)
    def test_light_is_in_the_title_sorted_and_apart(self, library: list[str], query: str) -> None:
        for match in index_of(library).best(query):
            spans = match.lit()
            assert all(one.end < two.start for one, two in pairwise(spans))
            assert all(0 <= span.start < span.end <= len(library[int(match.id)]) for span in spans)

    @given(st.text(), st.text())
    def test_any_title_and_any_query_are_taken(self, text: str, query: str) -> None:
        index = JumpIndex([Entry("0", text)])
        index.best(query)
        assert index.best(text)[:1] != []


def test_of_a_text_that_was_pasted_only_the_beginning_counts() -> None:
    long = "a" * 300
    assert index_of([long, "b"]).best(long + "z" * 1_000_000) == index_of([long, "b"]).best(long)


MANY = [title(random.Random(seed)) for seed in range(600)]  # more than are weighed in full


@settings(max_examples=often(25, 1000))
@given(st.sampled_from(MANY), st.integers(0, 2**32), st.data())
def test_narrowing_among_many_is_a_fresh_search(wanted: str, seed: int, data: st.DataObject) -> None:
    query = data.draw(st.sampled_from(list(Queries(MANY, random.Random(seed)).kinds.values())))(wanted)
    narrowed = index_of(MANY)
    for end in range(len(query)):
        narrowed.best(query[:end])
    assert narrowed.best(query, 50) == index_of(MANY).best(query, 50)


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_labelled_queries_find_their_title(seed: int) -> None:
    rng = random.Random(seed)
    library = [title(rng) for _ in range(40)]
    index = index_of(library)
    wanted = rng.choice(library)
    for kind, make in Queries(library, rng).kinds.items():
        assert rank(index, library, make(wanted), wanted) in range(1, 11), kind


class TestOpened:
    """What was opened often and lately, by the ids of entries."""

    def test_among_titles_that_fit_alike_it_comes_first(self) -> None:
        index = index_of([f"{number} port" for number in range(1000, 1500)])
        assert [match.id for match in index.best("port", 3, {"7": 0.5, "499": 0.9})] == ["499", "7", "0"]

    def test_an_empty_query_begins_with_it(self) -> None:
        assert [match.id for match in INDEX.best("", 3, {"4": 0.2, "7": 0.9, "gone": 1.0})] == ["7", "4", "0"]
        assert [match.id for match in INDEX.best(":", 3, {"4": 0.2})] == ["3"]

    @given(st.sampled_from(TITLES), st.dictionaries(st.sampled_from("012345678"), st.floats(0, 0.999)))
    def test_it_never_beats_the_title_that_was_typed(self, wanted: str, opened: dict[str, float]) -> None:
        assert TITLES[int(INDEX.best(wanted, 20, opened)[0].id)] == wanted

    def test_it_changes_no_score(self) -> None:
        assert {(match.id, match.score) for match in INDEX.best("le po", 20, {"4": 0.9})} == {
            (match.id, match.score) for match in INDEX.best("le po")
        }

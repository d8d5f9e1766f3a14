"""The places of a phrase in a large text: the same as in any other, given up when nobody waits for them."""

from hypothesis import given
from hypothesis import strategies as st

from reader.search.phrase_hits import hits_while
from reader.text.finding import find_folded, searchable

MANY = st.text(alphabet=st.sampled_from(list("aAéœœe ’\u00ad\u0301\n")), max_size=300)


@given(MANY, MANY.map(lambda text: text[:3]))
def test_hits_that_take_little_room_are_the_same(text: str, phrase: str) -> None:
    found = hits_while(searchable(text), phrase, lambda: True)
    assert found is not None
    assert list(found) == list(find_folded(searchable(text), phrase))
    assert found[1:3] == tuple(list(found)[1:3])


def test_nobody_waits_for_hits_that_are_no_longer_asked_for() -> None:
    left = iter([True, True, False])
    assert hits_while(searchable("a" * 10_000), "a", lambda: next(left)) is None

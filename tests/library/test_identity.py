"""An article is its text: which file holds it is found out, never guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library.identity import FileNote, likeness, revision_of, with_same_text

PATHS = st.sampled_from(["a.txt", "b.txt", "d/a.txt", "d/b.txt", "e/c.txt"])
DIGESTS = st.sampled_from(["one", "two"])


@given(
    st.dictionaries(st.sampled_from("xyz"), st.builds(FileNote, PATHS, DIGESTS | st.just(""))),
    st.dictionaries(PATHS, DIGESTS),
)
def test_no_two_ids_share_a_file_and_each_has_its_very_text(
    known: dict[str, FileNote], digests: dict[str, str]
) -> None:
    found = with_same_text(known, digests)
    assert len(set(found.values())) == len(found)
    assert all(digests[path] == known[id_].sha256 for id_, path in found.items())
    for digest in ("one", "two"):
        wanting = [id_ for id_, one in known.items() if one.sha256 == digest]
        there = [path for path, held in digests.items() if held == digest]
        assert len([id_ for id_ in wanting if id_ in found]) == min(len(wanting), len(there))


def test_of_two_files_with_one_text_each_id_takes_the_one_of_its_name() -> None:
    known = {"x": FileNote("b.txt", "same"), "y": FileNote("a.txt", "same")}
    assert with_same_text(known, {"d/b.txt": "same", "d/a.txt": "same"}) == {"x": "d/b.txt", "y": "d/a.txt"}
    assert with_same_text(known, {"a.txt": "same", "d/a.txt": "same"}) == {"x": "d/a.txt", "y": "a.txt"}


TEXT = "Le port rouvre. Les grutiers reviennent. Rien ne presse. La mer dort."


def test_likeness_is_what_was_kept() -> None:
    assert likeness(TEXT, TEXT) == 1.0
    assert likeness(TEXT, "Chapeau.\n\n" + TEXT.replace(" ", "\u00a0").upper()) == 1.0
    assert likeness(TEXT, "Tout autre chose.") == 0.0
    assert 0.5 < likeness(TEXT, TEXT.replace("Rien ne presse.", "Fin.")) < 1.0
    assert likeness("", TEXT) == 0.0


def test_a_revision_is_the_one_text_that_is_clearly_nearest() -> None:
    def held(**texts: str) -> str | None:
        return revision_of(TEXT, [(path, lambda text=text: text) for path, text in texts.items()])  # type: ignore[misc]

    assert held(a="Autre chose.", b=TEXT.replace("Rien ne presse.", "Fin.")) == "b"
    assert held(a="Autre chose.") is None
    assert held(a=TEXT.replace("Rien ne presse.", "Fin."), b=TEXT.replace("La mer dort.", "Fin.")) is None
    assert held() is None

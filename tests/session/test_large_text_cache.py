"""The kept reading of large articles: equal to a fresh one, hit while it holds, dropped when it does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.config.path import state_folder
from reader.files.state import FileState
from reader.session.cache import large_text_cache as module
from reader.session.cache.large_text_cache import KEPT, Prepared, find, is_cached, prepared
from reader.session.library.opening import open_library
from reader.session.library.texts import FIRST
from reader.text.problem import Problem
from reader.translation import use

TEXTS = {
    "plain.txt": "Le quai\n\nUn vent\u00a0froid. « Non\u202f! » dit-il.\n\n- un\n- deux\n\nPhoto : A. Roy\n".encode(),
    "mark.md": "---\ntitle: Le quai : un refus\nauthor: Roy\n---\n# Le quai\n\n> Un **vent** *froid*.\n\n🌊 漢 [e\u0301tat](a).\n".encode(),
    "old.txt": "Le quai d’été a fermé.\n\nÀ demain.\n".encode("cp1252"),
    "damaged.txt": "Le quai d’été a fermé.\n".encode() + b"Fin\xff.\n",
    "empty.txt": b"",
}


def stamp_of(file: Path) -> FileState:
    return FileState.from_stat(file.stat())


def values_of(read: Prepared) -> tuple[object, ...]:
    source, digest, document = read
    assert source.document().blocks == document.blocks
    return source, digest, document.text, document.blocks, document.emphasis, document.keeps_lines


@pytest.fixture(params=TEXTS)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(TEXTS[request.param])
    return path


def test_what_is_kept_is_what_was_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = stamp_of(file)
    assert find(file, stamp) is None
    assert not is_cached(file, stamp)
    fresh = prepared(file, stamp)
    kept = find(file, stamp)
    assert kept is not None
    assert is_cached(file, stamp)
    assert not is_cached(file, FileState(stamp.size, stamp.mtime_ns + 1))
    assert values_of(kept) == values_of(fresh)
    monkeypatch.setattr(module, "load_article", None)  # it is not read again
    assert values_of(prepared(file, stamp)) == values_of(fresh)


def test_what_is_damaged_is_said_in_the_language_of_today(tmp_path: Path) -> None:
    file = tmp_path / "damaged.txt"
    file.write_bytes(TEXTS["damaged.txt"])
    state = stamp_of(file)
    english = prepared(file, state)[0].damage
    try:
        assert use("fr")
        assert not is_cached(file, state)
        assert find(file, state) is None
        french = prepared(file, state)[0].damage
    finally:
        use("en")
    assert french != english
    assert prepared(file, state)[0].damage == english


def test_what_another_version_of_the_readers_has_read_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_text("Le **quai**.\n")
    with monkeypatch.context() as other:
        other.setattr(module, "_FORM", 7)
        prepared(file, stamp_of(file))
    assert find(file, stamp_of(file)) is None


def test_it_counts_only_for_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Le quai rouvre.\n")
    prepared(file, stamp_of(file))
    old = stamp_of(file)
    file.write_text("Le quai ferme !\n")
    os.utime(file, ns=(old[1] + 1, old[1] + 1))
    assert stamp_of(file)[0] == old[0]
    assert find(file, stamp_of(file)) is None
    assert prepared(file, stamp_of(file))[0].text == "Le quai ferme !\n"
    other = tmp_path / "b.txt"
    other.write_text("Le quai ferme !\n")
    assert find(other, stamp_of(file)) is None


def test_what_is_damaged_is_read_anew(file: Path) -> None:
    stamp = stamp_of(file)
    fresh = values_of(prepared(file, stamp))
    (kept,) = (state_folder() / "prepared").iterdir()
    whole = kept.read_bytes()
    for at in range(len(whole)):
        kept.write_bytes(whole[:at])
        found = find(file, stamp)
        assert found is None or values_of(found) == fresh
    start = whole.index(b"\n") + 1
    for at in range(start, len(whole)):
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert find(file, stamp) is None
    assert values_of(prepared(file, stamp)) == fresh


def test_only_the_newest_are_kept_and_a_state_folder_that_cannot_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"n{number}.txt" for number in range(KEPT + 2)]
    for number, file in enumerate(files):
        file.write_text(f"Le quai {number}.")
        prepared(file, stamp_of(file))
    assert [find(file, stamp_of(file)) is not None for file in files] == [False] * 2 + [True] * KEPT
    (tmp_path / "state").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert prepared(files[0], stamp_of(files[0]))[0].text == "Le quai 0."


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        prepared(tmp_path / "none.txt", FileState(1, 1))


def test_reading_many_articles_caches_only_the_first(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for number in range(FIRST + 3):
        (tmp_path / "seeds" / f"a{number}.md").write_text(f"# Un *été* {number}\n")
    workspace = open_library(tmp_path)
    texts = [workspace.document(article.id).text for article in workspace.articles()]
    assert texts[0].startswith("Un été")
    assert len(list((state_folder() / "prepared").iterdir())) == FIRST

"""Two programs that note reading positions at the same time lose none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.session.cache import one_at_a_time as module
from reader.session.reading.openings import Openings, name_of
from reader.session.reading.positions import ReadingPositions

PROGRAMS = range(4)
TIMES = range(12)


def test_no_draft_is_lost_whoever_writes_at_the_same_time(tmp_path: Path) -> None:
    def write(program: int) -> None:
        places = ReadingPositions(tmp_path)
        for time in TIMES:
            places.of("port").drafts[f"{program}-{time}"] = "words"
            places.save()

    with ThreadPoolExecutor(len(PROGRAMS)) as executor:
        list(executor.map(write, PROGRAMS))
    drafts = ReadingPositions(tmp_path).of("port").drafts
    assert set(drafts) == {f"{program}-{time}" for program in PROGRAMS for time in TIMES}


def test_every_opening_counts_whoever_writes_at_the_same_time(tmp_path: Path) -> None:
    def write(program: int) -> None:
        openings = Openings(tmp_path)
        for time in TIMES:
            openings.note(name_of("article", f"{program}-{time}"))
            openings.save()

    with ThreadPoolExecutor(len(PROGRAMS)) as executor:
        list(executor.map(write, PROGRAMS))
    assert len(Openings(tmp_path).weights_of("article")) == len(PROGRAMS) * len(TIMES)


def test_a_lock_that_cannot_be_had_is_no_reason_to_lose_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    places = ReadingPositions(tmp_path)
    with module.one_at_a_time(places.file):
        places.of("port").drafts["key"] = "words"
        places.save()
    Path(f"{places.file}.lock").unlink()
    Path(f"{places.file}.lock").mkdir()
    places.of("port").drafts["other"] = "words"
    places.save()
    assert set(ReadingPositions(tmp_path).of("port").drafts) == {"key", "other"}

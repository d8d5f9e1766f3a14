"""Daily backups: made with the first change of a day, thinned out, checked before anything is taken from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.store.backup import DAYS, MONTHS, WEEKS, Backups, days_to_keep
from reader.store.disk import Disk
from reader.text.problem import Problem
from tests.store.making import TABLE, Clock, change, folder_store, log_of, notes

DAY = 86_400_000_000


def on(day: date) -> Clock:
    clock = Clock()
    clock.now = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1e6)
    return clock


def test_the_first_change_of_a_day_makes_one_of_what_was_there(tmp_path: Path) -> None:
    clock = on(date(2026, 3, 1))
    store = folder_store(tmp_path, clock)
    store.put([change("x", "a"), change("other", "c", database="other")])
    store.close()
    clock.now += DAY
    store = folder_store(tmp_path, clock)
    text = store.keep_text("Un texte.")
    store.put([change("x", "b")])
    store.close()
    assert store.backups() == [date(2026, 3, 2), date(2026, 3, 1)]
    then = store.backup(date(2026, 3, 2))
    assert then["article", TABLE]["x"]["note"] == "b"
    assert then["other", TABLE]["other"]["note"] == "c"
    assert (tmp_path / "annotations" / ".backup" / "texts" / f"{text}.txt").exists()


def test_it_is_made_in_small_steps_while_one_works(tmp_path: Path) -> None:
    store = folder_store(tmp_path, on(date(2026, 3, 1)))
    store.put([change("x", "a")])
    for _ in range(20):
        store.tick()
    assert store.backups() == [date(2026, 3, 1)]


@given(st.sets(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=200))
def test_the_newest_days_weeks_and_months_stay(days: set[date]) -> None:
    stay = days_to_keep(days)
    assert stay <= days
    assert set(sorted(days)[-DAYS:]) <= stay
    assert len(stay) <= DAYS + WEEKS + MONTHS
    for count, of in ((WEEKS, lambda day: day.isocalendar()[:2]), (MONTHS, lambda day: (day.year, day.month))):
        newest = sorted({of(day) for day in days})[-count:]
        assert {of(day) for day in stay} >= set(newest)


def test_day_after_day_they_are_thinned_out(tmp_path: Path) -> None:
    clock = on(date(2026, 1, 1))
    for count in range(40):
        store = folder_store(tmp_path, clock)
        store.put([change("x", count)])
        store.close()
        clock.now += DAY
    days = store.backups()
    assert days == sorted(days_to_keep(date(2026, 1, 1) + timedelta(number) for number in range(40)), reverse=True)
    assert len(days) < 15


def test_a_damaged_one_is_refused_and_never_half_read(tmp_path: Path) -> None:
    store = folder_store(tmp_path, on(date(2026, 3, 1)))
    store.put([change(f"x{count}", "a" * count) for count in range(50)])
    store.close()
    (path,) = (tmp_path / "annotations" / ".backup").glob("*.zip")
    data, whole = path.read_bytes(), store.backup(date(2026, 3, 1))
    refused = 0
    for at in range(0, len(data), 7):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        try:
            assert store.backup(date(2026, 3, 1)) == whole, at  # a time stamp, say: nothing that was kept
        except Problem as problem:
            assert "2026-03-01" in problem.message
            refused += 1
    assert refused > len(data) // 7 // 2


def test_a_torn_log_is_backed_up_as_far_as_it_is_whole(tmp_path: Path) -> None:
    clock = on(date(2026, 3, 1))
    store = folder_store(tmp_path, clock)
    store.put([change("x", "a")])
    log = log_of(tmp_path)
    log.write_bytes(log.read_bytes() + b'{"c":[["annot')
    store.close()
    assert store.backup(date(2026, 3, 1))["article", TABLE]["x"]["note"] == "a"
    assert notes(folder_store(tmp_path)) == {"x": "a"}


def test_a_change_to_several_articles_is_in_a_backup_whole_or_not_at_all(tmp_path: Path) -> None:
    store = folder_store(tmp_path, on(date(2026, 3, 1)))
    store.put([change("x", "a", database="1st"), change("x", "a", database="second")])
    for steps in range(1, 5):
        day = date(2026, 3, 1 + steps)
        backups = Backups(tmp_path / "annotations", Disk())
        backups.begin_if_due(on(day).now)
        backups.advance(steps)
        store.put([change(f"x{steps}", "b", database="1st"), change(f"x{steps}", "b", database="second")])
        backups.advance(None)
        then = store.backup(day)
        both = [f"x{steps}" in then.get((database, TABLE), {}) for database in ("1st", "second")]
        assert both[0] == both[1], steps


def test_files_of_others_among_the_backups_are_passed_over(tmp_path: Path) -> None:
    store = folder_store(tmp_path, on(date(2026, 3, 1)))
    store.put([change("x", "a")])
    store.close()
    for name in ("2026-13-45.zip", "20260302.zip", "notes.zip"):
        (tmp_path / "annotations" / ".backup" / name).write_bytes(b"")
    assert store.backups() == [date(2026, 3, 1)]

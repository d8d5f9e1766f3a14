"""Daily backups: one zip with what the logs held at the first change of the day, and a copy of every kept text.

    annotations/.backup/2026-11-23.zip     every log, whole lines only, under its own name
    annotations/.backup/texts/<sha256>.txt a copy of each kept text

Days are UTC. The newest backups of seven days, four weeks (ISO) and twelve months stay. A backup is checked line by line
before anything is taken from it.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from reader.store.copies import LOG, Copies
from reader.store.disk import Disk
from reader.store.interface import LIBRARY, Record, is_name
from reader.store.lines import lines_in
from reader.store.log_line import LogLine, decode
from reader.store.migration import upgrade
from reader.store.plain_file import LARGEST, NoPlainFile, too_large
from reader.store.tables import META, Tables
from reader.text.problem import Problem
from reader.translation import _

DAYS, WEEKS, MONTHS = 7, 4, 12
DAY = 24 * 60 * 60 * 1_000_000
"""Microseconds of a day."""
_DONE = object()
LARGEST_UNPACKED = 1024 * 1024 * 1024
"""Bytes above which a backup is not unpacked: a small zip can unpack to any size."""
PIECE = 256 * 1024
"""Bytes that are packed at a time, so that nobody waits for a large log."""


def day_of(microseconds: int) -> date:
    """Return the day (UTC) of a time since 1970."""
    return datetime.fromtimestamp(microseconds / 1e6, UTC).date()


def days_to_keep(days: Iterable[date]) -> set[date]:
    """Return the days whose backups stay."""
    newest = sorted(days, reverse=True)
    days_kept = set(newest[:DAYS])
    periods: list[tuple[int, Callable[[date], tuple[int, int]]]] = [
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    ]
    for count, period in periods:
        last: dict[tuple[int, int], date] = {}
        for day in newest:
            last.setdefault(period(day), day)
        days_kept.update(list(last.values())[:count])
    return days_kept


class Backups:
    """The folder ``.backup`` of a store's ``folder``."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder / ".backup"
        self._texts = self.folder / "texts"
        self._annotations = folder
        self._disk = disk
        self._day: int | None = None
        self._making: Iterator[None] | None = None

    def begin_if_due(self, microseconds: int) -> None:
        """Begin a backup if none was made on the day of this time since 1970; `advance` makes it."""
        day = microseconds // DAY  # each change asks, and to make a `date` takes longer than to compare numbers
        if day != self._day:
            self._day = day
            if not self._disk.exists(self._path(day_of(microseconds))):
                self._making = self._make(day_of(microseconds))

    @property
    def is_under_way(self) -> bool:
        """Whether a backup is being made."""
        return self._making is not None

    def advance(self, steps: int | None) -> None:
        """Do so many steps of the backup that is being made, None: all. It is given up with OSError if the disk refuses."""
        try:
            while self._making and (steps is None or steps > 0):
                if next(self._making, _DONE) is _DONE:
                    self._making = None
                steps = None if steps is None else steps - 1
        except OSError:
            self._making = None
            raise

    def days(self) -> list[date]:
        """Return the days that have a backup, newest first."""
        days = []
        for name in self._disk.names_in(self.folder):
            try:
                day = date.fromisoformat(name.removesuffix(".zip"))
            except ValueError:
                continue  # another program's file
            days += [day] if name == _name(day) else []
        return sorted(days, reverse=True)

    def _make(self, day: date) -> Iterator[None]:
        """Make the backup of ``day`` in small steps, and remove those that need not stay."""
        import zipfile

        packed, unpacked = io.BytesIO(), 0
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            # The library first: the parts that its commit lines refer to are then complete in the logs that are read later.
            copies = Copies(self._annotations, self._disk)
            logs = [
                file
                for file in filter(_is_log, self._disk.names_in(self._annotations))
                if not copies.is_copy(file.removesuffix(LOG))
            ]
            for log in sorted(logs, key=lambda name: (name != f"{LIBRARY}.jsonl", name)):
                try:
                    data = self._disk.bytes_of(self._annotations / log)
                except NoPlainFile:
                    continue  # `scolie check` names it
                data = data[: data.rfind(b"\n") + 1]
                unpacked += len(data)
                with archive.open(zipfile.ZipInfo(log), "w") as member:
                    for start in range(0, len(data), PIECE):
                        member.write(data[start : start + PIECE])
                        yield
        if unpacked > LARGEST_UNPACKED or packed.tell() > LARGEST:
            raise too_large(self._path(day))
        self._disk.mkdir(self.folder)
        self._disk.mkdir(self._texts)
        for text in sorted(self._texts_in(self._annotations / ".texts")):
            copy = self._texts / text
            if not self._disk.exists(copy):
                try:
                    data = self._disk.bytes_of(self._annotations / ".texts" / text)
                except NoPlainFile:
                    continue  # `scolie check` names it
                self._disk.write_file(copy, data)
                yield
        self._disk.write_file(self._path(day), packed.getvalue())
        days = self.days()
        for old in set(days) - days_to_keep(days) - {day}:
            self._disk.unlink(self._path(old))

    def records(self, day: date) -> dict[tuple[str, str], dict[str, Record]]:
        """Return the live records, by database and table; Problem if there is no such backup or it is damaged."""
        if day not in self.days():
            raise Problem(_("There is no backup of that day."), str(day), _("`scolie backup` lists those there are."))
        try:
            lines = self.lines(day)
        except (OSError, ValueError) as error:
            hint = _("Choose another day; `scolie backup` lists them.")
            raise Problem(_("That backup cannot be used."), f"{day}: {error}.", hint) from error
        return records_of(lines)

    def lines(self, day: date) -> dict[str, list[tuple[bytes, LogLine]]]:
        """Return the lines (bytes and content) of each database; ValueError if anything is damaged."""
        import zipfile

        try:
            with zipfile.ZipFile(io.BytesIO(self._disk.bytes_of(self._path(day)))) as archive:
                members = archive.infolist()
                # No member unpacks to more than the size that is stated here.
                if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                    raise ValueError(f"it unpacks to over {LARGEST_UNPACKED} bytes")
                # Other compression methods may need any amount of memory.
                if not all(member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
                    raise ValueError("its compression is not the one of backups")
                if len({member.filename for member in members}) < len(members):
                    raise ValueError("it has several files with the same name")
                # Every member is read: one that does not look like a log may be a log with a damaged name.
                content = {member.filename: archive.read(member) for member in members}
            return {
                name.removesuffix(".jsonl"): [(raw + b"\n", decode(raw)) for raw in lines_in(data) if raw.strip()]
                for name, data in content.items()
                if _is_log(name)
            }
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise ValueError(str(error)) from error

    def texts(self) -> set[str]:
        """Return the file names of the kept texts that have a copy."""
        return set(self._texts_in(self._texts))

    def text(self, name: str) -> bytes | None:
        """Return the copy of a kept text, or None."""
        try:
            return self._disk.bytes_of(self._texts / name)
        except OSError:
            return None

    def _texts_in(self, folder: Path) -> list[str]:
        return [name for name in self._disk.names_in(folder) if name.endswith(".txt")]

    def _path(self, day: date) -> Path:
        return self.folder / _name(day)


def records_of(backup: Mapping[str, Iterable[tuple[bytes, LogLine]]]) -> dict[tuple[str, str], dict[str, Record]]:
    """Return the live records, by database and table, that the lines of a backup add up to."""
    committed = {line.transaction for _, line in backup.get(LIBRARY, ()) if line.transaction}
    records: dict[tuple[str, str], dict[str, Record]] = {}
    for name, lines in backup.items():
        tables = Tables()
        for _raw, line in lines:
            if line.transaction is None or line.transaction in committed:
                tables.replay(upgrade(line))
        records |= {(name, table): tables.live(table) for table in tables.rows if table != META}
    return records


def _is_log(file: str) -> bool:
    """Whether a file may be a log; other files lie beside them, such as those that macOS leaves on a USB stick."""
    return file.endswith(".jsonl") and is_name(file.removesuffix(".jsonl"))


def _name(day: date) -> str:
    return f"{day.isoformat()}.zip"

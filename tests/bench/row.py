"""A row of the table: what was measured, against what, what is wanted, and whether it is met."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

FLOOR = 0.1
"""Share by which two runs differ for no reason; less is never called worse."""


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of the values do not pass: the median for a half, else the nearest there is."""
    if share == 0.5:
        return statistics.median(values)
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))]


@dataclass
class BenchRow:
    """``ours`` and ``theirs`` are in ``unit``; the ``judged`` quantile of ours is to be at most (or least) ``limit``."""

    work: str
    ours: list[float] = field(default_factory=list)
    against: str = ""
    theirs: list[float] = field(default_factory=list)
    goal: str = ""
    limit: float | None = None
    unit: str = "ms"
    judged: float = 0.5
    at_least: bool = False
    reason: str = ""
    """Why there is no figure."""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None if there is none, or no figure."""
        if self.limit is None or not self.ours:
            return None
        measured = quantile(self.ours, self.judged)
        return measured >= self.limit if self.at_least else measured <= self.limit

    @property
    def ratio(self) -> float | None:
        """The median of ours for one of theirs."""
        if not self.ours or not self.theirs or not (other := statistics.median(self.theirs)):
            return None
        return statistics.median(self.ours) / other

    @property
    def travels(self) -> float | None:
        """What may be compared with another run: the ratio, or the median where there is no reference."""
        return self.ratio if self.ratio is not None else statistics.median(self.ours) if self.ours else None

    @property
    def noise(self) -> float:
        """The standard error of `travels`, as a share of it, from the spread between the quartiles."""
        return math.hypot(_error(self.ours), _error(self.theirs))

    def to_json(self) -> dict[str, Any]:
        """Return the row, with the values that follow from it, for people who read the file."""
        return {**asdict(self), "met": self.met, "ratio": self.ratio}

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> BenchRow:
        """Return the row of what `to_json` has returned, here or at an earlier commit, whose other fields are left out."""
        own = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in record.items() if name in own})


def _error(values: Sequence[float]) -> float:
    if len(values) < 2 or not (middle := statistics.median(values)):
        return 0.0
    low, _, high = statistics.quantiles(values, n=4)
    return 0.93 * (high - low) / math.sqrt(len(values)) / abs(middle)


def ratio_row(
    work: str, ours: list[float], against: str, theirs: list[float], factor: float, goal: str = "", **more: Any
) -> BenchRow:
    """Return a row whose goal is ``factor`` times the median of the reference."""
    limit = factor * statistics.median(theirs)
    return BenchRow(work, ours, against, theirs, goal or f"{factor:g} x", limit, **more)


def in_ms(seconds: Sequence[float]) -> list[float]:
    """Return seconds as milliseconds."""
    return [1000 * each for each in seconds]


def table(rows: Sequence[BenchRow]) -> str:
    """Return the rows in columns."""
    lines = [("work", "p50", "p95", "unit", "reference", "ratio", "goal", "limit", "met")]
    for row in rows:
        if not row.ours:
            lines.append((row.work, "-", "-", "", row.reason, "", row.goal, "", "-"))
            continue
        theirs = f"{row.against} {_figure(statistics.median(row.theirs))}" if row.theirs else ""
        lines.append(
            (
                row.work,
                _figure(statistics.median(row.ours)),
                _figure(quantile(row.ours, 0.95)),
                row.unit,
                theirs,
                "" if row.ratio is None else f"{row.ratio:.2f}",
                row.goal + ("" if row.judged == 0.5 or row.limit is None else f" (p{100 * row.judged:.0f})"),
                "" if row.limit is None else ("≥ " if row.at_least else "") + _figure(row.limit),
                {True: "met", False: "NOT MET", None: ""}[row.met],
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    right = {1, 2, 5, 7}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"

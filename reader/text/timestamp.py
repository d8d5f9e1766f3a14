"""Times for other tools: RFC 3339."""

from __future__ import annotations

from time import gmtime


def rfc3339(microseconds: int) -> str:
    """Return a time as RFC 3339, UTC, to the millisecond."""
    seconds, rest = divmod(microseconds, 1_000_000)
    year, *moment = gmtime(seconds)[:6]
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z".format(year, *moment, rest // 1000)

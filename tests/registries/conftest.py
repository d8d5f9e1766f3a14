"""Apps under test are waited for no longer than they work."""

from tests.tui.rest import short_waits  # noqa: F401

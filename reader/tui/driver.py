"""The terminal's driver where a picture is on the screen already: it takes over without switching screens again."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from reader.session import frame

_ALTERNATE = "\x1b[?1049h"


class TakingOver(LinuxDriver):
    """Textual's driver for terminals, beginning on the screen that a `session.frame` is shown on."""

    _there: bool = False

    def start_application_mode(self) -> None:
        """Begin; what the terminal was like before the picture is what it will be like again at the end."""
        before = frame.hand_over()
        self._there = before is not None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if before is not None:
            self.attrs_before = before

    def write(self, data: str) -> None:
        """Write to the terminal; the switch to the other screen has been made."""
        if self._there and data == _ALTERNATE:
            self._there = False
            return
        super().write(data)

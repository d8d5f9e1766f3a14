"""The least a Textual app can be: a key changes a word on the screen."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Minimal(App[None]):
    """Shows how many keys were pressed; `q` leaves."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("Standing")

    def on_key(self, event: Key) -> None:
        if event.key == "q":
            self.exit()
        self.count += 1
        self.query_one(Static).update(f"Key {self.count}")


if __name__ == "__main__":
    Minimal().run()

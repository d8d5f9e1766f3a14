"""The listeners that are told about changes to a store."""

from __future__ import annotations

from collections.abc import Callable

from reader.store.interface import ChangeEvent, Listener


class Subscribers:
    """Listeners, in the order in which they subscribed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def __bool__(self) -> bool:
        return bool(self._listeners)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener and return what removes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def publish(self, changed: list[ChangeEvent]) -> None:
        """Tell every listener, unless nothing has changed. A listener may subscribe or leave meanwhile."""
        for listener in list(self._listeners) if changed else ():
            listener(changed)

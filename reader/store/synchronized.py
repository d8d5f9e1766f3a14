"""One thread at a time: a store is asked by the screen and, beside the keyboard, by searches and counts."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    class Guarded(Protocol):
        """A store with a lock that the thread holding it may take again: a change tells listeners, who ask in turn."""

        threads: threading.RLock

    Arguments = ParamSpec("Arguments")
    Answer = TypeVar("Answer")
    AnyStore = TypeVar("AnyStore", bound=Guarded)
    Method = Callable[Concatenate[AnyStore, Arguments], Answer]


def synchronized(method: Method[AnyStore, Arguments, Answer]) -> Method[AnyStore, Arguments, Answer]:
    """Let a method wait until no other thread is in one of its store's."""

    @wraps(method)
    def wait_for_turn(store: AnyStore, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
        with store.threads:
            return method(store, *arguments, **named)

    return wait_for_turn

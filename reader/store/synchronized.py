"""One thread at a time: the screen uses a store, and so do searches and counts in the background."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    class Guarded(Protocol):
        """A store with a reentrant lock: a change calls listeners, which use the store in their turn."""

        threads: threading.RLock

    Arguments = ParamSpec("Arguments")
    Answer = TypeVar("Answer")
    AnyStore = TypeVar("AnyStore", bound=Guarded)
    Method = Callable[Concatenate[AnyStore, Arguments], Answer]


def synchronized(method: Method[AnyStore, Arguments, Answer]) -> Method[AnyStore, Arguments, Answer]:
    """Make a method wait until no other thread is in a method of the same store."""

    @wraps(method)
    def wait_for_turn(store: AnyStore, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Answer:
        with store.threads:
            return method(store, *arguments, **named)

    return wait_for_turn

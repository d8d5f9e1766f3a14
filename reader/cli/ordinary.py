"""Ordinary arguments, read without `argparse`, which takes longer to load than a command that only looks to answer.

A command says once what can be asked, and either reader takes it down. What is not ordinary (help, a mistake, an option
that is cut short or glued to its value) is left to `argparse`, so that it alone says what is wrong.
"""

from __future__ import annotations

from types import SimpleNamespace

if False:  # TYPE_CHECKING, without loading typing
    from collections.abc import Callable, Collection, Sequence


class _Argument:
    """What ``add_argument`` says of an option, or of the words that belong to none."""

    def __init__(
        self,
        *names: str,
        action: str = "store",
        nargs: str = "",
        default: object = None,
        type: Callable[[str], object] = str,
        choices: Collection[object] | None = None,
        metavar: str = "",  # noqa: ARG002 - told on the page of help
        help: str = "",  # noqa: ARG002
    ) -> None:
        self.name = next((name for name in names if name.startswith("--")), names[0]).lstrip("-").replace("-", "_")
        self.is_switch = action == "store_true"
        self.needs_one, self.takes_one = nargs == "+", nargs == "?"
        self.default = False if self.is_switch else default
        self._type = type
        self._choices = choices

    def value(self, written: str) -> object:
        """Return the value that is written; ValueError or TypeError if it is none."""
        value = self._type(written)
        if self._choices is not None and value not in self._choices:
            raise ValueError(written)
        return value


class Ordinary:
    """Takes down what can be asked as an `argparse.ArgumentParser` does: options of one value or none, and words."""

    def __init__(self) -> None:
        self._options: dict[str, _Argument] = {}
        self._words: _Argument | None = None

    def add_argument(self, *names: str, **said: object) -> None:
        """Say what can be asked, in the words of `argparse`."""
        argument = _Argument(*names, **said)  # type: ignore[arg-type]
        if names[0].startswith("-"):
            self._options.update(dict.fromkeys(names, argument))
        else:
            self._words = argument

    def read(self, arguments: Sequence[str]) -> SimpleNamespace | None:
        """Return what is asked, by name; None if `argparse` has to look at it."""
        asked = {option.name: option.default for option in self._options.values()}
        words: list[str] = []
        left = iter(arguments)
        for one in left:
            option = self._options.get(one)
            if option is None:
                if one.startswith("-"):
                    return None
                words.append(one)
            elif option.is_switch:
                asked[option.name] = True
            else:
                written = next(left, "-")
                if written.startswith("-"):
                    return None
                try:
                    asked[option.name] = option.value(written)
                except (TypeError, ValueError):
                    return None
        if self._words is None or (self._words.needs_one and not words):
            return None
        if self._words.takes_one and words[1:]:
            return None
        asked[self._words.name] = next(iter(words), None) if self._words.takes_one else words
        return SimpleNamespace(**asked)

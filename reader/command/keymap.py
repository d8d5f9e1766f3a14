"""Keymaps: which keys mean which command, in which context.

A *binding* gives one command one sequence of keys in one context. In a context no binding is the beginning of
another, else the longer one could never be typed; so the sequences form a *trie* whose leaves are commands::

    h ─ annotation.highlight
    g ┬ a ─ goto.article
      └ g ─ goto.top
    m ─ <char> ─ mark.set          the character typed becomes the argument

A keymap never changes; a change makes a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.command.command import TYPING, Command, Context
from reader.command.notation import ANY, is_printable, write_sequence
from reader.command.table import BY_NAME, footer

Keys = tuple[str, ...]
_Node = dict[str, "_Node | Command"]


@dataclass(frozen=True, slots=True)
class Binding:
    """One command on one sequence of keys (normal form) in one context."""

    context: Context
    keys: Keys
    command: Command


@dataclass(frozen=True, slots=True)
class Match:
    """The keys are a command's. ``argument`` is the character typed for ``<char>``, if there is one."""

    command: Command
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """The keys begin longer sequences: what can follow, and the first command that each next key leads to.

    A next key that leads to one command alone is listed with it, as the pop-up shows it; ``<char>`` stands
    for any character.
    """

    continuations: tuple[tuple[str, Command], ...]


class Keymap:
    """Bindings of all contexts, ready to be asked.

    ValueError, with the reason, if a command is unknown or meaningless in its context, if printable keys are
    bound where the user types, or if a sequence equals, hides or is hidden by another command's.
    """

    __slots__ = ("_bindings", "_tries")

    def __init__(self, bindings: Iterable[Binding] = ()) -> None:
        self._bindings: tuple[Binding, ...] = tuple(dict.fromkeys(bindings))
        self._tries: dict[Context, _Node] = {}
        for binding in self._bindings:
            if reason := unfit(binding):
                raise ValueError(reason)
            _plant(self._tries.setdefault(binding.context, {}), binding)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keymap) and set(self._bindings) == set(other._bindings)

    def __hash__(self) -> int:
        return hash(frozenset(self._bindings))

    def __iter__(self) -> Iterator[Binding]:
        return iter(self._bindings)

    def resolve(self, context: Context, keys: Keys) -> Match | Pending | None:
        """Return what ``keys``, all that was typed since the last command, mean; None if nothing."""
        node: _Node | Command = self._tries.get(context, {})
        argument: str | None = None
        for key in keys:
            if isinstance(node, Command):
                return None
            if key in node:
                node = node[key]
            elif ANY in node and len(key) == 1:
                node, argument = node[ANY], key
            else:
                return None
        if isinstance(node, Command):
            return Match(node, argument)
        return Pending(tuple((key, _first(branch)) for key, branch in node.items())) if node else None

    def keys_of(self, command: Command | str, context: Context) -> tuple[str, ...]:
        """Return the command's sequences in ``context`` as people write them, the preferred one first."""
        name = command if isinstance(command, str) else command.name
        return tuple(
            write_sequence(binding.keys)
            for binding in self._bindings
            if binding.context == context and binding.command.name == name
        )

    def footer(self, context: Context) -> list[tuple[str, str]]:
        """Return the keys that the footer of ``context`` shows, each with its label, the most useful first."""
        return [(keys[0], command.label) for command in footer(context) if (keys := self.keys_of(command, context))]

    def replacing(self, fresh: Iterable[Binding], cleared: Iterable[tuple[Context, str]] = ()) -> Keymap:
        """Return a keymap where ``fresh`` bindings have won over those here that they clash with.

        ``cleared`` names the commands (by context) that first lose all their keys here. ValueError if the
        fresh bindings clash among themselves.
        """
        won, gone = tuple(fresh), set(cleared)
        taken = _Prefixes(won)
        kept = (
            binding
            for binding in self._bindings
            if (binding.context, binding.command.name) not in gone and not taken.clash(binding)
        )
        return Keymap((*won, *kept))


class _Prefixes:
    """A set of bindings that tells which further bindings would clash with it."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._whole = {(binding.context, binding.keys): binding.command for binding in bindings}
        self._begun = {(context, keys[:length]) for context, keys in self._whole for length in range(1, len(keys))}

    def clash(self, binding: Binding) -> bool:
        context, keys = binding.context, binding.keys
        return (context, keys) in self._begun or any(
            (context, keys[:length]) in self._whole for length in range(1, len(keys) + 1)
        )


def clashing(one: Binding, other: Binding) -> bool:
    """Whether the two cannot stand in one keymap: same keys, or the beginning of the other's."""
    shorter = min(len(one.keys), len(other.keys))
    return one.context == other.context and one != other and one.keys[:shorter] == other.keys[:shorter]


def unfit(binding: Binding) -> str | None:
    """Return, as a sentence, why the binding can stand in no keymap; None if it can."""
    command, keys = binding.command, binding.keys
    known = BY_NAME.get(command.name)
    if known is not command and known != command:
        return f"There is no command “{command.name}”."
    if binding.context not in command.where:
        return f"“{command.name}” means nothing in [{binding.context}]."
    if not keys or ANY in keys[:-1] or keys == (ANY,):
        return f"“{write_sequence(keys)}” is no sequence of keys."
    if binding.context in TYPING and is_printable(keys[0]):
        return f"“{write_sequence(keys)}” types text in [{binding.context}]."
    return None


def _plant(trie: _Node, binding: Binding) -> None:
    node = trie
    for key in binding.keys[:-1]:
        branch = node.setdefault(key, {})
        if isinstance(branch, Command):
            raise ValueError(_clash(binding, branch))
        node = branch
    found = node.setdefault(binding.keys[-1], binding.command)
    if found is not binding.command:
        raise ValueError(_clash(binding, _first(found)))


def _clash(binding: Binding, other: Command) -> str:
    keys = write_sequence(binding.keys)
    return f"“{keys}” in [{binding.context}] is for “{binding.command.name}” and for “{other.name}”."


def _first(node: _Node | Command) -> Command:
    while not isinstance(node, Command):
        node = next(iter(node.values()))
    return node

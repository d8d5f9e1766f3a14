"""Keymaps: which keys run which command, in each context.

A *binding* gives one command one sequence of keys in one context. In a context, no sequence may be the beginning of
another, because the longer one could never be typed. So the sequences form a *trie* whose leaves are commands::

    h ─ annotation.highlight
    g ┬ a ─ goto.article
      └ g ─ goto.top
    m ─ <char> ─ mark.set          the typed character becomes the argument

Keymaps are immutable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.command.command import TYPING, Command, Context
from reader.command.key_names import shown_sequence
from reader.command.notation import ANY, is_printable, write_sequence
from reader.command.table import BY_NAME
from reader.translation import _

Keys = tuple[str, ...]
_Node = dict[str, "_Node | Command"]


@dataclass(frozen=True, slots=True)
class Binding:
    """A sequence of keys, in normal form, for a command in a context."""

    context: Context
    keys: Keys
    command: Command


@dataclass(frozen=True, slots=True)
class KeyMatch:
    """The keys belong to a command. ``argument`` is the character typed for ``<char>``, if the sequence has one."""

    command: Command
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """The keys begin longer sequences. ``continuations``: each possible next key, with the first command it leads to.

    ``<char>`` stands for any character.
    """

    continuations: tuple[tuple[str, Command], ...]


class Keymap:
    """The bindings of all contexts.

    ValueError, with the reason, if a command is unknown or cannot be used in its context, if printable keys are bound in a
    context where they type text, or if two commands have equal sequences, or one sequence begins another.
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

    def resolve(self, context: Context, keys: Keys) -> KeyMatch | Pending | None:
        """Return the meaning of ``keys``, which are all keys since the last command; None if they have none."""
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
            return KeyMatch(node, argument)
        return Pending(tuple((key, _first(branch)) for key, branch in node.items())) if node else None

    def keys_of(self, command: Command | str, context: Context) -> tuple[str, ...]:
        """Return the command's sequences in ``context`` as written in keymap files, the preferred one first."""
        name = command if isinstance(command, str) else command.name
        return tuple(
            write_sequence(binding.keys)
            for binding in self._bindings
            if binding.context == context and binding.command.name == name
        )

    def shown_keys_of(self, command: Command | str, context: Context) -> tuple[str, ...]:
        """Return the command's sequences in ``context`` as people name their keys, the preferred one first."""
        return tuple(shown_sequence(written.split(" ")) for written in self.keys_of(command, context))

    def key_named(self, command: str, context: Context) -> str:
        """Return the key that a message names for a command; for one without, where else it is."""
        keys = self.shown_keys_of(command, context)
        return keys[0] if keys else _("“{label}” in the palette").format(label=BY_NAME[command].label)

    def replacing(self, fresh: Iterable[Binding], cleared: Iterable[tuple[Context, str]] = ()) -> Keymap:
        """Return a keymap with the ``fresh`` bindings, and those of this keymap that do not clash with them.

        The commands in ``cleared`` lose their keys of this keymap. ValueError if the fresh bindings clash with each other.
        """
        added, without_keys = tuple(fresh), set(cleared)
        prefixes = _Prefixes(added)
        rest = (
            binding
            for binding in self._bindings
            if (binding.context, binding.command.name) not in without_keys and not prefixes.clash(binding)
        )
        return Keymap((*added, *rest))


class _Prefixes:
    """The sequences of some bindings, and their beginnings, to find what clashes with them."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        self._whole = {(binding.context, binding.keys): binding.command for binding in bindings}
        self._begun = {(context, keys[:length]) for context, keys in self._whole for length in range(1, len(keys))}

    def clash(self, binding: Binding) -> bool:
        context, keys = binding.context, binding.keys
        return (context, keys) in self._begun or any(
            (context, keys[:length]) in self._whole for length in range(1, len(keys) + 1)
        )


def clashing(binding: Binding, other: Binding) -> bool:
    """Whether two bindings exclude each other: their keys are equal, or those of one begin those of the other."""
    shorter = min(len(binding.keys), len(other.keys))
    begins = binding.keys[:shorter] == other.keys[:shorter]
    return binding.context == other.context and binding != other and begins


def unfit(binding: Binding) -> str | None:
    """Return why no keymap can have the binding, as a sentence; None if it is valid."""
    command, keys = binding.command, binding.keys
    if BY_NAME.get(command.name) != command:
        return _("There is no command “{name}”.").format(name=command.name)
    if binding.context not in command.where:
        return _("“{name}” cannot be used in [{context}].").format(name=command.name, context=binding.context)
    if not keys or ANY in keys[:-1] or keys == (ANY,):
        return _("“{keys}” is not a sequence of keys.").format(keys=write_sequence(keys))
    if binding.context in TYPING and is_printable(keys[0]):
        return _("“{keys}” types text in [{context}].").format(keys=write_sequence(keys), context=binding.context)
    return None


def _plant(trie: _Node, binding: Binding) -> None:
    node = trie
    for key in binding.keys[:-1]:
        branch = node.setdefault(key, {})
        if isinstance(branch, Command):
            raise ValueError(_clash(binding, branch))
        node = branch
    present = node.setdefault(binding.keys[-1], binding.command)
    if present is not binding.command:
        raise ValueError(_clash(binding, _first(present)))


def _clash(binding: Binding, other: Command) -> str:
    keys = write_sequence(binding.keys)
    return _("“{keys}” in [{context}] is for “{name}” and for “{other}”.").format(
        keys=keys, context=binding.context, name=binding.command.name, other=other.name
    )


def _first(node: _Node | Command) -> Command:
    while not isinstance(node, Command):
        node = next(iter(node.values()))
    return node

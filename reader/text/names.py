"""Enumerations of words and of numbers, as `enum` makes them, for what is loaded with the first page.

Type checkers take them for `enum.StrEnum` and `enum.IntEnum`. But `enum` takes half as long to load as Python to start.
"""

from __future__ import annotations

__all__ = ["Names", "Numbers"]

TYPE_CHECKING = False  # loading typing takes its time, too
if TYPE_CHECKING:
    from enum import IntEnum as Numbers
    from enum import StrEnum as Names
else:

    class _Members(type):
        """Makes a class whose public words or numbers are its only instances, in order."""

        def __new__(cls, name, bases, space):
            kind = next((base for base in (str, int) if any(issubclass(one, base) for one in bases)), None)
            given = {key: value for key, value in space.items() if key[0] != "_" and type(value) is kind}
            made = super().__new__(cls, name, bases, {key: value for key, value in space.items() if key not in given})
            made._by_value = {}
            for key, value in given.items():
                member = kind.__new__(made, value)
                member.name, member.value = key, value
                made._by_value[value] = member
                setattr(made, key, member)
            return made

        def __call__(cls, value):
            try:
                return cls._by_value[value]
            except (KeyError, TypeError):
                raise ValueError(f"{value!r} is not a valid {cls.__qualname__}") from None

        def __iter__(cls):
            return iter(cls._by_value.values())

        def __len__(cls):
            return len(cls._by_value)

        def __contains__(cls, value):
            return value in cls._by_value

    class _Member:
        def __repr__(self):
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        def __str__(self):
            return str(self.value)

        def __format__(self, how):
            return format(self.value, how)

        def __reduce__(self):  # copies are what they are copies of
            return type(self), (self.value,)

    class Names(_Member, str, metaclass=_Members):
        """Words that have names."""

    class Numbers(_Member, int, metaclass=_Members):
        """Whole numbers that have names."""

"""What the page of keys says of queries: their signs, and the fields that they can ask for."""

from __future__ import annotations

from reader.command.command import Context
from reader.layout.keys_page import Section
from reader.translation import _

ASKED: frozenset[Context] = frozenset({"library", "excerpts", "stats", "search"})
"""Where queries are typed."""


def query_help(palette: str) -> Section:
    """Return the section about queries; ``palette`` is the key of the settings."""
    from reader.search.query.fields import FIELDS

    signs = (
        (
            _("word"),
            _(
                "A word in all its forms in French and English; “Forms of a word in searches” in {key} switches that."
            ).format(key=palette),
        ),
        (_("=word"), _("The word exactly so: this case, these accents, this form.")),
        (_("word*"), _("All words that begin so.")),
        (_('"a phrase"'), _("These words in this order and form.")),
        (_('"two words"~5'), _("Both words, with at most five words between them.")),
        (r"/port\w*/", _("What a regular expression describes.")),
        (_("-word"), _("What does not have the word; NOT says the same.")),
        (_("one OR other"), _("One or the other, or both. Parentheses put together what belongs together.")),
    )
    fields = ((f"{name}:", _(kind.about)) for name, kind in FIELDS.items())
    return _("Queries"), (*signs, *((name, f"{about[:1].upper()}{about[1:]}.") for name, about in fields))

"""The index of a library's words: what it holds of a text, and what it is asked for a query."""

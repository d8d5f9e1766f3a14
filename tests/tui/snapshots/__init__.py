"""Twelve whole screens, committed as text and styles in ``expected/``.

``annotations/`` is what Ada has made of the bundled articles. To add to it, copy it beside a copy of ``seeds/``, open
that folder with Scolie, and copy the ``*.jsonl`` files and ``.texts/`` back.
"""

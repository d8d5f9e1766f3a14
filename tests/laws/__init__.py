"""Laws of the code base, read off the source.

What breaks a law today stands in ``offenders.toml``, with how much of it there is; that list may only get shorter.
``python -m tests.laws`` prints what it would have to say now.
"""

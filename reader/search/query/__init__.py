"""Queries: one small language in which articles, places and annotations are asked for; docs/query.md has its grammar."""

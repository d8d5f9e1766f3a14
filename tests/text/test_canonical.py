"""The one form of a text, whatever its length."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.canonical import canonical, sha256

MARKED = "e\u0301te\u0301 \u1100\u1161 x\u0323\u0307\n\u0301e\r\nla\rle "


@given(st.text() | st.just(MARKED))
def test_a_canonical_text_is_normalized_and_stays_as_it_is(text: str) -> None:
    whole = canonical(text)
    assert "\r" not in whole
    assert unicodedata.is_normalized("NFC", whole)
    assert canonical(whole) == whole or whole.startswith("\ufeff")


@pytest.mark.parametrize("line", [MARKED, "e\u0301", "\n", "\u0301"])
def test_a_large_text_is_normalized_as_a_small_one(line: str) -> None:
    text = line * (3_000_000 // len(line))
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert canonical(text) == unicodedata.normalize("NFC", plain)


@pytest.mark.parametrize("text", ["", "é", "\ud83d\ude00", "é\udc80" * 700_001, "a" * 1_000_000])
def test_the_digest_is_that_of_the_bytes(text: str) -> None:
    assert sha256(text) == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

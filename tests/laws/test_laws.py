"""Each law holds, but for its known offenders."""

from __future__ import annotations

import pytest

from tests.laws.laws import FILE, LAWS, Law


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_a_law_holds_but_for_what_is_known_to_break_it(law: Law) -> None:
    found, allowed = law.found(), law.allowed()
    worse = [
        f"{name}: {count}, at most {allowed.get(name, 0)}"
        for name, count in found.items()
        if count > allowed.get(name, 0)
    ]
    mended = sorted(set(allowed) - set(found))
    assert not worse, f"{law.text} These break it, or break it more than before: {worse}"
    assert not mended, f"{law.text} These no longer break it; remove them from {FILE.name}: {mended}"

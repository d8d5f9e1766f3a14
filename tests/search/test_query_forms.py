"""Forms of a word are the same whoever asks at the same time."""

from __future__ import annotations

import sys
from threading import Thread

from reader.search.query.forms import stem


def test_threads_do_not_mix_up_their_stems() -> None:
    words = [
        f"{root}{end}" for root in ("nation", "reform", "cartel", "parl") for end in ("al", "ement", "ation", "issant")
    ]
    expected = {word: stem.__wrapped__(word, "fr") for word in words}
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(word for _ in range(20) for word in words if stem.__wrapped__(word, "fr") != expected[word])
        done.append(True)

    done: list[bool] = []
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert (wrong, len(done)) == ([], 3)

"""Names of runs: unique, in the order of time, told from other text."""

import threading
import time
import uuid

import pytest

from store import ids
from store.ids import is_id, new_id


def test_ids_sort_in_the_order_they_are_made() -> None:
    made = [new_id() for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == 2000


def test_an_id_is_a_version_7_uuid_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    known = uuid.UUID(new_id())
    assert known.version == 7
    assert known.variant == uuid.RFC_4122
    assert before <= known.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_ids_go_on_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    assert new_id() > first


def test_threads_never_get_the_same_id() -> None:
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.extend(new_id() for _ in range(500))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2000


@pytest.mark.parametrize(
    "text", ["", "0" * 31, "0" * 33, "A" * 32, "0" * 32 + "\n", "٠" * 32, "../" * 10 + "00"]
)
def test_other_text_is_no_id(text: str) -> None:
    assert not is_id(text)

"""Freed memory goes back to the system."""

import sys
from pathlib import Path

import pytest
from PIL import Image

from core.runtime.memory import give_back


def resident() -> int:
    """MB that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 10**6


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
def test_what_a_photo_took_goes_back() -> None:
    before = resident()
    for _ in range(2):  # the first ones to be freed raise what glibc keeps
        photo = Image.new("RGBA", (5000, 5000), "red")
        assert resident() > before + 90
        del photo
    give_back()
    assert resident() < before + 30

"""Freed memory goes back to the system."""

import subprocess
import sys

import pytest

MEASURED = """
from pathlib import Path

from PIL import Image

from core.runtime.memory import give_back


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 10**6


before = resident()
for _ in range(2):  # the first ones to be freed raise what glibc keeps
    photo = Image.new("RGBA", (5000, 5000), "red")
    assert resident() > before + 90
    del photo
give_back()
assert resident() < before + 30
"""
"""In a process of its own: one that has made much before has room for a photo, and takes none."""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
def test_what_a_photo_took_goes_back() -> None:
    told = subprocess.run([sys.executable, "-c", MEASURED], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr

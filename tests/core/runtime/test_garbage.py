import subprocess
import sys

from core.settings import ROOT

IMPORTED = """
import gc
from core.runtime.garbage import collect_seldom
looked = []
gc.callbacks.append(lambda phase, info: looked.append(info["generation"]) if phase == "start" else None)
{}
kept = [[number] for number in range(100_000)]
print(len(looked))
"""


def collections(first: str) -> int:
    """How often a fresh process looks for garbage while it makes 100,000 lists that stay."""
    words = [sys.executable, "-c", IMPORTED.format(first)]
    return int(subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def test_many_objects_that_stay_are_looked_through_a_few_times() -> None:
    seldom, often = collections("collect_seldom()"), collections("")
    assert seldom <= 5
    assert often > 50

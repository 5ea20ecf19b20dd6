"""A process is told by its place, its number and its beginning."""

import os
import re
import subprocess
import sys

from core.runtime.processes import born, place


def test_the_place_is_one_for_all_processes_here_and_tells_nothing() -> None:
    asked = "from core.runtime.processes import place; print(place())"
    there = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == place()
    assert re.fullmatch("[0-9a-f]{32}", place())


def test_a_process_has_one_beginning_until_it_ends() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        began = born(process.pid)
        assert began is not None
        assert born(process.pid) == began
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # ended, and not yet noticed
        assert born(process.pid) is None
    assert born(process.pid) is None


def test_there_is_no_process_of_a_number_too_large() -> None:
    assert born(2**22 + 1) is None

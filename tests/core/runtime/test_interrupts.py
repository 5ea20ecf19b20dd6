"""Ctrl-C counts also where Python drops what it raises."""

import subprocess
import sys

from core.settings import ROOT

PROGRAM = """
import signal
from core.runtime.interrupts import check_interrupts, remember_interrupts
# The tests themselves may be run in the background, where shells have Ctrl-C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
remember_interrupts()
check_interrupts()
class Lost:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
Lost()
try:
    check_interrupts()
except KeyboardInterrupt:
    print("noticed")
check_interrupts()
print("once")
signal.raise_signal(signal.SIGINT)
"""
IGNORING = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
from core.runtime.interrupts import check_interrupts, remember_interrupts
remember_interrupts()
signal.raise_signal(signal.SIGINT)
check_interrupts()
print("undisturbed")
"""


def ran(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_ctrl_c_that_a_finaliser_swallowed_is_noticed_once_and_the_next_is_raised() -> None:
    done = ran(PROGRAM)
    assert done.stdout.split() == ["noticed", "once"]
    assert "Exception ignored" in done.stderr
    assert done.stderr.rstrip().endswith("KeyboardInterrupt")
    assert done.returncode != 0


def test_a_program_that_was_started_with_ctrl_c_ignored_stays_so() -> None:
    done = ran(IGNORING)
    assert (done.returncode, done.stdout.strip()) == (0, "undisturbed")

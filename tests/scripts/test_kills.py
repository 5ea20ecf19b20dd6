"""The trial by kill -9 itself, at a few instants: it runs, and it finds what is lost or left."""

import subprocess
import sys

import pytest

from core.settings import ROOT

pytestmark = [pytest.mark.server, pytest.mark.slow]


def test_a_few_kills_lose_nothing_and_leave_nothing_behind() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "scripts.kills", "5", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("5 kills (1 of generate, 1 of sync, 1 of migrate, 1 of backup, 1 of bin)")
    assert done.stdout.endswith(" 0 faults.\n")

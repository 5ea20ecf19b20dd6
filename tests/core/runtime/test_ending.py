"""A program ends by its own exit code whatever its threads are at."""

import subprocess
import sys

import pytest

from core.settings import ROOT

AT_WORK = """
import atexit, threading, time
from core.runtime.ending import end, prepare_end
prepare_end()
import numpy, scipy.fft
atexit.register(print, "done by a library at the end")
numbers, begun = numpy.zeros(2**20, complex), threading.Event()

def work():
    while True:
        scipy.fft.fft(numbers)  # C++ that lets others work meanwhile
        begun.set()

for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
begun.wait()
end(CODE)
"""


@pytest.mark.parametrize("code", [0, 2])
def test_threads_in_cpp_do_not_abort_it(code: int) -> None:
    command = [sys.executable, "-c", AT_WORK.replace("CODE", str(code))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout == "done by a library at the end\n"

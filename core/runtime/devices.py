"""Which devices make pictures on this machine: one, or several graphics cards at a time."""

import ctypes
import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from core.runtime.device import listed


@cache
def devices(wanted: str | None) -> tuple[str | None, ...]:
    """One entry for each picture that is made at a time, as ``choose_device`` takes it: those that are listed
    in ``wanted`` (``cuda:0,cuda:1``), else all graphics cards that CUDA shows, where there are several, else
    the one that is wanted, ``None`` for the best there is. Costs milliseconds. Raises ``InputError``.
    """
    named = listed(wanted)
    if len(named) > 1:
        return named
    cards = cuda_devices() if named in ((None,), ("cuda",)) else 0
    return tuple(f"cuda:{number}" for number in range(cards)) if cards > 1 else named


@cache
def cuda_devices() -> int:
    """How many CUDA devices torch will find, without the seconds its import takes: it must be built for CUDA,
    as its own version.py notes down (``cuda = '13.0'`` or ``cuda = None``), and the graphics driver must
    offer them (CUDA driver API: cuInit, cuDeviceGetCount)."""
    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        return 0
    try:
        written = (Path(spec.origin).parent / "version.py").read_text(encoding="utf-8")
        built_for_cuda = re.search(r"^cuda\b[^=\n]*=\s*['\"]", written, re.MULTILINE)
        if built_for_cuda is None:
            return 0
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return 0
    count = ctypes.c_int(0)
    found = driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0
    return count.value if found else 0

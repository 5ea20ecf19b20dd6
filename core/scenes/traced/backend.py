"""Which variant of the path tracer this machine can run, found out once without risk to the process."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

LIBRARY_FOLDERS = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/opt/homebrew/opt/llvm/lib",
    "/usr/local/opt/llvm/lib",
)
WINDOWS_LIBRARIES = ("C:/Program Files/LLVM/bin/LLVM-C.dll",)
OLDEST_LLVM = 16
"""Older ones crash on new processors (LLVM 15 does)."""
PROBE = """
import mitsuba as mi
mi.set_variant({variant!r})
import drjit, mitsuba_oidn
drjit.set_thread_count(2)
scene = mi.load_dict({{"type": "scene", "sensor": {{"type": "perspective", "film": {{"type": "hdrfilm",
    "width": 8, "height": 8}}}}, "integrator": {{"type": "path"}}, "light": {{"type": "constant"}}}})
import numpy
assert 0.9 < numpy.asarray(mi.render(scene, spp=1)).mean() < 1.1
"""
PROBE_SECONDS = 60


def llvm_libraries() -> Iterator[Path]:
    """Shared libraries of LLVM that may serve, newest first; the one that the user names comes before all."""
    named = os.environ.get("DRJIT_LIBLLVM_PATH")
    if named:
        yield Path(named)
        return
    if sys.platform == "win32":
        yield from (path for path in map(Path, WINDOWS_LIBRARIES) if path.exists())
    found: dict[Path, int] = {}
    for folder in LIBRARY_FOLDERS:
        for pattern in ("libLLVM*.so*", "*/libLLVM*.so*", "llvm*/lib/libLLVM*.so*", "libLLVM*.dylib"):
            for path in Path(folder).glob(pattern):
                number = re.search(r"(?:so\.|LLVM-|LLVM\.)(\d+)", path.name)
                if number and int(number[1]) >= OLDEST_LLVM:
                    found[path.resolve()] = int(number[1])
    yield from sorted(found, key=lambda path: (-found[path], str(path)))


def _runs(name: str, library: Path | None) -> bool:
    """Whether a picture can be traced with that variant, tried in a process of its own: a library that does
    not fit ends the process."""
    environment = dict(os.environ)
    if library is not None:
        environment["DRJIT_LIBLLVM_PATH"] = str(library)
    command = [sys.executable, "-c", PROBE.format(variant=name)]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@lru_cache(maxsize=1)
def variant() -> str | None:
    """``llvm_ad_rgb`` where a libLLVM of version 16 or later serves, else ``scalar_rgb`` (about five times
    slower), ``None`` where mitsuba or its denoiser is missing or does not run. Takes about a second the
    first time."""
    if find_spec("mitsuba") is None or find_spec("mitsuba_oidn") is None:
        return None
    for library in llvm_libraries():
        if _runs("llvm_ad_rgb", library):
            os.environ["DRJIT_LIBLLVM_PATH"] = str(library)
            return "llvm_ad_rgb"
    return "scalar_rgb" if _runs("scalar_rgb", None) else None

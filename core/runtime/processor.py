"""What decides pixels on a processor besides the program: sums round as its instructions part them."""

import os
import platform
from functools import cache
from pathlib import Path

VARIABLES = (
    "ATEN_CPU_CAPABILITY",
    "DNNL_MAX_CPU_ISA",
    "GLIBC_TUNABLES",
    "MKL_CBWR",
    "MKL_ENABLE_INSTRUCTIONS",
    "NPY_DISABLE_CPU_FEATURES",
    "NPY_ENABLE_CPU_FEATURES",
    "NUMBA_CPU_FEATURES",
    "NUMBA_CPU_NAME",
    "ONEDNN_MAX_CPU_ISA",
    "OPENBLAS_CORETYPE",
    "OPENCV_CPU_DISABLE",
)
"""By these a user holds torch, oneDNN, MKL, NumPy, numba, OpenCV and the C library to other instructions than
the processor has."""
CPUINFO = Path("/proc/cpuinfo")
_MODEL = ("cpu family", "model", "stepping")


@cache
def processor_name(cpuinfo: Path = CPUINFO) -> str | None:
    """The processor's model: ``AMD EPYC (cpu family 25, model 17, stepping 1)`` where Linux tells it, since
    names alone stand for several models; else what Python knows, ``None`` for nothing."""
    try:
        first = cpuinfo.read_text(encoding="utf-8", errors="replace").split("\n\n")[0]
    except OSError:  # another system
        return platform.processor() or None
    lines = (line.partition(":") for line in first.splitlines())
    told = {name.strip(): value.strip() for name, _, value in lines}
    numbers = ", ".join(f"{name} {told[name]}" for name in _MODEL if name in told)
    name = told.get("model name") or platform.processor() or platform.machine()
    return f"{name} ({numbers})" if numbers else name or None


def instruction_variables() -> dict[str, str]:
    """Those of ``VARIABLES`` that are set, with their values."""
    return {name: value for name in VARIABLES if (value := os.environ.get(name))}

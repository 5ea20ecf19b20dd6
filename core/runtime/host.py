"""What of a machine and its programs may change a pixel, as the machine itself says it."""

import platform
from typing import Any

from core.runtime.libraries import version_of
from core.runtime.processor import instruction_variables, processor_name

LIBRARIES = (
    "torch", "diffusers", "transformers", "accelerate", "peft", "rembg", "onnxruntime", "pymatting", "numba",
    "scipy", "pillow", "numpy", "opencv-python-headless", "mitsuba", "mitsuba-oidn",
)  # fmt: skip


def this_host() -> dict[str, Any]:
    """Python, system, processor with the variables that choose its instructions, versions of libraries;
    JSON-ready."""
    return {
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "processor": processor_name(),
        "variables": instruction_variables(),
        "libraries": {name: version_of(name) for name in LIBRARIES},
    }

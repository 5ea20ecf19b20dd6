"""What decides the pixels of a remembered stage besides photo, model and options: with what it was computed.

All of it is in the key of what is remembered, as it is in a run's record, so that a picture never shows what
other libraries, another processor or another number of threads worked out while its record names these. What
was remembered before these facts were in the key does not tell them, hence may be of any: it is not read
again, each photo is looked at once more, and what lies there goes with age.
"""

from core.pipeline.stage_cache import Key
from core.runtime.device import Device
from core.runtime.libraries import version_of
from core.runtime.processor import instruction_variables, processor_name


def matting_facts() -> Key:
    """Of a cut-out, which onnxruntime computes on the processor, in as many threads as it likes: with 1, 2
    and 4 of them the mattes of four photos were the same."""
    return {"processor": processor_name(), "onnxruntime": version_of("onnxruntime"), **held_back()}


def foreground_facts() -> Key:
    """Of colours freed of the old background, which numba compiles for the processor."""
    libraries = {name: version_of(name) for name in ("pymatting", "numba")}
    return {**libraries, "processor": processor_name(), **held_back()}


def held_back() -> dict[str, str]:
    """The variables that hold instructions back, where any is set."""
    variables = " ".join(f"{name}={value}" for name, value in sorted(instruction_variables().items()))
    return {"variables": variables} if variables else {}


def depth_facts(device: Device, dtype: str) -> Key:
    """Of a depth map, which torch computes on ``device`` in ``dtype``: on a CPU its sums round as threads and
    instructions part them, on a graphics card as the card does."""
    facts: dict[str, str | int | float | bool | None] = {
        "device": device.kind,
        "dtype": dtype,
        **{name: version_of(name) for name in ("torch", "transformers")},
    }
    if device.kind != "cpu":
        return facts | {"card": device.name}
    return facts | {
        "threads": device.threads,
        "capability": device.capability,
        "processor": processor_name(),
        "variables": held_back().get("variables", ""),
    }

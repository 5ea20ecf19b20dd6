"""What is likely to differ when a picture is made again here and now, told before it is paid for."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from core.library.comparison import environment_changes, stage_changes
from core.library.manifest import environment
from core.pipeline.stages import STAGE_NAMES
from core.runtime.device import Device
from store.records import Run


def likely_changes(run: Run) -> tuple[str, ...]:
    """One sentence for each part of the environment, and each stage, that is another one now than when the
    run was made; empty for one that made nothing. The device is taken for the same one: to ask for it takes
    seconds."""
    if run.outcome is None:
        return ()
    then: Mapping[str, Any] = run.outcome.environment
    device = Device(
        str(then.get("device", "cpu")),
        str(then.get("dtype", "float32")),
        str(then.get("device_name", "")),
        capability=then.get("cpu_capability"),
        threads=then.get("threads"),
    )
    stages: object = then.get("stages", 1)
    passed = cast(Collection[str], stages) if isinstance(stages, dict) else STAGE_NAMES
    now = environment(device, passed, low_memory=bool(then.get("frugal")))
    known = stage_changes(then.get("stages", 1), now["stages"]) if isinstance(stages, dict) else []
    return (*environment_changes(then, now), *known)

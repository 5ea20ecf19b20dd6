"""What is likely to differ when a picture is made again here and now, told before it is paid for."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from core.errors import StudioError
from core.library.comparison import by_models, environment_changes, stage_changes
from core.library.manifest import environment
from core.models.local import readable_size
from core.models.missing import missing_models
from core.models.resolved import resolve
from core.pipeline.stages import STAGE_NAMES
from core.runtime.device import Device
from core.runtime.machine import expects_cuda
from core.settings import Settings
from store.records import Run


def foresee(run: Run, settings: Settings, device: Device | None = None) -> tuple[str, ...]:
    """What keeps a run from being made again, or what is likely to differ; empty where nothing is known to.
    ``device`` is what pictures are made on here, where that is known already."""
    if "upload" not in run.artifacts:
        return ("Its photo is not kept any more: it cannot be made again.",)
    return (*hindrances(run, settings), *likely_changes(run, device, settings.device))


def hindrances(run: Run, settings: Settings) -> tuple[str, ...]:
    """One sentence for each model that the run needs and that is not here."""
    # A photo that brings its own cut-out needs no model for it.
    cut_out = run.outcome is None or any(model["role"] == "matting" for model in run.outcome.models)
    depth = run.request.get("depth_model")
    matting = run.request.get("matting_model")
    try:
        profile = resolve(run.profile, None if depth is None else str(depth), settings)
        missing = missing_models(
            profile, settings, matting_model=None if matting is None else str(matting), cut_out=cut_out
        )
    except StudioError as error:
        return (str(error),)
    except KeyError as error:
        return (f"Its model {error} is not known here.",)
    return tuple(
        f"The {model.role} model {model.name} is not here ({readable_size(model.size_mb)}); "
        f"get it with: python -m core fetch {model.fetch}"
        for model in missing
    )


def likely_changes(run: Run, device: Device | None = None, wanted: str | None = None) -> tuple[str, ...]:
    """One sentence for each part of the environment, and each stage, that is another one now than when the
    run was made; empty for one that made nothing. Where the ``device`` is not known it is taken for the same
    one, since to ask for it takes seconds, unless a graphics card is there now and was not then, or the other
    way round; ``wanted`` is the kind that the user set."""
    if run.outcome is None:
        return ()
    then: Mapping[str, Any] = run.outcome.environment
    here = device or Device(
        str(then.get("device", "cpu")),
        str(then.get("dtype", "float32")),
        str(then.get("device_name", "")),
        capability=then.get("cpu_capability"),
        threads=then.get("threads"),
    )
    stages: object = then.get("stages", 1)
    passed = cast(Collection[str], stages) if isinstance(stages, dict) else STAGE_NAMES
    now = environment(here, passed, low_memory=bool(then.get("frugal")))
    now |= {"together": then.get("together", 1)}  # it is made again as it was
    known = stage_changes(then.get("stages", 1), now["stages"]) if isinstance(stages, dict) else []
    known_to_stay = device is not None or not by_models(then)
    moved = [] if known_to_stay else _device_change(then, cuda=expects_cuda(wanted))
    return (*moved, *environment_changes(then, now), *known)


def _device_change(then: Mapping[str, Any], *, cuda: bool) -> list[str]:
    """A sentence where a run's graphics card is lacking here, or it had none."""
    had = then.get("device") == "cuda"
    if had and not cuda:
        return [f"It ran on {then.get('device_name') or 'a graphics card'} then; there is none here."]
    return ["It ran on a processor then, on a graphics card now."] if cuda and not had else []

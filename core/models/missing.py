"""Which models a picture needs that are not on this machine: answered here, for pages and command line."""

from dataclasses import dataclass

from core.models.local import disk_state
from core.models.matting_models import MATTING_MODELS
from core.models.matting_weights import is_present
from core.models.profile import ModelProfile
from core.models.profiles import DEPTH_MODELS, all_profiles
from core.settings import Settings


@dataclass(frozen=True, kw_only=True)
class MissingModel:
    """A model that is needed and not here. ``size_mb`` in units of 10⁶ bytes; ``fetch`` is the name by which
    ``python -m core fetch`` brings it, alone or with all else that its profile lacks."""

    role: str
    name: str
    licence: str
    size_mb: int
    fetch: str


def missing_models(
    profile: ModelProfile, settings: Settings, *, matting_model: str | None = None, cut_out: bool = True
) -> tuple[MissingModel, ...]:
    """The models of ``profile``, as it is or as a request resolved it, that are not on this machine.

    Its cut-out model is among them, ``matting_model`` in place of its default, unless no photo needs to be
    ``cut_out``. The diffusion models come first, then depth, then cut-out.
    """
    known = all_profiles(settings).get(profile.name, profile)
    chosen = {ref.name: name for name, ref in DEPTH_MODELS.items()}
    depth_name = None if profile.depth is None else chosen.get(profile.depth.name)
    own_depth = known.depth == profile.depth or depth_name is None
    missing = [
        MissingModel(
            role=ref.role,
            name=ref.name,
            licence=ref.licence,
            size_mb=ref.size_mb,
            fetch=profile.name if ref.role != "depth" or own_depth else str(depth_name),
        )
        for ref, located in disk_state(profile, settings)
        if located is None
    ]
    missing.sort(key=lambda model: model.role == "depth")
    matting = MATTING_MODELS[matting_model or profile.defaults.matting_model]
    if cut_out and not is_present(matting.name, settings.weights_dir):
        missing.append(
            MissingModel(
                role="matting",
                name=matting.name,
                licence=matting.licence,
                size_mb=round(matting.size_mb),
                fetch=profile.name if matting.name == profile.defaults.matting_model else matting.name,
            )
        )
    return tuple(missing)

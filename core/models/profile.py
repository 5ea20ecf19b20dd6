"""What a profile is made of: which models, and the parameters that are its defaults."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from core.models.parameters import Frozen, GenerationParameters

Role = Literal["base", "controlnet", "depth", "lora", "vae", "upscaler"]

_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w.-]+")


def is_hub_id(name: str) -> bool:
    """Whether ``name`` is ``owner/name`` on the hub; any other spelling is a folder."""
    return _HUB_ID.fullmatch(name) is not None


class ModelRef(Frozen):
    """One model's place, licence and download size (of the files needed, in units of 10⁶ bytes; 0
    where it is not known).

    ``name`` is a hub id (``owner/name``) or a folder: without a slash, absolute, or beginning with
    ``./``, ``../`` or ``~``. Relative folders of built-in profiles lie in ``Settings.models_dir``,
    those of the user's own profiles beside their profiles.toml. ``revision`` is a hub commit or
    branch, ``None`` its main branch. ``variant`` picks files like ``model.fp16.safetensors``;
    ``allow_patterns`` replaces the choice of files for a repository with an unusual layout.
    """

    role: Role
    name: Annotated[str, Field(min_length=1)]
    revision: str | None = None
    subfolder: str | None = None
    licence: Annotated[str, Field(min_length=1)]
    size_mb: Annotated[int, Field(ge=0)] = 0
    variant: str | None = None
    allow_patterns: tuple[str, ...] | None = None

    @property
    def on_hub(self) -> bool:
        """Whether ``name`` is a hub id rather than a folder."""
        return is_hub_id(self.name)


class ModelProfile(Frozen):
    """A named set of models with defaults.

    ``pipeline`` is the class that paints: one of diffusers' way, or ``ScenePipeline``, which paints our own
    scenes and takes no models. ``control`` says what its control image, which the ControlNet is
    shown, is made of: the photo's disparity, or the mask (white is repainted). ``native_size`` is the side,
    in pixels and a multiple of 8, of the square with as many pixels as the background is generated at before
    it is scaled to the picture's size; ``None`` generates at that size. ``upscaler`` does the scaling up
    where it is named, else bicubic interpolation. ``memory_gb`` is what the models and one picture of
    ``defaults.max_side`` take: on a GPU in half precision, or of main memory where the profile is meant for
    a CPU.
    ``scheduler_options`` override the scheduler's own configuration; ``defaults`` are the parameters of a
    request that says nothing else.
    """

    name: str
    title: str
    description: str = ""
    base: ModelRef | None = None
    controlnet: ModelRef | None = None
    depth: ModelRef | None = None
    lora: ModelRef | None = None
    vae: ModelRef | None = None
    upscaler: ModelRef | None = None
    pipeline: Literal[
        "StableDiffusionControlNetInpaintPipeline", "MaskControlNetInpaintPipeline", "ScenePipeline"
    ] = "StableDiffusionControlNetInpaintPipeline"
    control: Literal["depth", "mask"] = "depth"
    scheduler_options: Mapping[str, str | int | float | bool | None] = {}
    defaults: GenerationParameters = GenerationParameters()
    native_size: Annotated[int, Field(ge=64, multiple_of=8)] | None = None
    memory_gb: Annotated[float, Field(gt=0)]

    @property
    def paints_scenes(self) -> bool:
        """Whether its places are our own scenes, which take no models."""
        return self.pipeline == "ScenePipeline"

    @property
    def models(self) -> tuple[ModelRef, ...]:
        """Every model of the profile, base first; none of a profile of scenes."""
        refs = (self.base, self.controlnet, self.depth, self.lora, self.vae, self.upscaler)
        return tuple(ref for ref in refs if ref is not None)

    @property
    def pipeline_options(self) -> dict[str, object]:
        """The options that change pixels besides models and request, as JSON has them."""
        return self.model_dump(
            mode="json", include={"pipeline", "control", "scheduler_options", "native_size"}
        )

    @property
    def size_mb(self) -> int:
        """Download size of all models together, in units of 10⁶ bytes."""
        return sum(ref.size_mb for ref in self.models)

    @model_validator(mode="after")
    def _models_fit(self) -> Self:
        if not self.paints_scenes and (self.base is None or self.controlnet is None):
            raise ValueError("base and controlnet must name a model")
        if not self.paints_scenes and self.control == "depth" and self.depth is None:
            raise ValueError('depth must name a depth model where control is "depth"')
        for field in get_args(Role):
            ref = getattr(self, field)
            if ref is not None and ref.role != field:
                raise ValueError(f'{field}.role must be "{field}"')
        return self

"""What a profile is made of: which models, and the parameters of a picture that are its defaults."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.models.matting_weights import MATTING_WEIGHTS

Role = Literal["base", "controlnet", "depth", "lora", "vae", "upscaler"]
Scheduler = Literal[
    "DDIM", "DPMSolverMultistep", "UniPCMultistep", "EulerDiscrete", "EulerAncestralDiscrete", "LCM"
]
"""Class names of diffusers, without their ending ``Scheduler``."""
SCHEDULERS: tuple[Scheduler, ...] = get_args(Scheduler)
MAX_LCM_STEPS = 50
"""Its models are distilled from as many steps and can skip some, not add any."""
DepthScope = Literal["frame", "subject"]
"""``frame``: depth of the whole photo. ``subject``: depth inside a dilated, blurred subject mask
only, so that the old scene is not carried into the new one (as Shopify's open example does)."""

_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w.-]+")


def is_hub_id(name: str) -> bool:
    """Whether ``name`` is ``owner/name`` on the hub; any other spelling is a folder."""
    return _HUB_ID.fullmatch(name) is not None


class Frozen(BaseModel):
    """Immutable, and an unknown key is an error rather than ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


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


class GenerationParameters(Frozen):
    """How a picture is made, apart from what is asked for: a profile has one of these as its defaults, and
    a request begins with them. Names and ranges are diffusers'; NaN and infinity are refused.

    Each field's ``title`` is its label on the page, its ``description`` the help of page, command line and
    JSON schema alike.
    """

    negative_prompt: Annotated[
        str,
        Field(
            title="Negative prompt",
            description="what should not appear; the profile's own unless given",
        ),
    ] = ""
    num_inference_steps: Annotated[
        int, Field(ge=1, le=150, title="Inference steps", description="denoising steps")
    ] = 30
    guidance_scale: Annotated[
        float,
        Field(
            ge=0,
            le=30,
            title="Guidance scale",
            description="how closely to follow the prompt; 1 and below switch guidance off",
        ),
    ] = 7.5
    strength: Annotated[
        float,
        Field(
            gt=0,
            le=1,
            title="Strength",
            description="1 makes the background anew, less keeps some of the old one",
        ),
    ] = 1.0
    eta: Annotated[
        float, Field(ge=0, le=1, title="Eta", description="DDIM's share of fresh noise in each step")
    ] = 0.0
    scheduler: Annotated[
        Scheduler,
        Field(title="Scheduler", description="diffusers' scheduler, without the ending 'Scheduler'"),
    ] = "DDIM"
    controlnet_conditioning_scale: Annotated[
        float,
        Field(
            ge=0,
            le=2,
            title="ControlNet conditioning scale",
            description="how strongly depth shapes the picture",
        ),
    ] = 1.0
    control_guidance_start: Annotated[
        float,
        Field(
            ge=0,
            lt=1,
            title="Control guidance start",
            description="share of the steps after which depth begins to count",
        ),
    ] = 0.0
    control_guidance_end: Annotated[
        float,
        Field(
            gt=0,
            le=1,
            title="Control guidance end",
            description="share of the steps after which depth stops counting",
        ),
    ] = 1.0
    max_side: Annotated[
        int,
        Field(
            ge=64,
            le=4096,
            title="Max side",
            description="longest side of the picture in px; photos are made smaller, never larger",
        ),
    ] = 1024
    matting_model: Annotated[
        str,
        Field(title="Matting model", description="cut-out model: " + ", ".join(MATTING_WEIGHTS)),
    ] = "u2net"
    depth_scope: Annotated[
        DepthScope,
        Field(title="Depth scope", description="depth of the whole frame, or around the subject only"),
    ] = "frame"

    @field_validator("matting_model")
    @classmethod
    def _known_matting_model(cls, name: str) -> str:
        if name not in MATTING_WEIGHTS:
            raise ValueError(f"must be one of {', '.join(MATTING_WEIGHTS)}")
        return name

    @field_validator("*")
    @classmethod
    def _one_zero(cls, value: object) -> object:
        """Equal parameters must be written alike, and -0.0 equals 0.0."""
        return abs(value) if value == 0.0 and isinstance(value, float) else value

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.control_guidance_start >= self.control_guidance_end:
            raise ValueError("control_guidance_start must be below control_guidance_end")
        if int(self.num_inference_steps * self.strength) < 1:
            raise ValueError("num_inference_steps times strength must be at least 1")
        if self.scheduler == "LCM" and self.num_inference_steps > MAX_LCM_STEPS:
            raise ValueError(f"num_inference_steps must be at most {MAX_LCM_STEPS} with scheduler LCM")
        return self


class ModelProfile(Frozen):
    """A named set of models with defaults.

    ``pipeline`` is the class that paints. ``control`` says what its control image, which the ControlNet is
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
    base: ModelRef
    controlnet: ModelRef
    depth: ModelRef | None = None
    lora: ModelRef | None = None
    vae: ModelRef | None = None
    upscaler: ModelRef | None = None
    pipeline: Literal["StableDiffusionControlNetInpaintPipeline", "MaskControlNetInpaintPipeline"] = (
        "StableDiffusionControlNetInpaintPipeline"
    )
    control: Literal["depth", "mask"] = "depth"
    scheduler_options: Mapping[str, str | int | float | bool | None] = {}
    defaults: GenerationParameters = GenerationParameters()
    native_size: Annotated[int, Field(ge=64, multiple_of=8)] | None = None
    memory_gb: Annotated[float, Field(gt=0)]

    @property
    def models(self) -> tuple[ModelRef, ...]:
        """Every model of the profile, base first."""
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
        if self.control == "depth" and self.depth is None:
            raise ValueError('depth must name a depth model where control is "depth"')
        for field in get_args(Role):
            ref = getattr(self, field)
            if ref is not None and ref.role != field:
                raise ValueError(f'{field}.role must be "{field}"')
        return self

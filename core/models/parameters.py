"""The parameters of a picture: what each means, its label and help, its range and default."""

from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.models.matting_weights import MATTING_WEIGHTS

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


class Frozen(BaseModel):
    """Immutable, and an unknown key is an error rather than ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class GenerationParameters(Frozen):
    """How a picture is made, apart from what is asked for: a profile has one of these as its defaults, and
    a request begins with them. Names and ranges are diffusers'; NaN and infinity are refused.

    Each field's ``title`` is its label on the page, its ``description`` the help of page, command line and
    JSON schema alike.
    """

    negative_prompt: Annotated[
        str,
        Field(
            title="Avoid",
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
            title="Longest side",
            description="longest side of the picture in px; photos are made smaller, never larger",
        ),
    ] = 1024
    matting_model: Annotated[
        str,
        Field(title="Cut-out model", description="cut-out model: " + ", ".join(MATTING_WEIGHTS)),
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

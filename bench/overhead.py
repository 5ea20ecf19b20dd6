"""Our inpaint stage against a bare diffusers call with the same arguments: same pixels, how much longer?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from bench.metering import percent_more, seconds_of
from bench.plan import Plan
from core.diffusion.inpainting import Inpainter
from core.diffusion.loading import lay_out
from core.pipeline.progress import Clock
from core.runtime.loading_lock import quiet_libraries
from core.stages.arrays import Pixels
from core.stages.image import fit

BARE, PLAIN, WATCHED = "bare diffusers call", "our inpaint stage", "our inpaint stage, with previews"
ROUNDS = 3
"""Rounds for each of the plan's ``repeat``: a difference of per cents takes more of them to see."""


@dataclass(frozen=True, kw_only=True)
class Overhead:
    """Median ``seconds`` of each alternative, and how many per cent longer than the bare call
    (``per_cent``), at ``size`` (width, height); ``differing`` is the share of pixels, 0…1, that are not
    the bare call's to the bit."""

    seconds: Mapping[str, float]
    per_cent: Mapping[str, float]
    differing: Mapping[str, float]
    size: tuple[int, int]
    rounds: int

    @property
    def identical(self) -> bool:
        """Whether all made the same pixels."""
        return not any(self.differing.values())


@dataclass(frozen=True)
class Inputs:
    """Photo and control image H×W×3, mask H×W (255 = repaint), of a size that needs no resizing."""

    photo: Pixels
    mask: Pixels
    control: Pixels

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in px."""
        return self.mask.shape[1], self.mask.shape[0]


def measure(plan: Plan) -> Overhead:
    """All alternatives once for their pixels, then in turns for their seconds."""
    ways, size = _alternatives(plan)
    made = {name: make() for name, make in ways.items()}
    rounds = ROUNDS * plan.repeat
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        # In turns, and every other time backwards, so that none always follows the same other.
        for name in list(ways)[:: -1 if number % 2 else 1]:
            seconds[name].append(seconds_of(ways[name]))
    return Overhead(
        seconds={name: median(values) for name, values in seconds.items()},
        per_cent={name: percent_more(values, seconds[BARE]) for name, values in seconds.items()},
        differing={name: differing_share(pixels, made[BARE]) for name, pixels in made.items()},
        size=size,
        rounds=rounds,
    )


def differing_share(pixels: Pixels, others: Pixels) -> float:
    """The share of pixels, 0…1, in which two H×W×3 pictures are not equal to the bit."""
    return float((pixels != others).any(axis=-1).mean())


def _alternatives(plan: Plan) -> tuple[dict[str, Callable[[], Pixels]], tuple[int, int]]:
    ours = Inpainter(plan.profile, plan.models(), plan.device())
    inputs, request = _inputs(plan, ours), plan.request()

    def stage(clock: Clock) -> Pixels:
        def tell(step: int, steps: int, preview: Callable[[], Pixels]) -> None:
            clock.tell("inpaint", step, steps, preview)

        return ours.background(inputs.photo, inputs.mask, inputs.control, request, tell)

    stage(Clock())  # gives the pipeline the scheduler whose configuration the bare one takes over
    bare = _bare_call(plan, ours, inputs)
    ways = {BARE: bare, PLAIN: lambda: stage(Clock()), WATCHED: lambda: stage(Clock(lambda _: None))}
    return ways, inputs.size


def _inputs(plan: Plan, stage: Inpainter) -> Inputs:
    """At a size that the stage neither scales nor pads: the photo, an ellipse as subject, a ramp as depth."""
    photo = fit(plan.photo(), plan.request().max_side)
    multiple = max(8, stage.pipe.vae_scale_factor)
    width, height = (side // multiple * multiple for side in stage.working_size(photo.size))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    subject = x**2 + y**2 < 0.3
    ramp = np.broadcast_to(np.linspace(0, 255, height).astype(np.uint8)[:, None, None], (height, width, 3))
    return Inputs(
        photo=np.asarray(photo.resize((width, height))),
        mask=np.where(subject, 0, 255).astype(np.uint8),
        control=ramp,
    )


def _bare_call(plan: Plan, stage: Inpainter, inputs: Inputs) -> Callable[[], Pixels]:
    import torch

    pipe = _bare_pipe(plan, stage)
    request = plan.request()
    photo, mask, control = (Image.fromarray(part) for part in (inputs.photo, inputs.mask, inputs.control))

    def call() -> Pixels:
        made = pipe(
            prompt=request.prompt,
            negative_prompt=request.negative_prompt,
            image=photo,
            mask_image=mask,
            control_image=control,
            width=photo.width,
            height=photo.height,
            num_inference_steps=request.num_inference_steps,
            guidance_scale=request.guidance_scale,
            strength=request.strength,
            eta=request.eta,
            controlnet_conditioning_scale=request.controlnet_conditioning_scale,
            control_guidance_start=request.control_guidance_start,
            control_guidance_end=request.control_guidance_end,
            generator=torch.Generator("cpu").manual_seed(request.seed),
        )
        return np.asarray(made.images[0])

    return call


def _bare_pipe(plan: Plan, stage: Inpainter) -> Any:
    import diffusers

    quiet_libraries()
    dtype = stage.device.torch_dtype
    controlnet = diffusers.ControlNetModel.from_pretrained(
        stage.models["controlnet"].path, dtype=dtype, local_files_only=True
    )
    pipe = diffusers.StableDiffusionControlNetInpaintPipeline.from_pretrained(
        stage.models["base"].path,
        controlnet=controlnet,
        variant=stage.models["base"].ref.variant,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
        local_files_only=True,
        dtype=dtype,
    ).to(stage.device.kind)
    lay_out(pipe, stage.device)  # another layout of the same weights takes longer and rounds otherwise
    scheduler = getattr(diffusers, f"{plan.request().scheduler}Scheduler")
    pipe.scheduler = scheduler.from_config(stage.pipe.scheduler.config)
    pipe.set_progress_bar_config(disable=True)
    return pipe

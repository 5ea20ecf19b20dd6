"""The diffusion stage: photo, mask, control image and prompts in, new background out."""

from collections.abc import Callable, Mapping
from math import sqrt
from typing import Any

import numpy as np
from PIL import Image

from core.diffusion.encoding_cache import Latest, encode_images_once
from core.diffusion.loading import load_inpaint_pipeline, set_scheduler
from core.diffusion.preview import CleanLatents, LatentPreview
from core.diffusion.prompts import encode
from core.models.local import LocalModel
from core.models.profile import ModelProfile
from core.request import GenerationRequest
from core.runtime.cancellation import Cancellation
from core.runtime.device import Device, settle_threads
from core.runtime.loading_lock import painting
from core.stages.arrays import Pixels
from core.stages.frame import Frame

OnStep = Callable[[int, int, Callable[[], Pixels]], None]
"""Called after each denoising step with its number (from 1), how many there are (fewer than asked for where
``strength`` is below 1), and a function that makes a preview of the background so far, RGB h×w×3 at the
latents' size, an eighth of the picture's. What it raises ends the work; the next picture is not affected."""

NATIVE_ENOUGH = 0.8
"""Share of the native size's pixels from which on a photo is painted at its own: scaling it would cost time
and bring nothing."""

PIPELINE_PARAMETERS = (
    "num_inference_steps",
    "guidance_scale",
    "strength",
    "eta",
    "controlnet_conditioning_scale",
    "control_guidance_start",
    "control_guidance_end",
)
"""The request's fields that go to diffusers under their own names."""


class Inpainter:
    """A profile's diffusion models, loaded once; ``low_memory`` ones take less memory and more time. Not for
    several threads at a time."""

    def __init__(
        self,
        profile: ModelProfile,
        models: Mapping[str, LocalModel],
        device: Device,
        *,
        low_memory: bool = False,
    ) -> None:
        self.profile, self.models, self.device, self.low_memory = profile, models, device, low_memory
        self._pipe: Any = None
        self._preview: LatentPreview | None = None
        self._prompt_embeds: Latest[Any] = Latest()
        self._image_latents: Latest[Any] = Latest()

    @property
    def pipe(self) -> Any:
        """The diffusers pipeline, loaded at first use."""
        if self._pipe is None:
            self._pipe = load_inpaint_pipeline(
                self.profile, self.models, self.device, low_memory=self.low_memory
            )
            self._preview = LatentPreview(self._pipe.vae, self._pipe.vae_scale_factor)
            self._image_latents = encode_images_once(self._pipe)
        return self._pipe

    def release(self) -> None:
        """Let go of the weights; ``pipe`` reads them again."""
        self._pipe = self._preview = None
        self.forget()

    def forget(self) -> None:
        """Encode prompts and photo anew, even if they are those of the last picture."""
        self._prompt_embeds.forget()
        self._image_latents.forget()

    def background(
        self,
        image: Pixels,
        mask: Pixels,
        control: Pixels,
        request: GenerationRequest,
        on_step: OnStep | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> Pixels:
        """The picture with its masked part repainted, h×w×3 uint8, at its ``working_size``.

        ``image`` and the control image ``control`` are H×W×3, ``mask`` H×W with 255 = repaint, all uint8.
        They are scaled to the working size, and made fit for the autoencoder by reflected borders, never
        by stretching. The result is to be scaled to the picture's size by the caller. ``cancellation`` is
        checked after each step.
        """
        small = self.working_size((image.shape[1], image.shape[0]))
        frame = Frame.with_multiples(small, max(8, self.pipe.vae_scale_factor))
        scaled = [resized(pixels, small) for pixels in (image, mask, control)]
        photo, repaint, shown = (Image.fromarray(frame.pad(pixels, "reflect")) for pixels in scaled)
        made = self.run(photo, repaint, shown, request, on_step, cancellation=cancellation)
        return frame.crop(np.asarray(made))

    def working_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """(width, height) at which the background of a photo of ``size`` is generated: the photo's own, or
        about as many pixels as the square of the profile's native size has. Also behind a smaller photo: on
        fewer pixels than it was trained with a model shows less of what was asked for."""
        native = self.profile.native_size
        if native is None or NATIVE_ENOUGH <= size[0] * size[1] / native**2 <= 1:
            return size
        scale = native / sqrt(size[0] * size[1])
        return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))

    def run(
        self,
        image: Image.Image,
        mask: Image.Image,
        control: Image.Image,
        request: GenerationRequest,
        on_step: OnStep | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> Image.Image:
        """One call of the diffusers pipeline at the images' own size, which its autoencoder must divide.
        Raises ``CancelledError`` after the step in which ``cancellation`` was requested."""
        import torch

        settle_threads()
        pipe = self.pipe
        set_scheduler(pipe, request, self.profile.scheduler_options)

        def after_step(pipe: Any, step: int, _: Any, tensors: dict[str, Any]) -> dict[str, Any]:
            if cancellation is not None:
                cancellation.check()  # here Cancel takes hold: what a callback raises ends diffusers' loop
            preview = self._preview
            if on_step is not None and preview is not None:
                shown = tensors["latents"] if clean.latest is None else clean.latest
                on_step(step + 1, pipe.num_timesteps, lambda: preview(shown))
            return {}

        clean = CleanLatents()
        with painting(), torch.inference_mode(), clean.of(pipe.scheduler):
            prompt_embeds, negative_prompt_embeds = self.encoded(request.prompt, request.negative_prompt)
            return pipe(
                prompt_embeds=prompt_embeds,
                negative_prompt_embeds=negative_prompt_embeds,
                image=image,
                mask_image=mask,
                control_image=control,
                width=image.width,
                height=image.height,
                generator=torch.Generator("cpu").manual_seed(request.seed),
                callback_on_step_end=after_step,
                **{name: getattr(request, name) for name in PIPELINE_PARAMETERS},
            ).images[0]

    def encoded(self, prompt: str, negative_prompt: str) -> Any:
        """The embeddings of both prompts, each a tensor of 1 × (77 · chunks) × hidden size in the device's
        dtype; those of the last picture where its prompts were the same."""
        pipe = self.pipe
        place = {"device": pipe._execution_device, "dtype": self.device.torch_dtype}
        return self._prompt_embeds.of(
            (prompt, negative_prompt),
            lambda: encode(pipe.tokenizer, pipe.text_encoder, prompt, negative_prompt, **place),
        )


def resized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """``pixels`` H×W or H×W×3 at ``size`` (width, height), bicubic; itself where it has that size."""
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))

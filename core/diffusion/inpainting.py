"""The diffusion stage: photo, mask, control image and prompts in, new background out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Shown:
    """What the model is shown of one picture: ``image`` and the control image ``control`` are H×W×3, ``mask``
    H×W with 255 = repaint, all uint8; and its request."""

    image: Pixels
    mask: Pixels
    control: Pixels
    request: GenerationRequest


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
        frame = self._frame((image.shape[1], image.shape[0]))
        photo, repaint, shown = (self._fitted(pixels, frame) for pixels in (image, mask, control))
        made = self.run(photo, repaint, shown, request, on_step, cancellation=cancellation)
        return frame.crop(np.asarray(made))

    def backgrounds(
        self,
        shown: Sequence[Shown],
        on_step: OnStep | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> list[Pixels]:
        """As ``background``, of several pictures at once, which must have one canvas size and ask the same
        in all of ``PIPELINE_PARAMETERS`` and in the scheduler; each has the noise of its own seed.
        ``on_step`` is shown the first. All end where one ends."""
        if len(shown) == 1:
            (one,) = shown
            given = one.image, one.mask, one.control, one.request
            return [self.background(*given, on_step, cancellation=cancellation)]
        frames = [self._frame((one.image.shape[1], one.image.shape[0])) for one in shown]
        fitted = [
            [self._fitted(pixels, frame) for pixels in (one.image, one.mask, one.control)]
            for one, frame in zip(shown, frames, strict=True)
        ]
        made = self._called(fitted, [one.request for one in shown], on_step, cancellation)
        return [frame.crop(np.asarray(image)) for frame, image in zip(frames, made, strict=True)]

    def _frame(self, size: tuple[int, int]) -> Frame:
        """From the working size of a photo of ``size`` to what the autoencoder divides."""
        return Frame.with_multiples(self.working_size(size), max(8, self.pipe.vae_scale_factor))

    @staticmethod
    def _fitted(pixels: Pixels, frame: Frame) -> Image.Image:
        return Image.fromarray(frame.pad(resized(pixels, frame.photo_size), "reflect"))

    def canvas_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """(width, height) of what the model paints behind a photo of ``size``: the working size, rounded up
        to what its autoencoder divides."""
        return self._frame(size).size

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
        return self._called([[image, mask, control]], [request], on_step, cancellation)[0]

    def _called(
        self,
        shown: Sequence[Sequence[Image.Image]],
        requests: Sequence[GenerationRequest],
        on_step: OnStep | None,
        cancellation: Cancellation | None,
    ) -> list[Image.Image]:
        import torch

        settle_threads()
        pipe, request = self.pipe, requests[0]
        images, masks, controls = (list(kind) for kind in zip(*shown, strict=True))
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
            embeds = [self.encoded(one.prompt, one.negative_prompt) for one in requests]
            prompt_embeds, negative_prompt_embeds = (
                torch.cat(tensors) for tensors in zip(*embeds, strict=True)
            )
            return pipe(
                prompt_embeds=prompt_embeds,
                negative_prompt_embeds=negative_prompt_embeds,
                image=images,
                mask_image=masks,
                control_image=controls,
                width=images[0].width,
                height=images[0].height,
                generator=[torch.Generator("cpu").manual_seed(one.seed) for one in requests],
                callback_on_step_end=after_step,
                **{name: getattr(request, name) for name in PIPELINE_PARAMETERS},
            ).images

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

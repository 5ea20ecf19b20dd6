"""The diffusion stage: photo, mask, control image and sentence in, new background out."""

from collections.abc import Callable, Mapping
from math import sqrt
from typing import Any

import numpy as np
from PIL import Image

from core.diffusion.encoding_cache import Latest, encode_images_once
from core.diffusion.loading import load_inpaint_pipeline, set_scheduler
from core.diffusion.preview import LatentPreview
from core.diffusion.prompts import encode
from core.models.local import LocalModel
from core.models.profile import ModelProfile
from core.request import GenerationRequest
from core.runtime.device import Device, settle_threads
from core.stages.arrays import Pixels
from core.stages.frame import Frame

OnStep = Callable[[int, int, Callable[[], Pixels]], None]
"""Called after each denoising step with its number (from 1), how many there are, and a function that
makes a small preview. What it raises ends the work; the next picture is not affected by that."""

NATIVE_ENOUGH = 0.8
"""Share of the native size's pixels from which on a photo is painted at its own: scaling it would cost time
and bring nothing."""


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
        self._words: Latest[Any] = Latest()
        self._photo: Latest[Any] = Latest()

    @property
    def pipe(self) -> Any:
        """The diffusers pipeline, loaded at first use."""
        if self._pipe is None:
            self._pipe = load_inpaint_pipeline(
                self.profile, self.models, self.device, low_memory=self.low_memory
            )
            self._preview = LatentPreview(self._pipe.vae, self._pipe.vae_scale_factor)
            self._photo = encode_images_once(self._pipe)
        return self._pipe

    def release(self) -> None:
        """Let go of the weights; ``pipe`` reads them again."""
        self._pipe = self._preview = None
        self.forget()

    def forget(self) -> None:
        """Encode sentence and photo anew, even if they are those of the last picture."""
        self._words.forget()
        self._photo.forget()

    def background(
        self,
        image: Pixels,
        mask: Pixels,
        control: Pixels,
        request: GenerationRequest,
        on_step: OnStep | None = None,
    ) -> Pixels:
        """The picture with its masked part repainted, H×W×3 uint8.

        ``image`` and ``control`` are H×W×3, ``mask`` H×W with 255 = repaint, all uint8. Sizes are made
        fit by reflected borders, never by stretching; a profile with a native size works on a copy
        of that size and scales the result.
        """
        size = (image.shape[1], image.shape[0])
        return _resized(self.small_background(image, mask, control, request, on_step), size)

    def small_background(
        self,
        image: Pixels,
        mask: Pixels,
        control: Pixels,
        request: GenerationRequest,
        on_step: OnStep | None = None,
    ) -> Pixels:
        """``background`` at its working size."""
        small = self.working_size((image.shape[1], image.shape[0]))
        frame = Frame.with_multiples(small, max(8, self.pipe.vae_scale_factor))
        resized = [_resized(pixels, small) for pixels in (image, mask, control)]
        photo, hole, shape = (Image.fromarray(frame.pad(pixels, "reflect")) for pixels in resized)
        made = self.run(photo, hole, shape, request, on_step)
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
    ) -> Image.Image:
        """One call of the diffusers pipeline at the images' own size, which its autoencoder must divide."""
        import torch

        settle_threads()
        pipe = self.pipe
        set_scheduler(pipe, request, self.profile.scheduler_options)
        with torch.inference_mode():
            wanted, unwanted = self._encoded(request.prompt, request.negative_prompt)
            return pipe(
                prompt_embeds=wanted,
                negative_prompt_embeds=unwanted,
                image=image,
                mask_image=mask,
                control_image=control,
                width=image.width,
                height=image.height,
                generator=torch.Generator("cpu").manual_seed(request.seed),
                callback_on_step_end=self._callback(on_step),
                **_parameters(request),
            ).images[0]

    def _encoded(self, prompt: str, negative_prompt: str) -> Any:
        pipe = self.pipe
        place = {"device": pipe._execution_device, "dtype": self.device.torch_dtype}
        return self._words.of(
            (prompt, negative_prompt),
            lambda: encode(pipe.tokenizer, pipe.text_encoder, prompt, negative_prompt, **place),
        )

    def _callback(self, on_step: OnStep | None) -> Callable[..., dict[str, Any]]:
        def after_step(pipe: Any, step: int, _: Any, tensors: dict[str, Any]) -> dict[str, Any]:
            preview = self._preview
            if on_step is not None and preview is not None:
                on_step(step + 1, pipe.num_timesteps, lambda: preview(tensors["latents"]))
            return {}

        return after_step


def _parameters(request: GenerationRequest) -> dict[str, Any]:
    """The request's fields that go to diffusers under their own names."""
    names = (
        "num_inference_steps",
        "guidance_scale",
        "strength",
        "eta",
        "controlnet_conditioning_scale",
        "control_guidance_start",
        "control_guidance_end",
    )
    return {name: getattr(request, name) for name in names}


def _resized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC))

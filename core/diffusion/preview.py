"""Small previews of latents, at the price of one matrix product, and the subject before them."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property, wraps
from typing import Any

import numpy as np
from PIL import Image

from core.stages.arrays import Floats, Pixels
from core.stages.compositing import composite

PREVIEW_SIDE = 320
"""Longest side of a preview that shows the subject, in px."""


class LatentPreview:
    """A linear map from an autoencoder's latents to RGB, fitted once on patches of plain colour.

    Stable Diffusion's latents are near enough to linear in colour that this shows layout and
    palette; it works for any autoencoder without constants of its own.
    """

    def __init__(self, vae: Any, factor: int) -> None:
        self.vae, self.factor = vae, factor
        self._map: Floats | None = None

    def __call__(self, latents: Any) -> Pixels:
        """h×w×3 uint8 of scaled latents 1×4×h×w."""
        if self._map is None:
            self._map = self.fitted_map(latents.device)
        values = latents[0].float().cpu().numpy().transpose(1, 2, 0)
        colours = np.concatenate([values, np.ones((*values.shape[:2], 1), np.float32)], -1) @ self._map
        return np.round(np.clip(colours, 0, 1) * 255).astype(np.uint8)

    def fitted_map(self, device: Any) -> Floats:
        """The map 5×3 from a pixel's four latents and 1 to RGB in 0…1, by least squares over 27 colours.

        ``device`` is the latents' own: an offloaded autoencoder's is the one where it rests between its
        calls.
        """
        import torch

        levels = torch.tensor([0.0, 0.5, 1.0])
        colours = torch.cartesian_prod(levels, levels, levels)
        side = 4 * self.factor
        patches = (colours * 2 - 1)[:, :, None, None].expand(-1, -1, side, side)
        parts: list[Any] = []
        with torch.inference_mode():
            for patch in patches:
                encoded = self.vae.encode(patch[None].to(device, self.vae.dtype))
                latents = encoded.latents if hasattr(encoded, "latents") else encoded.latent_dist.mode()
                parts.append(latents[0].mean(dim=(1, 2)) * self.vae.config.scaling_factor)
        means = torch.stack(parts).float().cpu().numpy()
        known = np.concatenate([means, np.ones((len(means), 1), np.float32)], 1)
        return np.linalg.lstsq(known, colours.numpy(), rcond=None)[0].astype(np.float32)


class CleanLatents:
    """What a sampler takes the finished picture to be. Its latents proper are mostly noise for two thirds of
    the steps, a preview of which shows confetti."""

    def __init__(self) -> None:
        self.latest: Any = None

    @contextmanager
    def of(self, scheduler: Any) -> Generator[None]:
        """For as long as the block lasts each step of the diffusers ``scheduler`` leaves its prediction in
        ``latest``: x₀ where it returns one (LCM's ``denoised``), what multistep
        solvers keep of it, else ``None``. What the step
        computes and returns stays the same."""
        step = scheduler.step

        @wraps(step)
        def watched(*args: Any, return_dict: bool = True, **options: Any) -> Any:
            made = step(*args, return_dict=True, **options)
            known = (made.get("pred_original_sample"), made.get("denoised"))
            kept = getattr(scheduler, "model_outputs", None) or [None]
            self.latest = next((one for one in known if one is not None), kept[-1])
            return made if return_dict else (made.prev_sample,)

        scheduler.step = watched
        try:
            yield
        finally:
            del scheduler.step  # the class's own again
            self.latest = None


class SubjectPreview:
    """The subject of a photo, ``source`` H×W×3 and ``matte`` H×W, small, to be seen before a background
    that is still being made."""

    def __init__(self, source: Pixels, matte: Pixels) -> None:
        height, width = matte.shape
        scale = min(1.0, PREVIEW_SIDE / max(height, width))
        self._size = (max(1, round(width * scale)), max(1, round(height * scale)))
        self._source, self._matte = source, matte

    @cached_property
    def small(self) -> tuple[Pixels, Pixels]:
        """Photo and matte at the preview's size, made once a preview is asked for."""
        return self.scaled(self._source), self.scaled(self._matte)

    def __call__(self, background: Pixels) -> Pixels:
        """The subject before ``background`` h×w×3 of any size: at most ``PREVIEW_SIDE`` px long."""
        source, matte = self.small
        return composite(source, self.scaled(background), matte)

    def scaled(self, pixels: Pixels) -> Pixels:
        """``pixels`` at the preview's size, bilinear."""
        return np.asarray(Image.fromarray(pixels).resize(self._size, Image.Resampling.BILINEAR))

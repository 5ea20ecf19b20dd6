"""Small previews of latents, at the price of one matrix product, and the subject before them."""

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.stages.arrays import Pixels
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
        self._map: npt.NDArray[np.float32] | None = None

    def __call__(self, latents: Any) -> npt.NDArray[np.uint8]:
        """h×w×3 uint8 of scaled latents 1×4×h×w."""
        if self._map is None:
            self._map = self._fit(latents.device)
        values = latents[0].float().cpu().numpy().transpose(1, 2, 0)
        colours = np.concatenate([values, np.ones((*values.shape[:2], 1), np.float32)], -1) @ self._map
        return np.round(np.clip(colours, 0, 1) * 255).astype(np.uint8)

    # On the latents' device: an offloaded autoencoder's own is the one where it rests between its calls.
    def _fit(self, device: Any) -> npt.NDArray[np.float32]:
        import torch

        levels = torch.tensor([0.0, 0.5, 1.0])
        colours = torch.cartesian_prod(levels, levels, levels)
        side = 4 * self.factor
        patches = (colours * 2 - 1)[:, :, None, None].expand(-1, -1, side, side)
        with torch.inference_mode():
            parts = [self._encode(patch[None].to(device, self.vae.dtype)) for patch in patches]
        latents = torch.stack(parts).float().cpu().numpy()
        known = np.concatenate([latents, np.ones((len(latents), 1), np.float32)], 1)
        return np.linalg.lstsq(known, colours.numpy(), rcond=None)[0].astype(np.float32)

    def _encode(self, patch: Any) -> Any:
        encoded = self.vae.encode(patch)
        latents = encoded.latents if hasattr(encoded, "latents") else encoded.latent_dist.mode()
        return latents[0].mean(dim=(1, 2)) * self.vae.config.scaling_factor


class SubjectPreview:
    """The subject of a photo, ``source`` H×W×3 and ``matte`` H×W, small, to be seen before a background
    that is still being made."""

    def __init__(self, source: Pixels, matte: Pixels) -> None:
        height, width = matte.shape
        scale = min(1.0, PREVIEW_SIDE / max(height, width))
        self._size = (max(1, round(width * scale)), max(1, round(height * scale)))
        self._source, self._matte = source, matte

    @cached_property
    def _small(self) -> tuple[Pixels, Pixels]:
        # Only where somebody looks.
        return self._fitted(self._source), self._fitted(self._matte)

    def __call__(self, background: Pixels) -> Pixels:
        """The subject before ``background`` h×w×3 of any size: at most ``PREVIEW_SIDE`` px long."""
        source, matte = self._small
        return composite(source, self._fitted(background), matte)

    def _fitted(self, pixels: Pixels) -> Pixels:
        return np.asarray(Image.fromarray(pixels).resize(self._size, Image.Resampling.BILINEAR))

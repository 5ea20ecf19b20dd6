"""Small previews of latents, at the price of one matrix product."""

from typing import Any

import numpy as np
import numpy.typing as npt


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

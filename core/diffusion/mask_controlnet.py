"""Yahoo's photo-background ControlNet, which is shown the UNet's whole nine-channel input.

Source: the pipeline published with yahoo-inc/photo-background-generation (Eshratifar et al. 2024,
"Salient Object-Aware Background Generation using Text-Guided Diffusion Models"): it hands noisy
latents, mask and masked image's latents to the ControlNet, where diffusers hands over the noisy
latents alone. Here the ControlNet completes its own input, so diffusers' loop stays as it is.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


@cache
def mask_classes() -> tuple[type, type]:
    """``MaskControlNet`` and ``MaskControlNetInpaintPipeline``, which derive from diffusers' own; made on
    demand so that nothing heavy is imported before a profile asks for them."""
    import torch
    from diffusers import ControlNetModel, StableDiffusionControlNetInpaintPipeline

    class MaskControlNet(ControlNetModel):
        """A ControlNet with nine input channels that adds the five it is not given."""

        mask_latents: "torch.Tensor | None" = None
        """Mask (one channel, 1 = repaint) and masked image's latents (four), B×5×h×w at the latents' size, as
        the pipeline last prepared them."""

        def forward(self, sample: "torch.Tensor", *args: Any, **kwargs: Any) -> Any:
            if self.mask_latents is None:
                raise RuntimeError("MaskControlNet works inside MaskControlNetInpaintPipeline only.")
            return super().forward(torch.cat([sample, self.mask_latents], dim=1), *args, **kwargs)

    class MaskControlNetInpaintPipeline(StableDiffusionControlNetInpaintPipeline):
        """diffusers' pipeline that also shows the ControlNet which part is to be repainted."""

        def prepare_mask_latents(self, *args: Any, **kwargs: Any) -> Any:
            mask, masked_latents = super().prepare_mask_latents(*args, **kwargs)
            self.controlnet.mask_latents = torch.cat([mask, masked_latents], dim=1)
            return mask, masked_latents

    return MaskControlNet, MaskControlNetInpaintPipeline

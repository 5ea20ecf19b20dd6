"""The untrained UNet, ControlNet and noise schedule."""

from contextlib import AbstractContextManager, nullcontext

import torch
from diffusers import ControlNetModel, DDIMScheduler, UNet2DConditionModel
from torch.nn.attention import SDPBackend, sdpa_kernel

from core.runtime.device import fast_bfloat16
from training.options import Options

CONTROL_WIDTHS = (8, 16, 32, 64)


def attention_kernel(device: str) -> AbstractContextManager[None]:
    """Plain attention on a CPU: at these sizes its fused kernel takes a sixth of every step."""
    return sdpa_kernel(SDPBackend.MATH) if device == "cpu" else nullcontext()


def arithmetic(device: str) -> torch.autocast:
    """bfloat16 where the device multiplies it itself; a CPU that emulates it takes ten times as long."""
    return torch.autocast(device, torch.bfloat16, enabled=device != "cpu" or fast_bfloat16())


def build_scheduler() -> DDIMScheduler:
    """The noise schedule that training and sampling share."""
    return DDIMScheduler(
        num_train_timesteps=1000,
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=True,
        steps_offset=1,
        prediction_type="v_prediction",
        timestep_spacing="trailing",
        rescale_betas_zero_snr=True,
    )


def build_unet(options: Options) -> UNet2DConditionModel:
    """Nine channels in (latents, mask, masked latents), attention below the first level only."""
    levels = len(options.unet_channels)
    return UNet2DConditionModel(
        sample_size=32,
        in_channels=9,
        out_channels=4,
        layers_per_block=1,
        block_out_channels=options.unet_channels,
        down_block_types=("DownBlock2D", *("CrossAttnDownBlock2D",) * (levels - 1)),
        up_block_types=(*("CrossAttnUpBlock2D",) * (levels - 1), "UpBlock2D"),
        cross_attention_dim=options.text_width,
        attention_head_dim=4,
        norm_num_groups=16,
    )


def build_controlnet(options: Options) -> ControlNetModel:
    """A ControlNet without attention, its image reduced to latent size by three halvings."""
    network = ControlNetModel(
        in_channels=4,
        layers_per_block=1,
        block_out_channels=options.unet_channels,
        norm_num_groups=16,
        down_block_types=("DownBlock2D",) * len(options.unet_channels),
        mid_block_type="UNetMidBlock2D",
        cross_attention_dim=options.text_width,
        attention_head_dim=4,
        conditioning_embedding_out_channels=CONTROL_WIDTHS,
    )
    # The layers at full picture size keep their random filters, which serve a smooth depth map as well:
    # their backward pass alone would be a tenth of every step.
    embedding = network.controlnet_cond_embedding
    embedding.conv_in.requires_grad_(False)
    embedding.blocks[:2].requires_grad_(False)
    return network

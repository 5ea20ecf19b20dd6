"""Runs a full-size Stable Diffusion 1.5 inpainting model with ControlNet through the studio's own code.

``python -m bench.full_size`` builds the models with random weights (their pictures mean nothing, their
seconds and bytes do), lays them out as folders, and makes pictures at 1024×1024 by the very loading and
inpainting stages that the real profiles use. Meant for a CUDA device; ``--tiny`` rehearses it anywhere.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from core.diffusion.inpainting import Inpainter
from core.models.local import locate
from core.models.parameters import GenerationParameters
from core.models.profile import ModelProfile, ModelRef
from core.request import GenerationRequest
from core.runtime.device import Device, choose_device
from core.settings import Settings

MINI = Settings().models_dir / "mini"


@dataclass(frozen=True)
class Size:
    """Widths of the networks: Stable Diffusion 1.5's own, or small ones for a rehearsal."""

    unet: tuple[int, ...] = (320, 640, 1280, 1280)
    vae: tuple[int, ...] = (128, 256, 512, 512)
    text: int = 768
    text_layers: int = 12
    heads: int = 8
    control: tuple[int, ...] = (16, 32, 96, 256)


TINY = Size(
    unet=(32, 64, 64, 64), vae=(32, 32, 32, 32), text=32, text_layers=1, heads=2, control=(8, 8, 8, 8)
)


def build(folder: Path, size: Size, device: Device) -> None:
    """Write base and ControlNet with random weights in the hub's layout below ``folder``."""
    import torch
    from diffusers import ControlNetModel, DDIMScheduler, StableDiffusionInpaintPipeline
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

    torch.manual_seed(0)
    tokenizer = CLIPTokenizer.from_pretrained(MINI / "tokenizer", local_files_only=True)
    text_config = CLIPTextConfig(
        hidden_size=size.text,
        intermediate_size=4 * size.text,
        num_hidden_layers=size.text_layers,
        num_attention_heads=max(1, size.text // 64),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    unet = _unet(size)
    controlnet = ControlNetModel.from_unet(unet, conditioning_channels=3, load_weights_from_unet=False)
    base = cast(Any, StableDiffusionInpaintPipeline)(
        vae=_vae(size),
        text_encoder=CLIPTextModel(text_config),
        tokenizer=tokenizer,
        unet=unet,
        scheduler=DDIMScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            clip_sample=False,
            steps_offset=1,
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    base.to(dtype=device.torch_dtype).save_pretrained(folder / "base")
    # The same ControlNet with the four input channels that sd-controlnet-depth has.
    config = {**controlnet.config, "in_channels": 4, "conditioning_embedding_out_channels": size.control}
    four_channels: Any = ControlNetModel.from_config(config)
    four_channels.to(dtype=device.torch_dtype).save_pretrained(folder / "controlnet")


def _unet(size: Size) -> Any:
    from diffusers import UNet2DConditionModel

    # diffusers annotates tuples of any length as tuples of one.
    network = cast(Any, UNet2DConditionModel)
    return network(
        sample_size=64,
        in_channels=9,
        block_out_channels=size.unet,
        cross_attention_dim=size.text,
        attention_head_dim=size.heads,
    )


def _vae(size: Size) -> Any:
    from diffusers import AutoencoderKL

    levels, network = len(size.vae), cast(Any, AutoencoderKL)
    return network(
        block_out_channels=size.vae,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        layers_per_block=2,
        latent_channels=4,
        sample_size=512,
    )


def profile(folder: Path, steps: int) -> ModelProfile:
    """The seed's settings on the random models."""
    return ModelProfile(
        name="full-size",
        title="Full size, random weights",
        base=ModelRef(role="base", name=str(folder / "base"), licence="none"),
        controlnet=ModelRef(role="controlnet", name=str(folder / "controlnet"), licence="none"),
        control="mask",  # any control image will do, and no depth model is needed
        defaults=GenerationParameters(
            num_inference_steps=steps, guidance_scale=7.5, eta=1.0, scheduler="DDIM"
        ),
        memory_gb=7.0,
    )


def run(side: int, steps: int, size: Size, pictures: int) -> list[str]:
    """Build, load and make ``pictures`` of side×side; what was measured, a line each."""
    settings, device = Settings.from_environment(), choose_device(Settings.from_environment().device)
    with tempfile.TemporaryDirectory() as name:
        build(Path(name), size, device)
        made = profile(Path(name), steps)
        began = time.perf_counter()
        inpainter = Inpainter(made, {ref.role: locate(ref, settings) for ref in made.models}, device)
        _ = inpainter.pipe
        lines = [f"{device.name}, {device.dtype}: loaded in {time.perf_counter() - began:.1f} s"]
        photo = np.full((side, side, 3), 128, np.uint8)
        mask = np.full((side, side), 255, np.uint8)
        for seed in range(pictures):
            request = GenerationRequest.for_profile(made, prompt="a table", seed=seed)
            began = time.perf_counter()
            background = inpainter.background(photo, mask, photo, request)
            seconds = time.perf_counter() - began
            lines.append(f"{side}×{side}, {steps} steps: {seconds:.2f} s, spread {background.std():.1f}")
    if device.kind == "cuda":
        import torch

        largest = torch.cuda.max_memory_allocated() / 1e9
        lines.append(f"largest memory used on the device: {largest:.2f} GB")
    return lines


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(prog="python -m bench.full_size")
    parser.add_argument("--tiny", action="store_true", help="small networks, to rehearse")
    parser.add_argument("--side", type=int, default=1024, help="px")
    parser.add_argument("--steps", type=int, default=42)
    parser.add_argument("--pictures", type=int, default=3)
    arguments = parser.parse_args()
    size = TINY if arguments.tiny else Size()
    print("\n".join(run(arguments.side, arguments.steps, size, arguments.pictures)))


if __name__ == "__main__":
    main()

"""Tiny random models of the real classes, in the folder layout that hub repositories have.

Small enough to build in seconds, true enough to go through the very code that loads the real ones.
"""

# The libraries' own annotations are narrower than what they take.
# pyright: reportPrivateImportUsage=false, reportArgumentType=false, reportCallIssue=false

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.tiny_hub import END, START, index_as_on_the_hub, tokenizer_as_on_the_hub

HIDDEN = 32


@dataclass(frozen=True)
class TinyModels:
    """Folders of one tiny model each; ``mask_controlnet`` takes nine channels, as Yahoo's does."""

    base: Path
    controlnet: Path
    mask_controlnet: Path
    depth: Path
    depth_anything: Path
    lora: Path
    vae: Path


def build_all(folder: Path) -> TinyModels:
    return TinyModels(
        base=tiny_base(folder / "base"),
        controlnet=tiny_controlnet(folder / "controlnet"),
        mask_controlnet=tiny_controlnet(folder / "mask_controlnet", in_channels=9),
        depth=tiny_depth(folder / "depth"),
        depth_anything=tiny_depth_anything(folder / "depth_anything"),
        lora=tiny_lora(folder / "lora"),
        vae=tiny_vae(folder / "vae"),
    )


def tiny_base(path: Path) -> Path:
    """A Stable Diffusion inpainting repository: 8× VAE with 4 latents, nine-channel UNet.

    Like Realistic Vision's on the hub its model_index.json names a plain StableDiffusionPipeline
    and a safety checker, whose files are not there (the studio does not fetch them).
    """
    import torch
    from diffusers import PNDMScheduler, StableDiffusionPipeline

    torch.manual_seed(0)
    pipe = StableDiffusionPipeline(
        vae=_vae(),
        text_encoder=tiny_text_encoder(),
        tokenizer=tiny_tokenizer(),
        unet=_unet(),
        scheduler=PNDMScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            skip_prk_steps=True,
            steps_offset=1,
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipe.save_pretrained(path)
    index_as_on_the_hub(path / "model_index.json")
    tokenizer_as_on_the_hub(path / "tokenizer")
    return path


def tiny_controlnet(path: Path, in_channels: int = 4) -> Path:
    """A ControlNet for ``tiny_base``; not silent as a fresh one is, so that its input matters."""
    import torch
    from diffusers import ControlNetModel

    torch.manual_seed(1)
    net = ControlNetModel(
        in_channels=in_channels,
        block_out_channels=(8, 16),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        cross_attention_dim=HIDDEN,
        attention_head_dim=4,
        norm_num_groups=4,
        conditioning_embedding_out_channels=(8, 8, 8, 8),
    )
    for parameter in net.parameters():
        if not parameter.any():
            torch.nn.init.normal_(parameter, std=0.1)
    net.save_pretrained(path)
    return path


def tiny_depth(path: Path) -> Path:
    """A DPT depth estimator with its image processor, for pictures of any size."""
    import torch
    from transformers import DPTConfig, DPTForDepthEstimation, DPTImageProcessor

    torch.manual_seed(2)
    config = DPTConfig(
        hidden_size=HIDDEN,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=37,
        image_size=64,
        patch_size=16,
        backbone_out_indices=[0, 1, 2, 3],
        neck_hidden_sizes=[16, 16, 32, 32],
        fusion_hidden_size=16,
        is_hybrid=False,
    )
    DPTForDepthEstimation(config).save_pretrained(path)
    DPTImageProcessor(size={"height": 64, "width": 64}).save_pretrained(path)
    return path


def tiny_depth_anything(path: Path) -> Path:
    """A Depth Anything estimator with the image processor of its kind: sides in multiples of 14."""
    import torch
    from transformers import (
        DepthAnythingConfig,
        DepthAnythingForDepthEstimation,
        Dinov2Config,
        DPTImageProcessor,
    )

    torch.manual_seed(4)
    backbone = Dinov2Config(
        hidden_size=HIDDEN,
        num_hidden_layers=4,
        num_attention_heads=4,
        image_size=56,
        patch_size=14,
        out_indices=[1, 2, 3, 4],
        reshape_hidden_states=False,
    )
    config = DepthAnythingConfig(
        backbone_config=backbone,
        patch_size=14,
        reassemble_hidden_size=HIDDEN,
        neck_hidden_sizes=[8, 8, 16, 16],
        fusion_hidden_size=8,
        head_hidden_size=8,
    )
    DepthAnythingForDepthEstimation(config).save_pretrained(path)
    size = {"height": 56, "width": 56}
    DPTImageProcessor(size=size, keep_aspect_ratio=True, ensure_multiple_of=14).save_pretrained(path)
    return path


def tiny_vae(path: Path) -> Path:
    """An autoencoder other than the one in ``tiny_base``."""
    import torch

    torch.manual_seed(5)
    _vae().save_pretrained(path)
    return path


def tiny_lora(path: Path) -> Path:
    """A LoRA for the UNet of ``tiny_base``, saved as diffusers saves it."""
    import torch
    from diffusers import StableDiffusionPipeline
    from peft import LoraConfig, get_peft_model_state_dict

    torch.manual_seed(3)
    unet = _unet()
    unet.add_adapter(LoraConfig(r=2, init_lora_weights=False, target_modules=["to_q", "to_k", "to_v"]))
    StableDiffusionPipeline.save_lora_weights(path, unet_lora_layers=get_peft_model_state_dict(unet))
    return path


def tiny_tokenizer() -> Any:
    """CLIP's tokenizer over single letters and a few merged words, so that short texts are short."""
    from transformers import CLIPTokenizer

    words = ["a", "beach", "forest", "at", "night", "studio", "sunset", "blurry"]
    letters = [chr(code) for code in (*range(33, 127), *range(161, 173), *range(174, 256))]
    merges: list[tuple[str, str]] = []
    for word in words:
        parts = [*word[:-1], word[-1] + "</w>"]
        for _ in pairwise(list(parts)):
            if (parts[0], parts[1]) not in merges:
                merges.append((parts[0], parts[1]))
            parts[:2] = ["".join(parts[:2])]
    symbols = [*letters, *(letter + "</w>" for letter in letters), *("".join(merge) for merge in merges)]
    vocab = {symbol: number for number, symbol in enumerate(dict.fromkeys([*symbols, START, END]))}
    return CLIPTokenizer(vocab=vocab, merges=merges, model_max_length=77)


def tiny_text_encoder() -> Any:
    """A CLIP text model of two layers for ``tiny_tokenizer``."""
    from transformers import CLIPTextConfig, CLIPTextModel

    tokenizer = tiny_tokenizer()
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=HIDDEN,
        intermediate_size=37,
        num_hidden_layers=2,
        num_attention_heads=4,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    return CLIPTextModel(config).eval()


def _vae() -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        layers_per_block=1,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=64,
    )


def _unet() -> Any:
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=8,
        in_channels=9,
        out_channels=4,
        block_out_channels=(8, 16),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=HIDDEN,
        attention_head_dim=4,
        norm_num_groups=4,
    )

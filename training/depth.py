"""Trains the small depth model: a DPT on a tiny ViT, from rendered scenes with subjects in them."""

import shutil
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from transformers import DPTConfig, DPTForDepthEstimation, DPTImageProcessor

from training.autoencoder import slopes
from training.networks import arithmetic, attention_kernel
from training.options import Options
from training.shards import shard_paths

SIDE, PATCH = 192, 16


def build(options: Options) -> DPTForDepthEstimation:
    """The untrained depth model."""
    width = options.depth_width
    return DPTForDepthEstimation(
        DPTConfig(
            hidden_size=width,
            num_hidden_layers=options.depth_layers,
            num_attention_heads=4,
            intermediate_size=4 * width,
            image_size=SIDE,
            patch_size=PATCH,
            backbone_out_indices=[0, 1, 2, 3],
            neck_hidden_sizes=[width // 3, width // 2, width, width],
            fusion_hidden_size=width // 2,
            is_hybrid=False,
            use_auxiliary_head=False,
        )
    )


def processor() -> DPTImageProcessor:
    """Pictures squeezed to SIDE×SIDE, colours to -1…1."""
    return DPTImageProcessor(
        size={"height": SIDE, "width": SIDE}, image_mean=[0.5] * 3, image_std=[0.5] * 3, resample=3
    )


def batch(shard: dict[str, Tensor], rng: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
    """``count`` pictures N×3×SIDE×SIDE in -1…1 with disturbed colours, and their disparity N×SIDE×SIDE."""
    rows = torch.from_numpy(rng.integers(0, len(shard["depth"]), count))
    image = shard["image"][rows].permute(0, 3, 1, 2).float() / 127.5 - 1
    depth = shard["depth"][rows].float()[:, None] / 255
    image = functional.interpolate(image, size=(SIDE, SIDE), mode="bilinear", antialias=True)
    depth = functional.interpolate(depth, size=(SIDE, SIDE), mode="bilinear")[:, 0]
    gain = torch.from_numpy(rng.uniform(0.8, 1.2, (count, 3, 1, 1))).float()
    image = (image * gain + torch.from_numpy(rng.normal(0, 0.08, (count, 3, 1, 1))).float()).clamp(-1, 1)
    if rng.random() < 0.5:
        image, depth = image.flip(-1), depth.flip(-1)
    return image, depth


def depth_loss(made: Tensor, true: Tensor) -> Tensor:
    """L1 of disparity and of its slopes."""
    return (made - true).abs().mean() + 2 * sum(
        (a - b).abs().mean() for a, b in zip(slopes(made), slopes(true), strict=True)
    )


def train(options: Options, device: str = "cpu") -> DPTForDepthEstimation:
    """Train (or resume) and return the model; its checkpoint is ``work/depth.pt``."""
    torch.manual_seed(options.seed)
    model, rng = build(options).to(device), np.random.default_rng([options.seed, 2])
    optimiser = torch.optim.AdamW(model.parameters(), lr=5e-4, weight_decay=0.02)
    path, start = options.work / "depth.pt", 0
    if path.exists():
        state = torch.load(path, map_location=device)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        start = state["step"]
    began, shard = time.time(), {}
    model.train()
    for step in range(start, options.depth_steps):
        if step == start or step % 25 == 0:
            shard = open_shard(options, rng)
        for group in optimiser.param_groups:
            group["lr"] = 5e-4 * min(1.0, (step + 1) / 100) * max(0.02, 1 - step / options.depth_steps)
        image, true = batch(shard, rng, options.depth_batch)
        with arithmetic(device), attention_kernel(device):
            made = model(pixel_values=image.to(device)).predicted_depth
        made = functional.interpolate(made.float()[:, None], size=true.shape[1:], mode="bilinear")[:, 0]
        loss = depth_loss(made, true.to(device))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % 50 == 0 or step + 1 == options.depth_steps:
            print(f"depth {step + 1}: loss {loss.item():.4f}, {time.time() - began:.0f} s", flush=True)
            torch.save(
                {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}, path
            )
    return model.eval()


def open_shard(options: Options, rng: np.random.Generator) -> dict[str, Tensor]:
    """Pictures and disparity of a random shard."""
    paths = shard_paths(options)
    shard = np.load(paths[rng.integers(len(paths))])
    return {name: torch.from_numpy(shard[name]) for name in ("image", "depth")}


def save(model: DPTForDepthEstimation, folder: Path) -> None:
    """Write model and image processor in the hub's layout, in half precision."""
    model.half().save_pretrained(folder)
    processor().save_pretrained(folder)


def carry(options: Options, before: Path, after: Path) -> None:
    """Put the depth model into the models folder ``after``: the checkpoint's, else that of ``before``."""
    path = options.work / "depth.pt"
    if path.exists():
        network = build(options)
        network.load_state_dict(torch.load(path, map_location="cpu")["model"])
        save(network, after / "depth")
    else:
        shutil.copytree(before / "depth", after / "depth")

"""Encodes the rendered shards once, so that diffusion training never runs the autoencoder.

``latents/NNNN.pt`` holds a list with one entry for each of ``REDUCTIONS``, each with, for the N pictures
of shard NNNN: ``target`` and ``masked`` N×4×h×w float16 (unscaled), ``mask`` N×1×h×w uint8 (1 = repaint),
``control`` N×H/4×W/4 uint8, ``words``, ``family``. Masking, binarising and shrinking follow
StableDiffusionControlNetInpaintPipeline, line by line.
"""

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from torch import Tensor
from torch.nn import functional

from training.networks import arithmetic
from training.options import LATENT_FACTOR, REDUCTIONS, Options
from training.shards import shard_paths
from training.subjects import control_map

SUBJECT_SCOPE_SHARE = 0.7
BATCH, DEVICE_BATCH = 4, 64
"""Pictures encoded at once, on a CPU and elsewhere: on a CPU more of them take memory that the system clears
anew each time, half the time."""


def encode(model: AutoencoderTiny, image: Tensor, device: str) -> Tensor:
    """Latents of a N×3×H×W picture in 0…1, float16."""
    with torch.no_grad(), arithmetic(device):
        parts = image.split(BATCH if device == "cpu" else DEVICE_BATCH)
        parts = [model.encoder(part.to(device) * 2 - 1).half().cpu() for part in parts]
    return torch.cat(parts)


def encode_shard(
    path: Path, model: AutoencoderTiny, device: str, rng: np.random.Generator
) -> list[dict[str, object]]:
    """What the diffusion training needs of one shard, at each reduction."""
    with np.load(path) as shard:
        image, backdrop = (
            torch.from_numpy(shard[name]).permute(0, 3, 1, 2).float() / 255 for name in ("image", "backdrop")
        )
        alpha, depth = (shard[name].astype(np.float32) / 255 for name in ("alpha", "depth"))
        words = [json.loads(str(row)) for row in shard["words"]]
        family = shard["family"].tolist()
    scopes = np.where(rng.random(len(alpha)) < SUBJECT_SCOPE_SHARE, "subject", "frame")
    control = np.stack([control_map(*row) for row in zip(depth, alpha, scopes, strict=True)])
    coverage, shape = (torch.from_numpy(values)[:, None] for values in (alpha, control))
    return [
        encode_size(model, device, *(smaller(part, factor) for part in (image, backdrop, coverage, shape)))
        | {"words": words, "family": family}
        for factor in REDUCTIONS
    ]


def smaller(picture: Tensor, factor: int) -> Tensor:
    """N×C×H×W averaged over ``factor``×``factor`` pixels."""
    return picture if factor == 1 else functional.avg_pool2d(picture, factor)


def encode_size(
    model: AutoencoderTiny, device: str, image: Tensor, backdrop: Tensor, coverage: Tensor, control: Tensor
) -> dict[str, object]:
    """The tensors of pictures of one size."""
    hole = coverage <= 0.5
    size = [side // LATENT_FACTOR for side in image.shape[2:]]
    return {
        # The place without the subject: the subject is put back at full size afterwards, so what the
        # model must know is what lies behind and around it. No rim of the subject is then left.
        "target": encode(model, backdrop, device),
        # The pipeline blanks the hole with 0 in its -1…1 range: middle grey.
        "masked": encode(model, torch.where(hole, 0.5, image), device),
        "mask": functional.interpolate(hole.float(), size=size).to(torch.uint8),
        "control": (control[:, 0, ::4, ::4].clamp(0, 1) * 255).round().to(torch.uint8),
    }


def encode_all(
    options: Options, model: AutoencoderTiny, device: str = "cpu", part: int = 0, parts: int = 1
) -> None:
    """Encode every shard of this worker's share that is not encoded yet."""
    folder = options.work / "latents"
    folder.mkdir(parents=True, exist_ok=True)
    for path in shard_paths(options):
        made = folder / f"{path.stem}.pt"
        if made.exists() or int(path.stem) % parts != part:
            continue
        rng = np.random.default_rng([options.seed, int(path.stem), 1])
        waiting = made.with_suffix(".tmp")
        torch.save(encode_shard(path, model, device, rng), waiting)
        waiting.replace(made)
    print(f"{len(list(folder.glob('*.pt')))} shards encoded", flush=True)

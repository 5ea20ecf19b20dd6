"""Encodes the rendered shards once, so that diffusion training never runs the autoencoder.

``latents/NNNN.pt`` holds, for the N pictures of shard NNNN: ``target`` and ``masked`` N×4×h×w float16
(unscaled), ``mask`` N×1×h×w uint8 (1 = repaint), ``control`` N×H/4×W/4 uint8, ``words``, ``family``.
Masking, binarising and shrinking follow StableDiffusionControlNetInpaintPipeline, line by line.
"""

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from torch import Tensor
from torch.nn import functional

from training.options import LATENT_FACTOR, Options
from training.shards import shard_paths
from training.subjects import control_map

SUBJECT_SCOPE_SHARE = 0.7


def encode(model: AutoencoderTiny, image: Tensor, device: str) -> Tensor:
    """Latents of a N×3×H×W picture in 0…1, in batches of 50, float16."""
    with torch.no_grad(), torch.autocast(device, torch.bfloat16):
        parts = [model.encoder(part.to(device) * 2 - 1).half().cpu() for part in image.split(50)]
    return torch.cat(parts)


def encode_shard(
    path: Path, model: AutoencoderTiny, device: str, rng: np.random.Generator
) -> dict[str, object]:
    """What the diffusion training needs of one shard."""
    shard = np.load(path)
    image, backdrop = (
        torch.from_numpy(shard[n]).permute(0, 3, 1, 2).float() / 255 for n in ("image", "backdrop")
    )
    alpha, depth = (shard[name].astype(np.float32) / 255 for name in ("alpha", "depth"))
    hole = torch.from_numpy(alpha <= 0.5)[:, None]
    scopes = np.where(rng.random(len(alpha)) < SUBJECT_SCOPE_SHARE, "subject", "frame")
    control = np.stack([control_map(d, a, s)[::4, ::4] for d, a, s in zip(depth, alpha, scopes, strict=True)])
    size = [side // LATENT_FACTOR for side in image.shape[2:]]
    return {
        # The place without the subject: the subject is put back at full size afterwards, so what the
        # model must know is what lies behind and around it. No rim of the subject is then left.
        "target": encode(model, backdrop, device),
        # The pipeline blanks the hole with 0 in its -1…1 range: middle grey.
        "masked": encode(model, torch.where(hole, 0.5, image), device),
        "mask": functional.interpolate(hole.float(), size=size).to(torch.uint8),
        "control": torch.from_numpy(np.round(np.clip(control, 0, 1) * 255).astype(np.uint8)),
        "words": [json.loads(str(words)) for words in shard["words"]],
        "family": shard["family"].tolist(),
    }


def encode_all(options: Options, model: AutoencoderTiny, device: str = "cpu") -> None:
    """Encode every shard that is not encoded yet."""
    folder = options.work / "latents"
    folder.mkdir(parents=True, exist_ok=True)
    for path in shard_paths(options):
        made = folder / f"{path.stem}.pt"
        if made.exists():
            continue
        rng = np.random.default_rng([options.seed, int(path.stem), 1])
        waiting = made.with_suffix(".tmp")
        torch.save(encode_shard(path, model, device, rng), waiting)
        waiting.replace(made)
    print(f"{len(list(folder.glob('*.pt')))} shards encoded", flush=True)

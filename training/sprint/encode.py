"""Turns rendered scenes into latents, in a process of its own beside the training."""

import os
import time
from multiprocessing.context import SpawnProcess
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny

from training import autoencoder
from training.latents import encode_size, smaller
from training.options import REDUCTIONS, Options
from training.sprint.bank import Samples, Size, joined, size_of

AT_ONCE = 24
"""Files that become one at most: a training that takes in many small ones stands still the longer."""
ABOUT = ("ids", "looks", "family", "kind")


def start(options: Options, folder: Path, device: str) -> SpawnProcess:
    """The process at work."""
    process = SpawnProcess(target=encode_forever, args=(options, folder, device), daemon=True)
    process.start()
    return process


def encode_forever(options: Options, folder: Path, device: str) -> None:
    """Encode what ``feed`` writes, into ``latents-N.pt``, and delete it."""
    model = autoencoder.build(options).to(device)
    model.load_state_dict(torch.load(options.work / "autoencoder.pt", map_location=device)["model"])
    model.eval()
    parent, number = os.getppid(), 0
    while os.getppid() == parent:
        paths = sorted(folder.glob("scenes-*.npz"))[:AT_ONCE]
        if not paths:
            time.sleep(0.1)
            continue
        parts: dict[Size, list[Samples]] = {}
        for made in (made for each in paths for made in encode_file(each, model, device)):
            parts.setdefault(size_of(made), []).append(made)
        path = folder / f"latents-{number:06d}.pt"
        torch.save([joined(each) for each in parts.values()], path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)
        for each in paths:
            each.unlink()
        number += 1


def encode_file(path: Path, model: AutoencoderTiny, device: str) -> list[Samples]:
    """The samples of one file at each reduction, as ``training.latents`` makes them."""
    with np.load(path) as shard:
        pictures = [torch.from_numpy(shard[name]).to(device) for name in ("image", "backdrop")]
        maps = [torch.from_numpy(shard[name]).to(device) for name in ("alpha", "control")]
        about = {name: torch.from_numpy(shard[name]) for name in ABOUT}
    image, backdrop = (picture.permute(0, 3, 1, 2).float() / 255 for picture in pictures)
    alpha, control = (each[:, None].float() / 255 for each in maps)
    made = []
    for factor in REDUCTIONS:
        sized = (smaller(part, factor) for part in (image, backdrop, alpha, control))
        encoded = encode_size(model, device, *sized)
        made.append({name: value.cpu() for name, value in encoded.items()} | about)
    return made

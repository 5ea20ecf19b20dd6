"""Trains the upscaler: small and soft pictures back to what they were before, by four times.

Fresh renders come in as it goes, photographs stay; both are reduced area-wise and blurred a little, as
the diffusion's own pictures are soft. Loss: L1 of the pictures and of their slopes.
"""

import json
import math
import shutil
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional

from core.stages.upscaling import FACTOR, build
from training.autoencoder import slopes
from training.options import FULL, Options
from training.scenes import render

CONFIG = {"width": 24, "depth": 4}
STEPS, TINY_STEPS = 2_400, 2
BATCH, CROP = 12, 160
"""Pictures per step, and their side in pixels before they are reduced."""
FIRST, BANK, EVERY = 4, 32, 16
"""How many renders there are at first and at most, and after how many steps another one comes."""
SIDES = (400, 900)
"""Least and most pixels of a render's height and width."""
PHOTO_SHARE = 0.35
HELD_OUT = (
    "lake-sherburne",
    "oakland-zoo-otters",
    "roman-colosseum",
    "singaporean-cityscape",
    "the-spices-of-life",
)
"""Photographs on which it is judged."""
BLUR = (0.2, 1.0)
"""Standard deviation of the blur, in pixels of the reduced picture."""
NOISE = 0.004
"""Standard deviation of the noise that half of the batches are given, of 1."""


class Pictures:
    """Crops of renders and photographs, 3×CROP×CROP, 0…1."""

    def __init__(self, options: Options, photos: Path | None, start: int) -> None:
        self.rng = np.random.default_rng([options.seed, 7, start])
        self.photos = [np.asarray(Image.open(path).convert("RGB")) for path in found(options, photos)]
        self.renders: list[np.ndarray] = []
        for _ in range(FIRST):
            self.refresh()

    def refresh(self) -> None:
        """Take in a fresh scene, for the oldest one where there are enough."""
        side = int(self.rng.integers(*SIDES))
        fresh = (render(self.rng, side, side).image * 255).round().astype(np.uint8)
        self.renders = [*self.renders[1 - BANK :], fresh]

    def batch(self) -> Tensor:
        """BATCH×3×CROP×CROP."""
        return torch.stack([self.crop() for _ in range(BATCH)])

    def crop(self) -> Tensor:
        """The busiest of three random places, turned and mirrored: most of a soft scene teaches nothing."""
        kind = self.photos if self.photos and self.rng.random() < PHOTO_SHARE else self.renders
        picture = kind[self.rng.integers(len(kind))]
        places = [self.place(picture) for _ in range(3)]
        busiest = max(places, key=lambda part: float(np.diff(part.astype(np.float32), axis=0).std()))
        turned = np.rot90(busiest[:, :: self.rng.choice((-1, 1))], self.rng.integers(4)).copy()
        return torch.from_numpy(turned).permute(2, 0, 1).float() / 255

    def place(self, picture: np.ndarray) -> np.ndarray:
        """One random square of it."""
        top, left = (int(self.rng.integers(0, side - CROP + 1)) for side in picture.shape[:2])
        return picture[top : top + CROP, left : left + CROP]


def found(options: Options, photos: Path | None) -> list[Path]:
    """The photographs there are: those that ``training.photos`` brought and those of the folder given."""
    folders = [options.work / "photos" / "ready", *([photos] if photos else [])]
    paths = (path for folder in folders for path in sorted(folder.glob("*.jpg")))
    return [path for path in paths if path.stem not in HELD_OUT]


def reduced(true: Tensor, rng: np.random.Generator) -> Tensor:
    """What the upscaler is given: area-wise averages, blurred, with little noise, in 256 levels."""
    small = functional.avg_pool2d(true, FACTOR).permute(0, 2, 3, 1).numpy()
    soft = np.stack([cv2.GaussianBlur(picture, (0, 0), rng.uniform(*BLUR)) for picture in small])
    soft = soft + rng.normal(0, float(rng.choice((0.0, NOISE))), soft.shape)
    levels = np.clip(np.round(soft * 255), 0, 255).astype(np.float32) / 255
    return torch.from_numpy(levels).permute(0, 3, 1, 2)


def loss_of(made: Tensor, true: Tensor) -> Tensor:
    """L1 of pictures and slopes."""
    across, down = (
        (ours - theirs).abs().mean() for ours, theirs in zip(slopes(made), slopes(true), strict=True)
    )
    return (made - true).abs().mean() + across + down


def start(options: Options) -> tuple[Any, torch.optim.Optimizer, int]:
    """Network, optimiser and the number of steps done, from ``work/upscaler.pt`` where there is one; else
    a network that adds nothing yet."""
    torch.manual_seed(options.seed)
    model = build(**CONFIG).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0)
    path = options.work / "upscaler.pt"
    if path.exists():
        state = torch.load(path)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        return model, optimiser, state["step"]
    nn.init.zeros_(model.lacking[-2].weight)
    nn.init.zeros_(model.lacking[-2].bias)
    return model, optimiser, 0


def train(options: Options, photos: Path | None = None) -> None:
    """Train (or resume) to ``work/upscaler.pt`` and write the network to ``work/upscaler``."""
    steps = STEPS if options.work == FULL.work else TINY_STEPS
    model, optimiser, done = start(options)
    pictures, began = Pictures(options, photos, done), time.time()
    for step in range(done, steps):
        if step % EVERY == 0:
            pictures.refresh()
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * (0.02 + 0.49 * (1 + math.cos(math.pi * step / steps)))
        true = pictures.batch()
        small = reduced(true, pictures.rng)
        loss = loss_of(model(small), true)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimiser.step()
        if (step + 1) % 25 == 0 or step + 1 == steps:
            plain = loss_of(functional.interpolate(small, scale_factor=FACTOR, mode="bicubic"), true)
            said = f"loss {loss.item():.4f}, bicubic {plain.item():.4f}, {time.time() - began:.0f} s"
            print(f"upscaler {step + 1}: {said}", flush=True)
            keep(options, model, optimiser, step + 1)
    save(model, options.work / "upscaler")


def keep(options: Options, model: nn.Module, optimiser: torch.optim.Optimizer, step: int) -> None:
    """Write the checkpoint."""
    options.work.mkdir(parents=True, exist_ok=True)
    state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    torch.save(state, options.work / "upscaler.pt")


def save(model: nn.Module, folder: Path) -> None:
    """``config.json`` and half-precision ``model.safetensors``, as ``core.stages.upscaling`` reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(CONFIG, indent=2) + "\n")
    weights = {name: value.half().contiguous() for name, value in model.state_dict().items()}
    save_file(weights, folder / "model.safetensors")


def carry(options: Options, old: Path, new: Path) -> None:
    """Copy the upscaler into the model's folder ``new``: the one trained last, else that of ``old``."""
    for folder in (options.work / "upscaler", old / "upscaler"):
        if folder.is_dir():
            shutil.copytree(folder, new / "upscaler")
            return

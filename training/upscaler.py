"""Trains the upscaler: small and soft pictures back to what they were before, by four times.

Fresh renders come in as it goes, photographs stay; both are reduced area-wise and blurred a little, as
the diffusion's own pictures are soft. Loss: L1 of the pictures and of their slopes.
"""

import json
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
from training.options import Options
from training.scenes import render

CONFIG = {"width": 40, "depth": 6}
STEPS, TINY_STEPS = 2_400, 4
BATCH, CROP = 12, 160
"""Pictures per step, and their side in pixels before they are reduced."""
BANK, EVERY = 32, 16
"""How many renders are in memory, and after how many steps the oldest gives way."""
PHOTO_SHARE = 0.35
HELD_OUT = ("lake-sherburne", "oakland-zoo-otters", "roman-colosseum", "singaporean-cityscape", "the-spices-of-life")
"""Photographs on which it is judged."""
BLUR = (0.2, 1.0)
"""Standard deviation of the blur, in pixels of the reduced picture."""


class Pictures:
    """Crops of renders and photographs, 3×CROP×CROP, 0…1."""

    def __init__(self, options: Options, photos: Path | None, start: int) -> None:
        self.rng = np.random.default_rng([options.seed, 7, start])
        self.photos = [np.asarray(Image.open(path).convert("RGB")) for path in sorted(found(options, photos))]
        self.renders = [self.rendered() for _ in range(2 if options.diffusion_steps < BANK else BANK)]

    def rendered(self) -> np.ndarray:
        """A fresh scene."""
        side = int(self.rng.integers(400, 900))
        return (render(self.rng, side, side).image * 255).round().astype(np.uint8)

    def refresh(self) -> None:
        """A fresh scene in the place of the oldest."""
        self.renders = [*self.renders[1:], self.rendered()]

    def batch(self) -> Tensor:
        """B×3×CROP×CROP."""
        return torch.stack([self.crop() for _ in range(BATCH)])

    def crop(self) -> Tensor:
        """The busiest of three random places, turned and mirrored: most of a soft scene teaches nothing."""
        kind = self.photos if self.photos and self.rng.random() < PHOTO_SHARE else self.renders
        picture = kind[self.rng.integers(len(kind))]
        patch = max((self.place(picture) for _ in range(3)), key=lambda part: np.diff(part, axis=0).std())
        turned = np.rot90(patch[:, :: self.rng.choice((-1, 1))], self.rng.integers(4)).copy()
        return torch.from_numpy(turned).permute(2, 0, 1).float() / 255

    def place(self, picture: np.ndarray) -> np.ndarray:
        """One random square of it."""
        top, left = (int(self.rng.integers(0, side - CROP + 1)) for side in picture.shape[:2])
        return picture[top : top + CROP, left : left + CROP]


def found(options: Options, photos: Path | None) -> list[Path]:
    """The photographs there are: those that ``training.photos`` brought and those of the folder given."""
    folders = [options.work / "photos" / "ready", *([photos] if photos else [])]
    return [path for folder in folders for path in folder.glob("*.jpg") if path.stem not in HELD_OUT]


def reduced(true: Tensor, rng: np.random.Generator) -> Tensor:
    """What the upscaler is given: area-wise averages, blurred, with little noise, in 256 levels."""
    small = functional.avg_pool2d(true, FACTOR)
    soft = []
    for picture in small:
        array = cv2.GaussianBlur(picture.permute(1, 2, 0).numpy(), (0, 0), rng.uniform(*BLUR))
        soft.append(torch.from_numpy(array).permute(2, 0, 1))
    noisy = torch.stack(soft) + torch.randn_like(small) * float(rng.choice((0.0, 0.004)))
    return noisy.mul(255).round().div(255).clamp(0, 1)


def loss_of(made: Tensor, true: Tensor) -> Tensor:
    """L1 of pictures and slopes."""
    parts = [(a - b).abs().mean() for a, b in zip(slopes(made), slopes(true), strict=True)]
    return (made - true).abs().mean() + sum(parts, torch.zeros(()))


def train(options: Options, photos: Path | None = None) -> nn.Module:
    """Train (or resume) and return the network; its checkpoint is ``work/upscaler.pt``."""
    steps = TINY_STEPS if options.diffusion_steps < BANK else STEPS
    model: Any = build(**CONFIG).to(memory_format=torch.channels_last)
    last = model.missing[-2]
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0)
    path, start = options.work / "upscaler.pt", 0
    if path.exists():
        state = torch.load(path)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        start = state["step"]
    pictures, began = Pictures(options, photos, start), time.time()
    for step in range(start, steps):
        if step % EVERY == 0:
            pictures.refresh()
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * step / steps)))
        true = pictures.batch()
        small = reduced(true, pictures.rng)
        loss = loss_of(model(small), true)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimiser.step()
        if (step + 1) % 25 == 0 or step + 1 == steps:
            plain = loss_of(functional.interpolate(small, scale_factor=FACTOR, mode="bicubic"), true)
            print(f"upscaler {step + 1}: loss {loss.item():.4f}, bicubic {plain.item():.4f}, {time.time() - began:.0f} s", flush=True)
        if (step + 1) % 100 == 0 or step + 1 == steps:
            path.parent.mkdir(parents=True, exist_ok=True)
            torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}, path)
    return model.eval()


def save(model: nn.Module, folder: Path) -> None:
    """``config.json`` and half-precision ``model.safetensors``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(CONFIG, indent=2) + "\n")
    weights = {name: value.half().contiguous() for name, value in model.state_dict().items()}
    save_file(weights, folder / "model.safetensors")

"""The upscaling stage: a background made small, at the picture's size, sharp and with the photo's grain."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.runtime.device import Device
from core.stages.arrays import Floats, Pixels
from core.stages.frame import Frame

FACTOR = 4
"""Of the network; what it adds is reduced from there for sizes between, so that all cost the same."""
MARGIN = 4
"""Pixels that are continued around the small picture: what the network adds must not fade at its borders."""
GRAIN = (0.8, 4.0)
"""Least and most standard deviation of the grain, in levels of 255: less leaves bands in smooth walls."""
GRAINY = 1024
"""Longest side, px, of a photo from which on there may be as much grain: in a smaller one a peel's texture
looks like noise, and grain is coarser."""
GRAIN_GAIN = 3.0
"""Standard deviation of our grain, whose neighbours are alike, by its ``noise_level``."""


class Upscaler:
    """A profile's upscaling network in the folder ``path``, read at first use."""

    def __init__(self, path: Path, device: Device) -> None:
        self.path, self.device = path, device
        self._network: Any = None

    @property
    def network(self) -> Any:
        """B×3×h×w, 0…1, and a height and width → B×3×H×W; without them 4h×4w."""
        if self._network is None:
            self._network = read_network(self.path).to(self.device.place)
        return self._network

    def release(self) -> None:
        """Let go of the weights; ``network`` reads them again."""
        self._network = None

    def enlarge(self, small: Pixels, size: tuple[int, int]) -> Pixels:
        """``small`` (h×w×3) at ``size`` (width, height)."""
        import torch

        pixels = torch.tensor(small, device=self.device.place).permute(2, 0, 1)[None]
        with torch.inference_mode():
            made = self.network(pixels.float() / 255, (size[1], size[0]))[0]
            return made.clamp(0, 1).mul(255).round().byte().permute(1, 2, 0).cpu().numpy()


def enlarged(small: Pixels, photo: Pixels, frame: Frame, seed: int, upscaler: Upscaler | None) -> Pixels:
    """The background ``small`` (h×w×3) at the size of ``photo`` (H×W×3, in its ``frame``), itself where it
    has that size.

    By bicubic interpolation, or by the ``upscaler`` and then with grain like the photo's: too smooth
    beside the subject it would look painted. Behind a photo smaller than that it is merely reduced.
    """
    size = (photo.shape[1], photo.shape[0])
    if (small.shape[1], small.shape[0]) == size:
        return small
    if upscaler is None or not is_larger(photo, small):
        return np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC))
    return grained(upscaler.enlarge(small, size), grain_beside(frame.crop(photo)), seed)


def is_larger(photo: Pixels, small: Pixels) -> bool:
    """Whether ``photo`` (H×W×3) has more pixels than ``small`` (h×w×3)."""
    return photo.shape[0] * photo.shape[1] > small.shape[0] * small.shape[1]


def grain_beside(photo: Pixels) -> float:
    """Standard deviation, in levels, of the grain that suits ``photo`` (H×W×3)."""
    return min(noise_level(photo) * GRAIN_GAIN, GRAIN[1] * max(photo.shape[:2]) / GRAINY)


def noise_level(photo: Pixels) -> float:
    """Standard deviation of the noise in H×W×3 pixels, in levels, by its second differences as white noise
    would have them (Immerkær 1996), in the calmest fifth of all blocks that are neither black nor white."""
    light = luminance(photo)
    rows = light[2:] - 2 * light[1:-1] + light[:-2]
    both = np.abs(rows[:, 2:] - 2 * rows[:, 1:-1] + rows[:, :-2]) / 6 * np.sqrt(np.pi / 2)
    tone, noise = _blocks(light[1:-1, 1:-1]), _blocks(both)
    usable = noise[(tone > 12) & (tone < 243)]
    return float(np.quantile(usable, 0.2)) if usable.size else 0.0


def grained(pixels: Pixels, deviation: float, seed: int) -> Pixels:
    """H×W×3 pixels with grain of that standard deviation in levels, within bounds; strongest in midtones,
    as film's. The same for the same seed."""
    height, width = pixels.shape[:2]
    noise = np.random.default_rng(seed).standard_normal((height + 1, width + 1), dtype=np.float32)
    grain = (noise[1:, 1:] + noise[1:, :-1] + noise[:-1, 1:] + noise[:-1, :-1]) / 2
    light = luminance(pixels) / 255
    grain *= np.clip(deviation, *GRAIN).astype(np.float32) * (0.5 + 2 * light * (1 - light))
    return (pixels + grain[..., None]).round().clip(0, 255).astype(np.uint8)


def build(width: int, depth: int) -> Any:
    """The untrained network: ``depth`` layers of ``width`` channels between the first and the last.

    They work on the small picture ahead of a pixel shuffle, as in ESPCN (Shi et al. 2016) and
    Real-ESRGAN's compact network (Wang et al. 2021), and find what bicubic enlargement lacks.
    """
    from torch import Tensor, nn
    from torch.nn import functional

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            layers: list[nn.Module] = [nn.Conv2d(3, width, 3, padding=1), nn.PReLU(width)]
            for _ in range(depth):
                layers += [nn.Conv2d(width, width, 3, padding=1), nn.PReLU(width)]
            last = nn.Conv2d(width, 3 * FACTOR**2, 3, padding=1)
            self.lacking = nn.Sequential(*layers, last, nn.PixelShuffle(FACTOR))

        def forward(self, small: Tensor, size: tuple[int, int] | None = None) -> Tensor:
            continued = functional.pad(small - 0.5, (MARGIN,) * 4, mode="replicate")
            cut = MARGIN * FACTOR
            lacking = self.lacking(continued)[..., cut:-cut, cut:-cut]
            if size is None or size == lacking.shape[-2:]:
                return functional.interpolate(small, scale_factor=FACTOR, mode="bicubic") + lacking
            # Half the time of both at four times the size and then reduced; not every device can reduce so.
            fitted = functional.interpolate(lacking.cpu(), size=size, mode="bicubic", antialias=True)
            return functional.interpolate(small.cpu(), size=size, mode="bicubic") + fitted

    return Network()


def read_network(path: Path) -> Any:
    """The trained network of the folder ``path``, in float32, ready to be used."""
    import torch
    from safetensors.torch import load_file

    network = build(**json.loads((path / "config.json").read_text(encoding="utf-8")))
    network.load_state_dict(load_file(path / "model.safetensors"))
    return network.float().eval().to(memory_format=torch.channels_last)


def luminance(pixels: Pixels) -> Floats:
    """Luminance H×W, 0…255, of H×W×3 pixels (Rec. 601)."""
    return pixels @ np.array([0.299, 0.587, 0.114], np.float32)


def _blocks(values: Floats, side: int = 16) -> Floats:
    """Averages over squares; none of a picture smaller than one."""
    rows, columns = values.shape[0] // side, values.shape[1] // side
    whole = values[: rows * side, : columns * side]
    return whole.reshape(rows, side, columns, side).mean(axis=(1, 3))

"""The samples on the device, by picture size."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.options import BUCKETS, LATENT_FACTOR
from training.sprint.feed import KINDS

Size = tuple[int, int]
Samples = dict[str, Tensor]


def size_of(samples: Samples) -> Size:
    """Height and width of their latents."""
    height, width = samples["target"].shape[2:]
    return height, width


def joined(parts: Sequence[Samples]) -> Samples:
    """Samples of one size, one part after the other."""
    return {name: torch.cat([part[name] for part in parts]) for name in parts[0]}


class DeviceBank:
    """Everything encoded so far; ``refresh`` takes in what came since and deletes the files."""

    def __init__(self, folder: Path, device: str) -> None:
        self.folder, self.device = folder, device
        self.large = {(height // LATENT_FACTOR, width // LATENT_FACTOR) for height, width in BUCKETS}
        self._samples: dict[Size, Samples] = {}
        self._chances: dict[Size, Tensor] = {}

    def __len__(self) -> int:
        """How many samples there are."""
        return sum(len(samples["ids"]) for samples in self._samples.values())

    def refresh(self) -> None:
        """Take in all that came since."""
        fresh: dict[Size, list[Samples]] = {}
        for path in sorted(self.folder.glob("latents-*.pt")):
            for part in torch.load(path, map_location=self.device):
                fresh.setdefault(size_of(part), []).append(part)
            path.unlink()
        for size, parts in fresh.items():
            held = [self._samples[size]] if size in self._samples else []
            self._samples[size] = joined([*held, *parts])
        if fresh:
            self._weigh()

    def _weigh(self) -> None:
        """A kind comes as often as the square root of its share."""
        numbers = torch.cat([samples["kind"] for samples in self._samples.values()])
        counts = torch.bincount(numbers, minlength=len(KINDS)).clamp(min=1)
        chance = counts.float().rsqrt()
        self._chances = {size: chance[samples["kind"]] for size, samples in self._samples.items()}

    def deviation(self) -> float:
        """The latents' standard deviation."""
        values = [samples["target"].flatten()[::97] for samples in self._samples.values()]
        return torch.cat(values).float().std().item()

    def draw(self, random: torch.Generator, size: Size, count: int) -> Samples:
        """``count`` samples of one picture size, with one caption each."""
        samples = self._samples[size]
        rows = torch.multinomial(self._chances[size], count, replacement=True, generator=random)
        batch = {
            name: samples[name][rows].float() for name in ("target", "masked", "mask", "control", "looks")
        }
        captions = torch.randint(samples["ids"].shape[1], (count,), generator=random, device=self.device)
        return batch | {"ids": samples["ids"][rows, captions].long(), "family": samples["family"][rows]}

    def sizes(self, large: bool) -> dict[Size, int]:
        """The picture sizes of one kind and how many samples each has."""
        return {
            size: len(samples["ids"])
            for size, samples in self._samples.items()
            if (size in self.large) == large
        }

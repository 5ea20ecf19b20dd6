"""The encoded samples in memory, by picture size; captions are worded anew whenever one is drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.options import BUCKETS, LATENT_FACTOR, Options
from training.scenes.two import says_two_tone

TENSORS = ("target", "masked", "mask", "control")
Size = tuple[int, int]
Words = Mapping[str, Sequence[str]]


def kind(family: str, words: Words) -> str:
    """The family; sweeps of two colours are a kind of their own, else they would be too few to learn from."""
    return f"{family} of two colours" if says_two_tone(words["phrases"]) else family


def kinds(shard: Mapping[str, object]) -> list[str]:
    """Each row's kind."""
    return [kind(*row) for row in zip(shard["family"], shard["words"], strict=True)]


class Banks:
    """All encoded shards there are, also those that are encoded while the training runs."""

    def __init__(self, options: Options) -> None:
        self.folder = options.work / "latents"
        self.large = {(height // LATENT_FACTOR, width // LATENT_FACTOR) for height, width in BUCKETS}
        self._shards: dict[Size, list[Mapping[str, object]]] = {}
        self._known: set[Path] = set()
        self._kinds: Counter[str] = Counter()
        self.refresh()

    def refresh(self) -> None:
        """Take in what was encoded since."""
        for path in sorted(set(self.folder.glob("*.pt")) - self._known):
            for shard in torch.load(path, mmap=True):
                self._shards.setdefault(tuple(shard["target"].shape[2:]), []).append(shard)
                self._kinds.update(kinds(shard))
            self._known.add(path)

    def __len__(self) -> int:
        """How many samples there are."""
        return sum(len(shard["target"]) for shards in self._shards.values() for shard in shards)

    def deviation(self) -> float:
        """The latents' standard deviation."""
        values = [shard["target"].flatten()[::97] for shards in self._shards.values() for shard in shards]
        return torch.cat(values).float().std().item()

    def draw(
        self, random: torch.Generator, count: int, large: bool
    ) -> tuple[dict[str, Tensor], list[tuple[str, dict[str, list[str]]]]]:
        """``count`` samples of one picture size, by chance, and the family and words of each."""
        sizes = [size for size in self._shards if (size in self.large) == large] or list(self._shards)
        weights = torch.tensor([float(len(self._shards[size])) for size in sizes])
        shards = self._shards[sizes[int(torch.multinomial(weights, 1, generator=random))]]
        picks = [self._pick(random, shards) for _ in range(count)]
        batch = {name: torch.stack([shard[name][row] for shard, row in picks]).float() for name in TENSORS}
        return batch, [(shard["family"][row], shard["words"][row]) for shard, row in picks]

    def _pick(
        self, random: torch.Generator, shards: Sequence[Mapping[str, object]]
    ) -> tuple[Mapping[str, object], int]:
        """A row of a shard by chance, those of rare kinds more often than there are of them: a kind comes as
        often as the square root of its share."""
        rarest = min(self._kinds.values())
        while True:
            shard = shards[int(torch.randint(len(shards), (), generator=random))]
            row = int(torch.randint(len(shard["family"]), (), generator=random))
            chance = (rarest / self._kinds[kind(shard["family"][row], shard["words"][row])]) ** 0.5
            if float(torch.rand((), generator=random)) < chance:
                return shard, row

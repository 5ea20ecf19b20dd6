"""A small classifier of places, trained on fresh renders only: it never saw a picture of the model's.

It knows twelve of the renderer's families, those that can be told apart at 64×64 px. Left out are podium
and wall (a studio or table with something else in it), bokeh and festive (mixtures with city, table and
interior), lake (mountains with water) and garden (meadow and forest). Its seeds are disjoint from
training's, which are ``[Options.seed, shard]``.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.evaluation.prompts import FAMILIES as PROMPTS
from training.scenes import render
from training.scenes.camera import finish
from training.scenes.two import is_two_tone
from training.shards import bytes_of
from training.subjects import place

Pixels = npt.NDArray[np.uint8]

FAMILIES = tuple(PROMPTS)
SIDE, RENDER_SIDE = 64, 112
JUDGE_SEED = 4_105_271_830
TRAINING, HELD_OUT = 0, 1


@dataclass(frozen=True, kw_only=True)
class JudgeOptions:
    """Scenes of each family to learn from and to hold out, passes over them, pictures at a time."""

    scenes: int = 320
    held_out: int = 40
    epochs: int = 14
    batch: int = 64
    rate: float = 2e-3

    def key(self) -> str:
        """Eight hexadecimal digits that differ for other options or families."""
        return hashlib.sha256(repr((self, FAMILIES, SIDE, RENDER_SIDE)).encode()).hexdigest()[:8]


class Network(nn.Module):
    """Four convolutions, 64×64 to 8×8, their mean, and a linear layer: 0.1 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        widths = (3, 24, 48, 64, 96)
        self.blocks = nn.ModuleList(
            nn.Sequential(
                nn.Conv2d(before, after, 3, 2 if index < 3 else 1, 1), nn.BatchNorm2d(after), nn.ReLU()
            )
            for index, (before, after) in enumerate(pairwise(widths))
        )
        self.head = nn.Linear(widths[-1], len(FAMILIES))

    def features(self, pictures: Tensor) -> list[Tensor]:
        """What each block makes of N×3×64×64 in 0…1."""
        made = [pictures * 2 - 1]
        for block in self.blocks:
            made.append(block(made[-1]))
        return made[1:]

    def forward(self, pictures: Tensor) -> Tensor:
        """N×12 logits."""
        return self.head(self.features(pictures)[-1].mean(dim=(2, 3)))


class Judge:
    """Says which family a picture belongs to, and how far two pictures are apart as it sees them."""

    def __init__(self, network: Network, accuracy: float) -> None:
        self.network, self.accuracy = network.eval(), accuracy

    def family(self, picture: Pixels) -> str:
        """The most likely family of H×W×3."""
        with torch.inference_mode():
            return FAMILIES[int(self.network(tensor_of([picture])).argmax())]

    def distance(self, one: Pixels, other: Pixels) -> float:
        """How different two pictures look to it: the squared difference of its features, each position's
        made of length 1, averaged over positions and summed over layers, as LPIPS does (Zhang et al.
        2018, arXiv:1801.03924). Not LPIPS itself, whose network's weights cannot be had here."""
        with torch.inference_mode():
            layers = self.network.features(tensor_of([one, other]))
        units = [functional.normalize(layer, dim=1) for layer in layers]
        return float(sum((unit[0] - unit[1]).square().sum(dim=0).mean() for unit in units))


def tensor_of(pictures: Sequence[Pixels]) -> Tensor:
    """N×3×64×64 in 0…1."""
    small = [cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for picture in pictures]
    return torch.from_numpy(np.stack(small)).permute(0, 3, 1, 2).float() / 255


def scene(family: str, index: int, part: int) -> Pixels:
    """One small render; half of them with the shade of something that stands there, half as a camera
    sees them."""
    rng = np.random.default_rng([JUDGE_SEED, part, FAMILIES.index(family), index])
    made = render(rng, RENDER_SIDE, RENDER_SIDE, family)
    while is_two_tone(made):  # a studio that could be a table
        made = render(rng, RENDER_SIDE, RENDER_SIDE, family)
    picture = place(rng, made).backdrop if rng.random() < 0.5 else made.image
    picture = finish(rng, picture) if rng.random() < 0.5 else picture
    return cv2.resize(bytes_of(picture), (SIDE, SIDE), interpolation=cv2.INTER_AREA)


def scenes(each: int, part: int) -> tuple[Tensor, Tensor]:
    """Pictures N×3×64×64 and the number of each one's family."""
    pictures = [scene(family, index, part) for family in FAMILIES for index in range(each)]
    return tensor_of(pictures), torch.arange(len(FAMILIES)).repeat_interleave(each)


def varied(pictures: Tensor, random: torch.Generator) -> Tensor:
    """Mirrored, cut, tinted, blurred and noisy, so that a generated picture's softness or grain does not
    decide."""
    share = lambda *shape: torch.rand(*shape, generator=random)  # noqa: E731
    if share(1) < 0.5:
        pictures = pictures.flip(3)
    side = int(SIDE * (0.78 + 0.22 * share(1)))
    top, left = (int((SIDE - side + 1) * share(1)) for _ in range(2))
    cut = pictures[..., top : top + side, left : left + side]
    # A detour over fewer pixels is the blur.
    coarse = functional.interpolate(cut, size=int(SIDE * (0.3 + 0.7 * share(1))), mode="area")
    made = functional.interpolate(coarse, size=SIDE, mode="bilinear", align_corners=False)
    count = len(pictures)
    tint = 1 + 0.2 * (share(count, 3, 1, 1) - 0.5) + 0.3 * (share(count, 1, 1, 1) - 0.5)
    noise = 0.03 * share(count, 1, 1, 1) * torch.randn(made.shape, generator=random)
    return (made * tint + noise).clamp(0, 1)


def train(options: JudgeOptions) -> Judge:
    """Render, learn, and measure on held-out scenes."""
    torch.manual_seed(JUDGE_SEED)
    random = torch.Generator().manual_seed(JUDGE_SEED)
    network = Network()
    pictures, families = scenes(options.scenes, TRAINING)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.02)
    batches = -(-len(pictures) // options.batch)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, total_steps=options.epochs * batches)
    for _ in range(options.epochs):
        for chosen in torch.randperm(len(pictures), generator=random).split(options.batch):
            logits = network(varied(pictures[chosen], random))
            loss = functional.cross_entropy(logits, families[chosen], label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            plan.step()
    return Judge(network, held_out_accuracy(network, options))


def held_out_accuracy(network: Network, options: JudgeOptions) -> float:
    """The share of held-out scenes that it tells right."""
    pictures, families = scenes(options.held_out, HELD_OUT)
    with torch.inference_mode():
        return float((network.eval()(pictures).argmax(dim=1) == families).float().mean())


def load_judge(work: Path, options: JudgeOptions | None = None) -> Judge:
    """The judge kept in ``work``, trained first (two to four minutes on one core) where it is not there.

    Delete ``work/judge-*.pt`` after changing the renderer.
    """
    options = options or JudgeOptions()
    path = work / f"judge-{options.key()}.pt"
    if path.exists():
        kept = torch.load(path, weights_only=True)
        network = Network()
        network.load_state_dict(kept["network"])
        return Judge(network, kept["accuracy"])
    judge = train(options)
    work.mkdir(parents=True, exist_ok=True)
    torch.save({"network": judge.network.state_dict(), "accuracy": judge.accuracy}, path)
    return judge

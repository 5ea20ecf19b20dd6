"""What a sprint leaves in the work folder and goes on from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.diffusion import Trainer
from training.options import Options
from training.sprint.trainer import SprintTrainer
from training.words import Reader

NETWORKS = ("unet", "controlnet")


@dataclass(frozen=True)
class Before:
    """What there is to go on from: an earlier sprint's state, or else the shipped model's (``words``, the
    plain encoder's state; ``networks``; ``scale``), or nothing."""

    sprint: dict[str, Any] | None = None
    shipped: dict[str, Any] | None = None

    def give(self, trainer: SprintTrainer) -> None:
        """Put it into the trainer, whose schedule starts anew."""
        kept = self.sprint or self.shipped
        if kept is None:
            return
        trainer.scale = kept["scale"]
        if self.sprint:
            trainer.networks.load_state_dict(kept["networks"])
            trainer.average.load_state_dict(kept["average"])
            return
        for name in NETWORKS:
            for networks in (trainer.networks, trainer.average):
                networks[name].load_state_dict(kept["networks"][name])


def find(options: Options) -> Before:
    """Look into the work folder."""
    path, start = options.work / "sprint.pt", options.work / "diffusion.pt"
    if path.exists():
        return Before(sprint=torch.load(path, map_location="cpu"))
    if not start.exists():
        return Before()
    kept = torch.load(start, map_location="cpu")
    networks = {name: only(kept["average"], name) for name in NETWORKS}
    words = torch.load(options.work / "words.pt", map_location="cpu")["encoder"]
    return Before(shipped={"words": words, "networks": networks, "scale": kept["scale"]})


def only(state: dict[str, Tensor], name: str) -> dict[str, Tensor]:
    """One network's part of the state of several."""
    return {key.removeprefix(f"{name}."): value for key, value in state.items() if key.startswith(f"{name}.")}


def adopt_words(reader: Reader, encoder: dict[str, Tensor]) -> None:
    """Make the reader's encoder compute what ``encoder`` did, whose embedding is one plain table.

    The map from words' meanings is not in there: it starts anew, and what it yields is taken off the words'
    own parts.
    """
    table_name = next(name for name in encoder if name.endswith("token_embedding.weight"))
    prefix = table_name.removesuffix("weight")
    with torch.no_grad():
        own = encoder[table_name] - reader.embedding.map(reader.embedding.vectors)
    state = {name: value for name, value in encoder.items() if name != table_name}
    state |= {f"{prefix}own.weight": own, f"{prefix}map.weight": reader.embedding.map.weight.detach()}
    reader.encoder.load_state_dict(state)


def keep(trainer: SprintTrainer) -> None:
    """Write ``diffusion.pt`` and ``words.pt`` as the recipe's other steps do, and ``sprint.pt``."""
    work = trainer.options.work
    words = {name: value.cpu() for name, value in trainer.average["reader"].plain().items()}
    write({"encoder": words}, work / "words.pt")
    plain = Trainer(trainer.options, trainer.tokenizer, trainer.scale, "cpu")
    for name in NETWORKS:
        plain.networks[name].load_state_dict(trainer.networks[name].state_dict())
        plain.average[name].load_state_dict(trainer.average[name].state_dict())
    plain.step = trainer.step
    plain.save(work / "diffusion.pt")
    state = {name: getattr(trainer, name).state_dict() for name in ("networks", "average")}
    write(state | {"scale": trainer.scale}, work / "sprint.pt")


def write(state: dict[str, Any], path: Path) -> None:
    """A checkpoint is there whole or not at all."""
    waiting = path.with_suffix(".tmp")
    torch.save(state, waiting)
    waiting.replace(path)

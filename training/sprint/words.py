"""Teaches the text encoder on the device, while the first scenes are rendered; see ``training.words``."""

import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.networks import arithmetic
from training.words import FIELDS, LOOKS_SHARE, Reader

RATE, BATCH = 1e-3, 1024


class Practice:
    """The small scenes that are drawn for their words only, on the device."""

    def __init__(self, folder: Path, device: str) -> None:
        self.folder, self.device = folder, device
        self._held: list[dict[str, Tensor]] = []

    def refresh(self) -> None:
        """Take in what came since."""
        for path in sorted(self.folder.glob("practice-*.npz")):
            with np.load(path) as part:
                self._held.append({name: torch.from_numpy(part[name]).to(self.device) for name in part.files})
            path.unlink()
        if len(self._held) > 1:
            names = self._held[0]
            self._held = [{name: torch.cat([part[name] for part in self._held]) for name in names}]

    def __len__(self) -> int:
        """How many scenes there are."""
        return sum(len(part["ids"]) for part in self._held)

    def draw(self, random: torch.Generator, count: int) -> dict[str, Tensor]:
        """``count`` captions, what their scenes look like and their families' numbers."""
        held = self._held[0]
        rows = torch.randint(len(held["ids"]), (count,), generator=random, device=self.device)
        captions = torch.randint(held["ids"].shape[1], (count,), generator=random, device=self.device)
        return {
            "ids": held["ids"][rows, captions].long(),
            "looks": held["looks"][rows].float(),
            "family": held["family"][rows],
        }


def as_fields(looks: Tensor) -> Tensor:
    """``looks`` B×256 as B×4×8×8: the fields' colours and how uneven they are, which can be mirrored."""
    colours = looks[:, : 3 * FIELDS**2].unflatten(1, (FIELDS, FIELDS, 3)).movedim(3, 1)
    return torch.cat([colours, looks[:, 3 * FIELDS**2 :].unflatten(1, (1, FIELDS, FIELDS))], 1)


def as_looks(fields: Tensor) -> Tensor:
    """The looks B×256 of ``fields`` B×4×8×8."""
    return torch.cat([fields[:, :3].movedim(1, 3).flatten(1), fields[:, 3:].flatten(1)], 1)


def loss_of(
    reader: Reader, states: Tensor, batch: dict[str, Tensor], said: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """How wrong the last of the hidden ``states`` B×L×width tells looks and family, of the rows where
    ``said`` is true; and the families' scores."""
    state = states[:, -1]
    off = (reader.looks(state).float() - batch["looks"]).square().mean(1)
    scores = reader.family(state).float()
    wrong = off * LOOKS_SHARE + nn.functional.cross_entropy(scores, batch["family"], reduction="none")
    share = torch.ones_like(wrong) if said is None else said.float()
    return (wrong * share).sum() / share.sum().clamp(min=1), scores


def teach(reader: Reader, practice: Practice, until: float, whole: bool = True) -> int:
    """Teach until the clock says ``until``; returns how many steps it took.

    Not ``whole``: only the heads and the map from meanings, since the networks that come with the encoder
    read by all else of it.
    """
    began, step = time.time(), 0
    parts = (reader,) if whole else (reader.looks, reader.family, reader.embedding.map)
    learned = [weight for part in parts for weight in part.parameters()]
    optimiser = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.01, fused=True)
    random = torch.Generator(practice.device).manual_seed(torch.initial_seed() % 2**32)
    reader.train()
    while time.time() < until or step < 3:
        gone = min(1.0, (time.time() - began) / max(until - began, 1e-6))
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 200) * max(0.1, 1 - gone)
        batch = practice.draw(random, BATCH)
        with arithmetic(practice.device):
            loss, scores = loss_of(reader, reader.encoder(batch["ids"]).last_hidden_state, batch)
        reader.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        step += 1
        if step % 250 == 0 or step == 1:
            right = (scores.argmax(1) == batch["family"]).float().mean().item()
            told = f"words {step}: loss {loss.item():.3f}, family right {right:.2f}, {len(practice)} scenes"
            print(f"{told}, {time.time() - began:.0f} s", flush=True)
            practice.refresh()
    return step

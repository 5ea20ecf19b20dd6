"""Teaches the text encoder words before any picture is painted: from a caption to the place's colours.

A caption's last hidden state must tell the picture's family and its average colours in 6×6 fields, so
that the diffusion training starts with sentences that mean something. Captions cost nothing next to
pictures, hence many more of them are read here than are ever painted.
"""

import json
import time
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from training import text
from training.options import Options
from training.scenes.sentences import caption
from training.shards import shard_paths

FIELDS = 6


@dataclass
class Pairs:
    """What captions are drawn from, with the colours N×6×6×3 (0…1) and family numbers they stand for."""

    words: list[dict[str, list[str]]]
    colours: Tensor
    families: Tensor
    names: list[str]


def load_pairs(options: Options) -> Pairs:
    """One row for each rendered scene."""
    words, colours, families = [], [], []
    for path in shard_paths(options):
        with np.load(path) as shard:
            rows = range(0, len(shard["words"]), options.subjects_per_scene)
            backdrop = shard["backdrop"]
            words += [json.loads(str(shard["words"][row])) for row in rows]
            families += [str(shard["family"][row]) for row in rows]
            colours += [
                cv2.resize(backdrop[row], (FIELDS, FIELDS), interpolation=cv2.INTER_AREA) for row in rows
            ]
    names = sorted(set(families))
    numbers = torch.tensor([names.index(family) for family in families])
    return Pairs(words, torch.from_numpy(np.stack(colours)).float() / 255, numbers, names)


class Reader(nn.Module):
    """The text encoder with the two heads that it is taught by."""

    def __init__(self, encoder: nn.Module, width: int, families: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.colours = nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, FIELDS**2 * 3))
        self.family = nn.Linear(width, families)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Colours B×108 and family scores B×families of token numbers B×L that end in padding."""
        state = self.encoder(ids).last_hidden_state[:, -1]
        return self.colours(state), self.family(state)


def batch(
    pairs: Pairs, tokenizer: object, rng: np.random.Generator, count: int
) -> tuple[Tensor, Tensor, Tensor]:
    """``count`` fresh captions, cut to a random length of padding, with what they stand for."""
    rows = rng.integers(0, len(pairs.words), count)
    ids = text.tokens(
        tokenizer, [caption(rng, pairs.words[n]["phrases"], pairs.words[n]["details"]) for n in rows]
    )
    longest = int((ids != ids[0, -1]).sum(1).max()) + 1
    length = min(77, longest + int(rng.integers(0, 30)) * int(rng.random() < 0.3))
    picked = torch.from_numpy(rows)
    return ids[:, :length], pairs.colours[picked].flatten(1), pairs.families[picked]


def train(options: Options) -> None:
    """Teach (or resume); the encoder ends in ``work/words.pt``."""
    path = options.work / "words.pt"
    tokenizer, pairs = text.load_tokenizer(options), load_pairs(options)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng([options.seed, 3])
    reader = Reader(text.build(options, tokenizer), options.text_width, len(pairs.names))
    if path.exists():
        reader.encoder.load_state_dict(torch.load(path)["encoder"])
    optimiser = torch.optim.AdamW(reader.parameters(), lr=1e-3, weight_decay=0.01, fused=True)
    began = time.time()
    for step in range(options.words_steps):
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * min(1.0, (step + 1) / 200) * max(0.03, 1 - step / options.words_steps)
        ids, colours, families = batch(pairs, tokenizer, rng, options.words_batch)
        with torch.autocast("cpu", torch.bfloat16):
            made, scores = reader(ids)
        off = (made.float() - colours).square().mean()
        loss = off * 10 + nn.functional.cross_entropy(scores.float(), families)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % 100 == 0 or step + 1 == options.words_steps:
            right = (scores.argmax(1) == families).float().mean().item()
            print(
                f"words {step + 1}: colours off by {off.item() ** 0.5:.3f}, family right {right:.2f}, "
                f"{time.time() - began:.0f} s",
                flush=True,
            )
            torch.save({"encoder": reader.encoder.state_dict()}, path)

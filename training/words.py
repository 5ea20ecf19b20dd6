"""Teaches the text encoder words before any picture is painted: from a caption to how the place looks.

A caption's last hidden state must tell the picture's family and, in 8×8 fields, its average colours and
how uneven they are. Captions cost nothing next to pictures, hence many more of them are read here than are
ever painted. The words' meanings (``vectors``) help with those that no scene is called by.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from transformers import CLIPTextModel

from training import text
from training.meanings import Embedding
from training.networks import arithmetic, attention_kernel
from training.options import Options
from training.paraphrases import sentence
from training.scenes.captioned import Scene
from training.scenes.two import two_coloured
from training.shards import bytes_of, shard_paths
from training.vectors import fetch_vectors, token_vectors

FIELDS = 8
PRACTICE_SIDE = 32
LOOKS_SHARE = 40.0
"""How much the looks' squared error weighs beside the family's cross entropy."""
Pixels = npt.NDArray[np.uint8]


@dataclass
class Pairs:
    """What captions are drawn from, with the looks N×256 and family numbers they stand for."""

    words: list[Mapping[str, object]]
    families: list[str]
    looks: Tensor
    names: list[str]


def looks(picture: Pixels) -> npt.NDArray[np.float32]:
    """The average colour of each of 8×8 fields (0…1) and the deviation of its grey (0…1, four times)."""
    colours = cv2.resize(picture, (FIELDS, FIELDS), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    mean, square = (
        cv2.resize(part, (FIELDS, FIELDS), interpolation=cv2.INTER_AREA) for part in (grey, grey**2)
    )
    uneven = 4 * np.sqrt(np.maximum(square - mean**2, 0))
    return np.concatenate([colours.ravel(), uneven.ravel()])


def practice(options: Options) -> list[Scene]:
    """Small scenes of two colours, drawn for their words only: which colour is where takes far more of them
    to learn than can be painted at full size, and these cost a millisecond or a few."""
    rng = np.random.default_rng([options.seed, 5])
    return [two_coloured(rng, PRACTICE_SIDE, PRACTICE_SIDE) for _ in range(options.words_scenes)]


def load_pairs(options: Options) -> Pairs:
    """One row for each rendered scene, and the practice."""
    drawn = practice(options)
    words: list[Mapping[str, object]] = [scene.words() for scene in drawn]
    families = [scene.family for scene in drawn]
    seen = [looks(bytes_of(scene.image)) for scene in drawn]
    for path in shard_paths(options):
        with np.load(path) as shard:
            rows = range(0, len(shard["words"]), options.subjects_per_scene)
            backdrop = shard["backdrop"]
            words += [json.loads(str(shard["words"][row])) for row in rows]
            families += [str(shard["family"][row]) for row in rows]
            seen += [looks(backdrop[row]) for row in rows]
    return Pairs(words, families, torch.from_numpy(np.stack(seen)), sorted(set(families)))


class Reader(nn.Module):
    """The text encoder with the two heads that it is taught by."""

    def __init__(self, encoder: CLIPTextModel, vectors: Tensor, width: int, families: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.embedding = Embedding(vectors, width)
        encoder.set_input_embeddings(self.embedding)
        self.looks = nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, FIELDS**2 * 4))
        self.family = nn.Linear(width, families)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Looks B×256 and family scores B×families of token numbers B×L that end in padding."""
        state = self.encoder(ids).last_hidden_state[:, -1]
        return self.looks(state), self.family(state)

    def plain(self) -> dict[str, Tensor]:
        """The encoder's weights, with an embedding of one part."""
        state = self.encoder.state_dict()
        prefix = next(name for name in state if name.endswith("embedding.own.weight"))[: -len("own.weight")]
        kept = {name: value for name, value in state.items() if not name.startswith(prefix)}
        return kept | {f"{prefix}weight": self.embedding.table()}


def batch(
    pairs: Pairs, tokenizer: object, rng: np.random.Generator, count: int
) -> tuple[Tensor, Tensor, Tensor]:
    """``count`` fresh captions, cut to a random length of padding, with what they stand for."""
    rows = rng.integers(0, len(pairs.words), count)
    ids = text.tokens(tokenizer, [sentence(rng, pairs.families[n], pairs.words[n]) for n in rows])
    longest = int((ids != ids[0, -1]).sum(1).max()) + 1
    length = min(77, longest + int(rng.integers(0, 30)) * int(rng.random() < 0.3))
    numbers = torch.tensor([pairs.names.index(pairs.families[n]) for n in rows])
    return ids[:, :length], pairs.looks[torch.from_numpy(rows)], numbers


def train(options: Options) -> None:
    """Teach, or teach on; the encoder ends in ``work/words.pt``. One that ``start`` put there stays as it is:
    the networks that go on from it read by it."""
    path = options.work / "words.pt"
    kept = torch.load(path) if path.exists() else {}
    if kept and "reader" not in kept:
        print("The shipped model's text encoder stays.", flush=True)
        return
    tokenizer, pairs = text.load_tokenizer(options), load_pairs(options)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng([options.seed, 3])
    vectors = token_vectors(tokenizer, fetch_vectors(options))
    reader = Reader(text.build(options, tokenizer), vectors, options.text_width, len(pairs.names))
    if kept:
        reader.load_state_dict(kept["reader"])
    optimiser = torch.optim.AdamW(reader.parameters(), lr=1e-3, weight_decay=0.01, fused=True)
    began = time.time()
    for step in range(options.words_steps):
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * min(1.0, (step + 1) / 200) * max(0.03, 1 - step / options.words_steps)
        off, loss, right = update(reader, optimiser, batch(pairs, tokenizer, rng, options.words_batch))
        if (step + 1) % 100 == 0 or step + 1 == options.words_steps:
            print(
                f"words {step + 1}: looks off by {off**0.5:.3f}, family right {right:.2f}, loss {loss:.3f}, "
                f"{time.time() - began:.0f} s",
                flush=True,
            )
            torch.save({"encoder": reader.plain(), "reader": reader.state_dict(), "names": pairs.names}, path)


def update(
    reader: Reader, optimiser: torch.optim.Optimizer, pairs: tuple[Tensor, Tensor, Tensor]
) -> tuple[float, float, float]:
    """One step; returns the looks' squared error, the loss and the share of families told right."""
    ids, seen, families = pairs
    with arithmetic("cpu"), attention_kernel("cpu"):
        made, scores = reader(ids)
        off = (made.float() - seen).square().mean()
        loss = off * LOOKS_SHARE + nn.functional.cross_entropy(scores.float(), families)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
    nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimiser.step()
    return off.item(), loss.item(), (scores.argmax(1) == families).float().mean().item()

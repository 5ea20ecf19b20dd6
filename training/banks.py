"""The encoded samples in memory, by picture size."""

from dataclasses import dataclass

import torch
from torch import Tensor

from training import text
from training.options import Options


@dataclass
class Bank:
    """All encoded samples of one picture size, in memory."""

    target: Tensor
    masked: Tensor
    mask: Tensor
    control: Tensor
    ids: Tensor


def load_banks(options: Options, tokenizer: object) -> tuple[list[Bank], float]:
    """The samples by size, and the latents' standard deviation."""
    parts: dict[tuple[int, ...], list[dict[str, object]]] = {}
    for path in sorted((options.work / "latents").glob("*.pt")):
        shard = torch.load(path)
        shard["ids"] = text.tokens(tokenizer, shard["caption"]).to(torch.int16)
        parts.setdefault(tuple(shard["target"].shape[2:]), []).append(shard)
    banks = [
        Bank(
            **{
                name: torch.cat([shard[name] for shard in shards])
                for name in ("target", "masked", "mask", "control", "ids")
            }
        )
        for shards in parts.values()
    ]
    deviation = torch.cat([bank.target.flatten() for bank in banks])[::97].float().std().item()
    return banks, deviation

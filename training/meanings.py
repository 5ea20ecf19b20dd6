"""A token embedding of two parts: what captions teach of a word, and a linear map of what it means.

The map is learned by all words together, so it also places words that no caption holds. Now and then a
word's own part is left out, which makes the map say by itself what the captions need to know.
"""

import torch
from torch import Tensor, nn

DROP = 0.3
"""How often a word's own part is left out while training."""


class Embedding(nn.Module):
    """Looks up ``own`` V×D plus ``map`` of the fixed ``vectors`` V×M; token numbers B×L become B×L×D."""

    def __init__(self, vectors: Tensor, width: int) -> None:
        super().__init__()
        self.register_buffer("vectors", vectors, persistent=False)
        self.own = nn.Embedding(len(vectors), width)
        self.map = nn.Linear(vectors.shape[1], width, bias=False)
        nn.init.normal_(self.map.weight, std=0.05)
        nn.init.normal_(self.own.weight, std=0.01)
        with torch.no_grad():  # Nothing of their own, then, for words that no caption holds.
            self.own.weight[vectors.square().sum(1) > 0] = 0

    def forward(self, ids: Tensor) -> Tensor:
        """Both parts' sum; while training, without a word's own part now and then."""
        vectors, own = self.vectors[ids], self.own(ids)
        if self.training:
            meant = vectors.square().sum(-1, keepdim=True) > 0
            own = own * ~(meant & (torch.rand(*ids.shape, 1, device=ids.device) < DROP))
        return own + self.map(vectors)

    def table(self) -> Tensor:
        """The plain V×D table that looks up the same."""
        return self.own.weight.detach() + self.map(self.vectors).detach()

"""Several pictures of one wish: the same request with different seeds."""

import random
import secrets

from core.request import MAX_SEED, GenerationRequest


def draw_seed() -> int:
    """A random seed, 0…``MAX_SEED``."""
    return secrets.randbelow(MAX_SEED + 1)


def seeds(first: int, count: int) -> list[int]:
    """``count`` different seeds, the given one first; the same first seed gives the same ones again."""
    # Not for secrets: a seed that was kept must bring all its pictures back.
    draws, drawn = random.Random(first), [first]
    while len(drawn) < count:
        seed = draws.randint(0, MAX_SEED)
        if seed not in drawn:
            drawn.append(seed)
    return drawn


def varied(request: GenerationRequest, seed: int) -> GenerationRequest:
    """The same request with another seed; raises ``RequestError`` for one out of range."""
    return GenerationRequest.parse({**request.model_dump(), "seed": seed})


def variations(request: GenerationRequest, count: int) -> list[GenerationRequest]:
    """The request and ``count`` - 1 more of it, with the ``seeds`` that its own brings along."""
    return [varied(request, seed) for seed in seeds(request.seed, count)]

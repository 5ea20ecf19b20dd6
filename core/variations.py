"""Several pictures of one wish: the same request with different seeds, and a scene for each."""

import random
import secrets
from collections.abc import Sequence

from core.models.profile import ModelProfile
from core.request import CUT_OUT, MAX_SEED, GenerationRequest, own_background
from core.scenes.shops import Shop
from core.scenes.spec import SceneSpec


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
    """The same request with another seed, and another place of the same scene; raises ``RequestError`` for
    one out of range."""
    scene = request.scene
    if scene is not None and seed != request.seed:
        scene = scene.model_copy(update={"seed": seed})
    return GenerationRequest.parse({**request.model_dump(), "seed": seed, "scene": scene})


def with_scenes(requests: Sequence[GenerationRequest]) -> list[GenerationRequest]:
    """The requests with the scenes that their prompts and seeds draw, where they have none and no
    background of their own; those of one prompt are as different as it allows."""
    from core.scenes.drawing import scenes_for

    bare = [request for request in requests if request.scene is None and request.background is None]
    drawn: dict[tuple[str, int], SceneSpec] = {}
    for prompt in dict.fromkeys(request.prompt for request in bare):
        seeds = list(dict.fromkeys(request.seed for request in bare if request.prompt == prompt))
        drawn |= {(prompt, seed): scene for seed, scene in zip(seeds, scenes_for(prompt, seeds), strict=True)}
    return [
        request
        if request.scene is not None or request.background is not None
        else request.model_copy(update={"scene": drawn[request.prompt, request.seed]})
        for request in requests
    ]


def variations(request: GenerationRequest, count: int) -> list[GenerationRequest]:
    """The request and ``count`` - 1 more of it, with the ``seeds`` that its own brings along."""
    return [varied(request, seed) for seed in seeds(request.seed, count)]


def mended(request: GenerationRequest, profile: ModelProfile, shop: Shop) -> GenerationRequest:
    """The request as ``shop`` wants its picture, by ``profile``, which is that of scenes: with the shop's
    canvas and placement, and its background. A shop that asks for none leaves scene and background as they
    are; what a model painted becomes white, since no model keeps to a canvas. The cut-out stays the same."""
    kept = {name: getattr(request, name) for name in ("pose", "size", *CUT_OUT)}
    own, scene = request.background, request.scene if request.profile == profile.name else None
    if shop.background is not None or (own is None and scene is None):
        own, scene = own_background(shop.background or "white"), None
    values = {name: value for name, value in shop.values.items() if name != "background"}
    prompt = request.prompt if own is None else own.words
    given = {**kept, "background": own, "scene": scene, **values}
    return GenerationRequest.for_profile(profile, prompt=prompt, seed=request.seed, **given)

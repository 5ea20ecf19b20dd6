"""Makes pictures through the studio's own pipeline, with one models folder and some photos."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.models.profiles import PROFILES
from core.pipeline.pipeline import BackgroundPipeline
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.runtime.device import choose_device
from core.settings import Settings
from training.evaluation.photos import with_a_subject
from training.scenes import render
from training.shards import bytes_of
from training.subjects import place

Pixels = npt.NDArray[np.uint8]


def stand_in(seed: int, side: int) -> tuple[Pixels, Pixels, Pixels]:
    """A stand-in subject on a plain grey sweep: photo, matte and nearness, side×side."""
    rng = np.random.default_rng(seed)
    made = place(rng, render(rng, side, side, "studio"))
    return bytes_of(made.image), bytes_of(made.alpha), bytes_of(made.depth)


def build_pipeline(models: Path | None) -> BackgroundPipeline:
    """``mini`` on the CPU from the folder that holds mini/ (default: the repository's); cut-outs and depth
    are remembered in this process only."""
    settings = Settings(models_dir=models.resolve()) if models else Settings()
    return BackgroundPipeline(
        PROFILES["mini"], settings, stage_cache=StageCache(entries=1_000), device=choose_device("cpu")
    )


class Painted(NamedTuple):
    """What is kept of a picture: ``background`` and ``composite`` H×W×3, the subject's ``matte`` H×W."""

    background: Pixels
    composite: Pixels
    matte: Pixels


@dataclass
class Painter:
    """Paints behind ``photos`` (by name), each fitted to ``side`` px, at ``steps`` and ``guidance`` or the
    profile's own where ``None``."""

    pipeline: BackgroundPipeline
    photos: dict[str, Image.Image]
    side: int = 512
    steps: int | None = None
    guidance: float | None = None
    made: dict[tuple[str, int, int, str, float], Painted] = field(default_factory=dict)

    @classmethod
    def build(cls, models: Path | None, photos: dict[str, Image.Image], side: int = 512) -> "Painter":
        """A painter for those photos that have a subject."""
        pipeline = build_pipeline(models)
        return cls(pipeline, with_a_subject(photos, pipeline, side), side)

    def paint(self, prompt: str, seed: int, photo: int, negative: str = "", margin: float = 0.0) -> Painted:
        """The picture of a prompt, a seed and the ``photo``-th photo (counted round); remembered."""
        number = photo % len(self.photos)
        key = (prompt, seed, number, negative, margin)
        if key not in self.made:
            request = self.request(prompt, seed, negative_prompt=negative, margin=margin)
            made = self.pipeline.generate(request, list(self.photos.values())[number])
            self.made[key] = Painted(made.background, made.composite, made.matte)
        return self.made[key]

    def request(self, prompt: str, seed: int, **changes: object) -> GenerationRequest:
        """The request with this painter's size, steps and guidance."""
        wanted = {"num_inference_steps": self.steps, "guidance_scale": self.guidance}
        changes = {name: value for name, value in wanted.items() if value is not None} | changes
        return GenerationRequest.for_profile(
            self.pipeline.profile, prompt=prompt, seed=seed, max_side=self.side, **changes
        )

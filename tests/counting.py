"""A pipeline whose models count how often they are asked."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.models.profiles import ModelProfile
from core.pipeline.pipeline import BackgroundPipeline, Picture
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.depth import DepthEstimator
from core.stages.matting import Matting
from tests.photos import disc, scene


class CountingPredictor:
    """Stands for a cut-out model: believes in ``disc``, and counts how often it is asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, image: Image.Image) -> np.ndarray:
        self.calls += 1
        return (disc(320, 320) / 255).astype(np.float32)


class CountingDepth(DepthEstimator):
    """A real estimator that counts how often it looks."""

    calls = 0

    def disparity(self, image: Image.Image) -> np.ndarray:
        self.calls += 1
        return super().disparity(image)


class CountingStudio:
    """A profile's pipeline with counted models; none is needed for cutting out."""

    def __init__(self, profile: ModelProfile, settings: Settings) -> None:
        self.pipeline = BackgroundPipeline(profile, settings)
        self.predictor = CountingPredictor()
        assert profile.depth is not None
        folder = Path(profile.depth.name)
        self.depth = CountingDepth(folder, self.pipeline.device)
        self.pipeline.analysis._depths[folder] = self.depth
        for name in ("u2net", "u2netp"):
            self.pipeline.analysis._mattings[name] = Matting(
                name, settings.weights_dir, predictor=self.predictor
            )

    @property
    def calls(self) -> tuple[int, int]:
        return self.predictor.calls, self.depth.calls

    def make(self, photo: Any = None, **changes: Any) -> Picture:
        return self.pipeline.generate(self.asked(**changes), scene(96, 64) if photo is None else photo)

    def asked(self, **changes: Any) -> GenerationRequest:
        values: dict[str, Any] = {"prompt": "a beach", "seed": 1, **changes}
        return GenerationRequest.for_profile(self.pipeline.profile, **values)

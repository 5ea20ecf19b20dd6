"""A pipeline whose models count how often they are asked."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.models.profiles import ModelProfile
from core.pipeline.analysis import Analysis
from core.pipeline.models import PhotoModels
from core.pipeline.pipeline import BackgroundPipeline, Picture
from core.pipeline.stages import STAGE_NAMES
from core.request import GenerationRequest
from core.runtime.device import Device, choose_device
from core.settings import Settings
from core.stages.depth import DepthEstimator
from core.stages.matting import Matting
from tests.photos import disc, scene

SCENE_ONLY = (
    "place", "scene", "own_background", "scene_shadow", "rims", "scene_start", "model_place", "model_ground",
    "harmonise", "others", "joined",
)  # fmt: skip
"""Stages that only pictures with a scene pass, or those whose request asks for them."""

MODEL_STAGES = tuple(name for name in STAGE_NAMES if name not in SCENE_ONLY)
"""What a picture passes that a diffusion model paints without a scene."""


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


def counting_models(
    settings: Settings, profile: ModelProfile
) -> tuple[PhotoModels, CountingPredictor, CountingDepth]:
    """Models whose cut-out and depth of ``profile`` count; other depth models are real."""
    assert profile.depth is not None
    folder, predictor = Path(profile.depth.name), CountingPredictor()
    depth = CountingDepth(folder, choose_device(settings.device))
    made: list[DepthEstimator] = []

    def make_depth(where: Path, device: Device) -> DepthEstimator:
        made.append(depth if where == folder and depth not in made else DepthEstimator(where, device))
        return made[-1]

    models = PhotoModels(
        settings,
        make_matting=lambda name, weights: Matting(name, weights, predictor=predictor),
        make_depth=make_depth,
    )
    return models, predictor, depth


class CountingStudio:
    """A profile's pipeline with counted models; none is needed for cutting out."""

    def __init__(self, profile: ModelProfile, settings: Settings) -> None:
        models, self.predictor, self.depth = counting_models(settings, profile)
        analysis = Analysis(settings, models=models)
        self.pipeline = BackgroundPipeline(profile, settings, analysis=analysis)

    @property
    def calls(self) -> tuple[int, int]:
        return self.predictor.calls, self.depth.calls

    def make(self, photo: Any = None, **changes: Any) -> Picture:
        return self.pipeline.generate(self.asked(**changes), scene(96, 64) if photo is None else photo)

    def asked(self, **changes: Any) -> GenerationRequest:
        values: dict[str, Any] = {"prompt": "a beach", "seed": 1, **changes}
        return GenerationRequest.for_profile(self.pipeline.profile, **values)

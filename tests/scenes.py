"""Pictures in scenes without any model: cut-outs that bring their own matte, small and painted at once."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.models.profiles import PROFILES
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis, run_stages
from core.pipeline.pipeline import Picture, ScenePipeline
from core.pipeline.progress import Clock
from core.pipeline.scene_painter import ScenePainters
from core.pipeline.scene_stages import CastShadow, PaintScene, Place
from core.pipeline.state import PipelineState
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from core.scenes.painting import Painting, View, paint
from core.scenes.spec import SceneSpec
from core.scenes.traced.tracing import Subject, Traced
from core.settings import Settings

SIDE = 128
SCENES = ResolvedProfile.of(PROFILES["scene"])
SCENE_STAGES = ("orient", "fit", "matte", "edges", "depth", "place", "scene", "scene_shadow", "rims",
                "composite")  # fmt: skip


def bottle(width: int = 96, height: int = 96) -> Image.Image:
    """RGBA: an upright red thing with a soft edge, that no edge of the photo cuts off."""
    y, x = np.mgrid[:height, :width]
    inside = np.minimum(0.15 * width - abs(x + 0.5 - width / 2), 0.35 * height - abs(y + 0.5 - height / 2))
    alpha = np.clip(inside * 200 + 128, 0, 255).astype(np.uint8)
    colours = np.dstack([np.full_like(x, 180), x * 90 // width, y * 120 // height]).astype(np.uint8)
    return Image.fromarray(np.dstack([colours, alpha]))


def asked(kind: str = "beach", seed: int = 3, **changes: Any) -> GenerationRequest:
    """A request for a place of that kind; without one for what the words ``on a beach`` draw."""
    values: dict[str, Any] = {"prompt": "on a beach", "seed": seed, "max_side": SIDE, **changes}
    if kind:
        values.setdefault("scene", scene_for("", seed, kind=kind))
    return GenerationRequest.for_profile(PROFILES["scene"], **values)


class Studio:
    """The pipeline of scenes on a folder of its own."""

    def __init__(self, folder: Path, variant: str | None = None) -> None:
        self.analysis = Analysis(Settings(data_dir=folder, device="cpu"))
        self.painters = ScenePainters(lambda: variant)
        self.pipeline = ScenePipeline(self.analysis, self.painters)

    def make(
        self, request: GenerationRequest, photo: Image.Image | None = None, clock: Clock | None = None
    ) -> Picture:
        return self.pipeline.generate(request, photo or bottle(), clock, profile=SCENES)

    def staged(self, request: GenerationRequest, **profile: Any) -> tuple[PipelineState, PipelineState]:
        """The states after the place was painted, and after the shadow was cast."""
        resolved = replace_profile(**profile)
        seen = self.analysis.look(bottle(), request, resolved, Clock())
        painted = run_stages((Place(64_000_000), PaintScene(self.painters)), seen, Clock())
        return painted, CastShadow().run(painted, Clock())


def replace_profile(**changes: Any) -> ResolvedProfile:
    """The profile of scenes, or one that is otherwise."""
    return SCENES.model_copy(update=changes) if changes else SCENES


class FakeTracer:
    """Stands for the path tracer: a painted place, darker, and what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[SceneSpec, View, Subject]] = []

    def __call__(self, spec: SceneSpec, view: View, subject: Subject, **options: Any) -> Traced:
        self.asked.append((spec, view, subject))
        options["on_part"](1, 2)
        made = paint(spec, view)
        return Traced(painting=darker(made), variant="fake_rgb", samples=options["samples"], seconds={})


def darker(painting: Painting) -> Painting:
    return replace(painting, image=(painting.image * np.float32(0.5)).astype(np.float32))


__all__ = ["SCENES", "SCENE_STAGES", "SIDE", "FakeTracer", "Studio", "asked", "bottle"]

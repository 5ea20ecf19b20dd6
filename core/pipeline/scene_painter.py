"""Which painter makes a scene: painted at once, or traced where this machine can and the kind has a set."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.errors import DeviceError
from core.pipeline.progress import Clock
from core.pipeline.state import PipelineState, Staging
from core.request import GenerationRequest
from core.scenes.painting import Painting, View, paint
from core.scenes.spec import SceneSpec, since
from core.stages.arrays import Pixels
from core.stages.silhouette import silhouette, without_hanger
from core.stages.size import true_length

SAMPLES = 8
"""Rays for each pixel; with denoising they look like 64."""
Variant = Callable[[], str | None]


def tracing_variant() -> str | None:
    """The path tracer's variant on this machine, ``None`` where there is none."""
    from core.scenes.traced.tracing import variant

    return variant()


SEVERAL = "With several subjects the place is painted rather than traced."
SEEN_THROUGH = "What can be seen through is put into a painted place, since a traced one would hide it."
"""What is said of a place that would be traced around one subject, or around an opaque one."""


def may_trace(request: GenerationRequest) -> bool:
    """Whether the request leaves it to the painters to trace: not where its shadow is set by hand, or there
    are several subjects, unless it asks for nothing else."""
    asked = request.scene_painter
    return asked == "traced" or (asked == "auto" and not request.shadow_is_set and not request.also)


class ScenePainters:
    """Both painters behind one door. ``variant`` tells what this machine can trace with."""

    def __init__(self, variant: Variant = tracing_variant) -> None:
        self._variant = variant

    def can_trace(self, scene: SceneSpec) -> bool:
        """Whether this machine traces the scene: its kind has a set that shows all of it."""
        if scene.place.traced is None or self._variant() is None:
            return False
        from core.scenes.traced.tracing import can_trace

        return can_trace(scene)

    def traces(self, state: PipelineState, staging: Staging) -> bool:
        """Whether the picture is traced; raises ``DeviceError`` where it has to be and cannot. A subject that
        one sees through would be traced as an opaque one: it is only where that is asked for."""
        asked, scene = state.request.scene_painter, _scene(staging)
        if not may_trace(state.request):
            return False
        place, can = scene.place, self.can_trace(scene)
        if asked == "traced" and not can:
            here = self._variant() is not None
            why = f"{place.title} has no set for it" if here else "mitsuba does not run on this machine"
            raise DeviceError(f"The scene cannot be traced, since {why}; choose the scene painter auto.")
        return can and (asked == "traced" or _outline(state) is state["matte"])

    def paint(
        self, state: PipelineState, staging: Staging, clock: Clock
    ) -> tuple[Painting, Mapping[str, Any]]:
        """The place in the frame's size, and what to record of how it was made."""
        height, width = state["matte"].shape
        view = View(width, height)
        if not self.traces(state, staging):
            told = self._why_painted(state, staging)
            return paint(_scene(staging), view), {"painter": "painted", **({"remarks": told} if told else {})}
        return self._trace(state, staging, view, clock)

    def _why_painted(self, state: PipelineState, staging: Staging) -> list[str]:
        """What keeps a place from being traced that would be otherwise, unless it was asked for so."""
        alone = state.request.model_copy(update={"also": ()})
        if not (may_trace(alone) and self.can_trace(_scene(staging))):
            return []
        if _outline(state) is not state["matte"]:
            return [SEEN_THROUGH]
        return [SEVERAL] if state.request.also else []

    def _trace(
        self, state: PipelineState, staging: Staging, view: View, clock: Clock
    ) -> tuple[Painting, Mapping[str, Any]]:
        from core.scenes.traced.tracing import Subject, trace

        shape = _outline(state)
        if staging.pose == "hangs" and staging.is_latest:
            shape = without_hanger(shape)
        rows = np.flatnonzero((shape > 127).any(1))
        foot = (rows[-1] + 1) / view.height if len(rows) else staging.ground.foot
        subject = Subject(
            image=state["source"],
            matte=shape,
            pose=staging.pose,
            foot_row=float(foot),
            metres=true_length(shape, staging.size, packed=since(_scene(staging), 7)),
        )
        made = trace(
            _scene(staging),
            view,
            subject,
            samples=SAMPLES,
            cancelled=lambda: clock.cancellation.requested,
            on_part=lambda part, parts: clock.tell("scene", part, parts),
        )
        facts = {"painter": "traced", "variant": made.variant, "samples": made.samples}
        return made.painting, facts


def _scene(staging: Staging) -> SceneSpec:
    assert staging.scene is not None  # a background of one's own is not painted
    return staging.scene


def _outline(state: PipelineState) -> Pixels:
    return silhouette(state["matte"], own=state.own_alpha)

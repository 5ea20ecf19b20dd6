"""The stages by which a subject is staged in a picture that a diffusion model paints: where it is put on the
canvas that is asked for, before the model paints, and its shadow on what the model has painted."""

from typing import Any

from PIL import Image

from core.pipeline.models import PhotoModels
from core.pipeline.progress import Clock
from core.pipeline.scene_stages import CastShadow
from core.pipeline.stage import Stage
from core.pipeline.state import PipelineState, Staging
from core.request import ADDED, GenerationRequest
from core.stages.arrays import Pixels
from core.stages.depth import control_image
from core.stages.frame import Frame
from core.stages.hand_placement import as_asked, canvas_asked
from core.stages.own_background import FOOT, ground_at, painted_place
from core.stages.placement import Placement, staged
from core.stages.pose import guess_pose
from core.stages.silhouette import silhouette


def stages_before(request: GenerationRequest) -> tuple[Stage, ...]:
    """What comes before the model, where the request places the subject; none where it has a scene."""
    placed = any(getattr(request, name) != ADDED[name] for name in ("canvas", "place", "room"))
    return (PlaceForModel(),) if placed and request.scene is None else ()


def stages_after(request: GenerationRequest, models: PhotoModels | None = None) -> tuple[Stage, ...]:
    """What comes after it, where the request says something of the shadow; in place of the contact shadow.
    ``models`` hold those that measure depth."""
    if request.scene is not None or not request.shadow_is_set:
        return ()
    return GroundOfPicture(models), CastShadow()


class PlaceForModel(Stage):
    """Puts the subject on the canvas on which a model is to paint: by hand, or as it stands, lies or hangs on
    plain ground."""

    name, version = "model_place", 1
    words, title = "Placing the subject", "placement before a model"

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Replaces ``source``, ``matte`` and ``control`` by those of the new frame; adds ``staging``."""
        request, fitted = state.request, state["fitted"]
        canvas = canvas_asked(request.canvas, (fitted.shape[1], fitted.shape[0]), request.max_side)
        matte = state.frame.crop(state["matte"])
        shape = silhouette(matte, own=state.own_alpha)
        guess = guess_pose(shape, fitted)
        pose = guess.pose if request.pose == "auto" else request.pose
        placement = as_asked(shape, pose, request.place, request.room, canvas)
        if placement is None:
            placement = staged(shape, pose, guess.cut_off, ground_at(FOOT), canvas)
        placed, control = placement.place(matte), state.frame.crop(state["control"])
        shown = control_image(255 - placed) if state.depth_model is None else placement.place(control)
        layers: dict[Any, Pixels] = {
            "source": placement.place(fitted), "matte": placed, "control": shown,
        }  # fmt: skip
        frame = Frame(placement.canvas, scale=state.frame.scale * placement.scale)
        staging = Staging(pose=pose, ground=ground_at(FOOT), placement=placement)
        return state.with_layers(layers, frame=frame, staging=staging)


class GroundOfPicture(Stage):
    """Estimates ground and light of what a model has painted: the row at which its ground vanishes, what
    stands on that, and from which side the light comes; by the depth model of the profile, where it has one
    and ``models`` are given."""

    name, version = "model_ground", 2
    words, title = "Finding ground and light", "ground and light of the picture"

    def __init__(self, models: PhotoModels | None = None) -> None:
        self._models = models

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``staging`` and ``painting``."""
        own, staging = painted_place(state["background"], self._depth(state)), state.staging
        if staging is None:
            shape = silhouette(state["matte"], own=state.own_alpha)
            pose = state.request.pose
            pose = guess_pose(shape, state["source"]).pose if pose == "auto" else pose
            placement = unmoved(state.frame)
        else:
            pose, placement = staging.pose, staging.placement
        ground = own.painting.ground
        staged_on = Staging(pose=pose, ground=ground, placement=placement, own=own)
        return state.with_layers({}, staging=staged_on, painting=own.shown())

    def _depth(self, state: PipelineState) -> Pixels | None:
        """The disparity H×W of the picture that was painted."""
        if self._models is None or state.depth_model is None:
            return None
        return self._models.depth(state.depth_model).disparity(Image.fromarray(state["background"]))


def unmoved(frame: Frame) -> Placement:
    """The placement of a photo that lies in its frame as it is."""
    return Placement(frame.size, 1.0, frame.left, frame.top, frame.photo_size)

"""The stages of a background of one's own: the subject placed on it, and it laid behind the subject."""

from collections.abc import Set
from typing import Any

from PIL import Image

from core.errors import ImageError
from core.pipeline.progress import Clock
from core.pipeline.stage import Stage
from core.pipeline.state import Photo, PipelineState, Staging
from core.request import GenerationRequest
from core.scenes.canvas import Place as HandPlace
from core.scenes.own import OwnBackground
from core.stages.arrays import Pixels
from core.stages.depth import control_image
from core.stages.hand_placement import as_asked, by_hand
from core.stages.hanger import Hook
from core.stages.image import read_image
from core.stages.own_background import (
    FOOT,
    OwnPlace,
    floating_foot,
    ground_at,
    picture_place,
    plain_place,
)
from core.stages.placement import Placement, staged
from core.stages.pose import Pose, Side

IN_THE_MIDDLE = HandPlace()
"""Where a whole subject is before a plain background unless it is put elsewhere."""


def on_own(  # noqa: PLR0917
    request: GenerationRequest,
    shape: Pixels,
    pose: Pose,
    cut_off: Set[Side],
    canvas: tuple[int, int],
    picture: Photo | None,
    hook: Hook | None = None,
    *,
    max_pixels: int,
) -> tuple[Placement, OwnPlace]:
    """Where the photo of the subject with the outline ``shape`` H×W lies on the request's own background, and
    that background, both on a canvas of width and height in px. Raises ``ImageError`` for a picture that
    cannot be read or has more than ``max_pixels``."""
    background = request.background
    assert background is not None  # asked for
    asked = as_asked(shape, pose, request.place, request.room, canvas)
    if background.kind == "picture":
        own = picture_place(background, picture_of_ones_own(picture, max_pixels), canvas)
        if asked is not None:
            return asked, own
        return staged(shape, pose, cut_off, own.painting.ground, canvas, 1.0, hook), own
    if asked is not None:
        placement = asked
    elif not cut_off or len(cut_off) == 4:
        placement = by_hand(shape, IN_THE_MIDDLE, canvas)
    else:
        placement = staged(shape, pose, cut_off, ground_at(FOOT), canvas, 1.0, hook)
    ground = ground_at(floating_foot(pose, placement.place(shape)))
    return placement, plain_place(background, canvas, ground, request.seed)


def picture_of_ones_own(picture: Photo | None, max_pixels: int) -> Image.Image:
    """The picture upright in sRGB; raises ``ImageError`` where it is not there, cannot be read or has more
    than ``max_pixels``."""
    if picture is None:
        raise ImageError("The picture for the background is not there any more; choose it again.")
    return picture if isinstance(picture, Image.Image) else read_image(picture, max_pixels=max_pixels)


class LayOwn(Stage):
    """Lays a background of one's own behind the placed subject."""

    name, version = "own_background", 2
    words, title = "Laying the background", "background of one's own"

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``background``, ``control`` (the mask) and ``painting``."""
        own = own_of(state.staging)
        layers: dict[Any, Pixels] = {
            "background": own.pixels,
            "control": control_image(255 - state["matte"]),
        }
        return state.with_layers(layers, painting=own.shown())


def own_of(staging: Staging | None) -> OwnPlace:
    """The background of one's own of a subject that was placed on it."""
    assert staging is not None  # placed
    assert staging.own is not None  # on a background of one's own
    return staging.own


def facts_of_own(background: OwnBackground | None, own: OwnPlace) -> dict[str, Any]:
    """What is recorded of it: what was estimated of a picture, be it one that a model painted."""
    if background is not None and background.kind != "picture":
        return {}
    ground, light = own.painting.ground, own.light
    return {
        "horizon": round(ground.vanish, 3),
        "light_from": light.direction,
        "light_hardness": light.hardness,
    }


def is_harmonised(request: GenerationRequest) -> bool:
    """Whether the subject's light is drawn to what is behind it."""
    return request.harmonise > 0 and not is_transparent(request)


def is_transparent(request: GenerationRequest) -> bool:
    """Whether nothing is behind the subject."""
    return request.background is not None and request.background.kind == "transparent"

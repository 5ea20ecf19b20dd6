"""The stages by which a subject is staged in a scene: placed, the place painted or traced, its shade cast."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.pipeline.own_stages import facts_of_own, is_harmonised, on_own
from core.pipeline.progress import Clock
from core.pipeline.scene_painter import ScenePainters
from core.pipeline.stage import Stage
from core.pipeline.state import Photo, PipelineState, Staging
from core.request import GenerationRequest, MatteDetail
from core.scenes.painting import Painter, Painting, View, as_pixels, paint
from core.scenes.posing import held_up, holder_of, posed
from core.scenes.sizing import Size, off_its_top, portrayed, sized
from core.scenes.spec import Light, SceneSpec, is_anew, is_latest, since
from core.stages.arrays import Floats, Pixels
from core.stages.choke import choked
from core.stages.clip_hanger import with_arms, with_clips
from core.stages.compositing import composite, subject_max_difference
from core.stages.depth import control_image
from core.stages.fine_matte import evened_out
from core.stages.frame import Frame
from core.stages.hand_placement import as_asked, canvas_asked, changes_of, size_remarks
from core.stages.hanger import Hook, clips_of, hanger_of, hook_of
from core.stages.hanger_shade import with_hanger_shade
from core.stages.hook_wire import with_hook
from core.stages.outline import even_outline
from core.stages.own_background import only_shaded, with_shadow_as_asked, without_haze
from core.stages.own_hanger import hanger_tone
from core.stages.placement import staged
from core.stages.pose import Pose, Side, guess_pose
from core.stages.scene_shadow import shaded
from core.stages.shadow_shifts import hanging_shift
from core.stages.silhouette import is_bust, shade_let_through, silhouette
from core.stages.size import guess_size

LAID_NEARER = 0.87
"""How much nearer the camera is to what lies than a scene's distance says, from form 7 on: it fills a picture
as in a shop."""
GROUND_SIDE = 96
"""Height in px of the small picture that tells where a scene's ground is; that does not depend on the
size."""


class Place(Stage):
    """Finds out how the subject is held up, and stands it in the scene at a natural size."""

    name, version = "place", 3
    words, title = "Placing the subject", "placement of the subject"

    def __init__(self, max_pixels: int) -> None:
        self._max_pixels = max_pixels

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``staging``; replaces ``source`` and ``matte`` by those of the new frame."""
        request, fitted = state.request, state["fitted"]
        matte = state.frame.crop(state["matte"])
        shape = silhouette(matte, own=state.own_alpha)
        guess = guess_pose(shape, fitted)
        place, pose = taken_up(request, guess.pose)
        size = request.size
        if size == "auto":
            ovals = place is not None and is_latest(place)
            size = guess_size(shape, fitted, guess.cut_off, own=state.own_alpha, ovals=ovals)
        canvas, detail = (fitted.shape[1], fitted.shape[0]), request.matte_detail
        unplaced = Unplaced(
            shape=shape, pose=pose, size=size, cut_off=guess.cut_off, place=place, detail=detail
        )
        canvas = canvas_asked(request.canvas, canvas, request.max_side)
        staging = staging_of(request, unplaced, canvas, state.own_picture, max_pixels=self._max_pixels)
        return put(state, matte, staging)


def put(state: PipelineState, matte: Pixels, staging: Staging) -> PipelineState:
    """The state whose subject of ``matte``, H×W of the fitted photo, lies in the frame by ``staging``."""
    request, fitted, placement = state.request, state["fitted"], staging.placement
    if is_evened(state, staging):
        matte = even_outline(matte, fitted)
    placed = placement.place(matte)
    if request.is_fine and not state.own_alpha:
        placed = evened_out(placed, placement.scale)
    if is_plain(request) and not state.own_alpha:
        placed = without_haze(placed)
    source = placement.place(fitted)
    if is_drawn_in(state, staging):
        placed = choked(placed, source, placement.scale)
    layers: dict[Any, Pixels] = {"source": source, "matte": placed}
    frame = Frame(placement.canvas, scale=state.frame.scale * placement.scale)
    return state.with_layers(layers, staging=staging, frame=frame)


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A subject before it is placed: its outline ``shape`` H×W, how and how large it is, the sides at which
    its photo cuts it off, and the scene that is to be its ``place``, ``None`` for a background of one's own;
    by its matte's ``detail`` what hangs has its hook."""

    shape: Pixels
    pose: Pose
    size: Size
    cut_off: frozenset[Side]
    place: SceneSpec | None
    detail: MatteDetail


def is_evened(state: PipelineState, staging: Staging) -> bool:
    """Whether the subject is cloth, as far as its pose tells, with a model's matte in a scene in which the
    outline of that is evened out."""
    if state.own_alpha or not state.request.is_fine or staging.scene is None:
        return False
    return staging.pose != "stands" and is_latest(staging.scene)


def is_drawn_in(state: PipelineState, staging: Staging) -> bool:
    """Whether the firm edges of a model's matte move in to where its photo shows the subject alone."""
    return not state.own_alpha and state.request.is_fine and state.request.decontaminate and staging.is_whole


def is_plain(request: GenerationRequest) -> bool:
    """Whether colours alone, or nothing, are behind the subject: there the faintest haze shows."""
    return request.background is not None and request.background.kind != "picture"


def taken_up(request: GenerationRequest, guess: Pose) -> tuple[SceneSpec | None, Pose]:
    """The request's scene, where it has one, and how a subject that seems to be held up as ``guess`` is
    staged."""
    if request.scene is not None:
        return held_up(request.scene, guess, request.pose)
    return None, guess if request.pose == "auto" else request.pose


def ground_view(aspect: float) -> View:
    """The small picture, of that width over height, that tells where a scene's ground is."""
    return View(max(8, round(GROUND_SIDE * aspect)), GROUND_SIDE)


def staging_of(
    request: GenerationRequest,
    held: Unplaced,
    canvas: tuple[int, int],
    own_picture: Photo | None,
    painted: Painter = paint,
    *,
    max_pixels: int,
) -> Staging:
    """Where a subject is in the request's scene, ``painted`` small for that, or on its background of one's
    own, on a canvas of width and height in px. Raises ``ImageError`` for a picture of that which cannot be
    read or has more than ``max_pixels``."""
    shape, pose, size = held.shape, held.pose, held.size
    if request.background is not None:
        hook = hook_of(shape) if pose == "hangs" and held.detail != "plain" else None
        placement, own = on_own(
            request, shape, pose, held.cut_off, canvas, own_picture, hook, max_pixels=max_pixels
        )
        ground = own.painting.ground
        return Staging(pose=pose, ground=ground, placement=placement, size=size, hook=hook, own=own)
    assert held.place is not None  # completed when it was submitted
    below = pose == "stands" and "bottom" in held.cut_off
    place = portrayed(off_its_top(held.place, cut_off_below=below), size, bust=below and is_bust(shape))
    scene, distance = staging_camera(place, pose, size)
    hook = hung_by(shape, scene, pose, held.detail)
    ground = painted(scene, ground_view(canvas[0] / canvas[1])).ground
    placement = as_asked(shape, pose, request.place, request.room, canvas)
    if placement is None:
        distance *= LAID_NEARER if pose == "lies" and since(scene, 7) else 1
        placement = staged(shape, pose, held.cut_off, ground, canvas, distance, hook, all_feet=is_anew(scene))
    return Staging(pose=pose, ground=ground, placement=placement, size=size, hook=hook, scene=scene)


def scene_in(staging: Staging) -> SceneSpec:
    """The scene that a subject was placed in."""
    assert staging.scene is not None  # a background of one's own passes other stages
    return staging.scene


class PaintScene(Stage):
    """Paints the place, or has it traced with the subject in it."""

    name, version = "scene", 1
    words, title = "Painting the scene", "painting of the scene"

    def __init__(self, painters: ScenePainters) -> None:
        self._painters = painters

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``background``, ``control`` (the disparity of place and subject) and ``painting``; raises
        ``CancelledError``, ``DeviceError``."""
        staging = state.staging
        assert staging is not None  # placed
        painting, facts = self._painters.paint(state, staging, clock)
        shape = silhouette(state["matte"], own=state.own_alpha)
        near = joined(painting.disparity, state["matte"], shape, staging)
        layers: dict[Any, Pixels] = {
            "background": as_pixels(painting.image, staging.grain),
            "control": control_image(near if self._shown_depth(state) else 255 - state["matte"]),
        }
        return state.with_layers(layers, painting=painting, scene_facts=facts)

    @staticmethod
    def _shown_depth(state: PipelineState) -> bool:
        return state.profile.paints_scenes or state.profile.control == "depth"


class CastShadow(Stage):
    """Lets the subject shade the place and be mirrored in it; a traced place shows that already."""

    name, version = "scene_shadow", 6
    words, title = "Casting the shadow", "shadow in the scene"

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Replaces ``background``."""
        staging, painting = state.staging, state.painting
        assert staging is not None
        assert painting is not None  # painted
        if state.scene_facts.get("painter") == "traced":
            return state if staging.hook is None else self._hooked(state, state["background"], staging)
        image = painting.image
        for subject in state.back_to_front:
            image = self._shaded(image, subject, painting)
        background = as_pixels(image, staging.grain)
        if staging.own is not None:
            background = only_shaded(image, painting, staging.own.pixels, background)
        return self._hooked(state, background, staging)

    @staticmethod
    def _shaded(image: Floats, state: PipelineState, painting: Painting) -> Floats:
        """``image`` as one subject shades it."""
        staging, matte, request = state.staging, state["matte"], state.request
        assert staging is not None  # placed
        shape = silhouette(matte, own=state.own_alpha)
        made = shaded(
            image,
            state["source"],
            shape,
            staging.ground,
            light_asked(staging, request),
            staging.pose,
            painting.disparity,
            request.shadow_strength,
            latest=staging.is_latest,
            thing=staging.size == "hand",
            anew=staging.is_anew,
            whole=staging.is_whole,
            # Of several subjects each is one more picture in floats otherwise.
            spent=image is not painting.image and shape is matte,
        )
        return shade_let_through(image, made, matte, shape)

    @staticmethod
    def _hooked(state: PipelineState, background: Pixels, staging: Staging) -> PipelineState:
        """The state without the painting, whose floats are not needed any more."""
        for subject in state.back_to_front:
            held = subject.staging
            # A wire goes up to the wall's edge: in a place, not on a shop's plain white.
            if held is not None and held.hook is not None and held.own is None:
                background = hung_on(background, subject["source"], subject["matte"], held, state.request)
        if staging.own is not None:
            staging = replace(staging, own=staging.own.without_pixels())
        return state.with_layers({"background": background}, painting=None, staging=staging)


class StartFromScene(Stage):
    """Puts the subject into the scene for a diffusion model to begin with."""

    name, version = "scene_start", 1
    words, title = "Preparing the start", "start from the scene"

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``start``."""
        return state.with_layers({"start": composite(state["source"], state["background"], state["matte"])})


def staging_camera(asked: SceneSpec, pose: Pose, size: Size) -> tuple[SceneSpec, float]:
    """The scene ``asked`` for as it is painted for a subject's ``pose`` and ``size``, and the distance for
    which the subject is staged in it."""
    scene = posed(asked, pose)
    is_sized = pose == "stands" or scene.place.view == "above"
    return sized(scene, size) if is_sized else (scene, scene.camera.distance)


def hung_on(
    background: Pixels, source: Pixels, matte: Pixels, staging: Staging, request: GenerationRequest
) -> Pixels:
    """``background`` with what the subject of ``source`` and ``matte`` hangs from, and the shade of that on
    the wall."""
    assert staging.hook is not None
    hook = staging.placement.hook(staging.hook)
    if staging.is_anew and not staging.ground.open:
        shift, strength = hanging_shift(light_asked(staging, request)), request.shadow_strength
        background = with_hanger_shade(background, source, matte, hook, hung, shift, strength)
    return hung(background, source, matte, hook)


def hung(background: Pixels, source: Pixels, matte: Pixels, hook: Hook) -> Pixels:
    """``background`` with what the subject of ``source`` and ``matte`` hangs from by its ``hook``."""
    if hook.clips:
        return with_clips(background, hook)
    hooked = with_hook(background, source, matte, hook)
    tone = hanger_tone(source, matte, hook) if hook.replaced else None
    return with_arms(hooked, hook, tone) if hook.arms else hooked


def hung_by(shape: Pixels, scene: SceneSpec, pose: Pose, detail: MatteDetail) -> Hook | None:
    """Where what hangs has its hook, or the hanger that ``scene`` holds it by; ``None`` where nothing of that
    is to be drawn: on a wall itself, and in pictures from before hooks were."""
    if pose != "hangs" or scene.held == "wall":
        return None
    if scene.held == "clips":
        hook = clips_of(shape)
    else:
        hook = None if detail == "plain" else hook_of(shape) if detail == "fine" else hanger_of(shape)
    return hook and replace(hook, way=hook.way if is_latest(scene) else (), held=holder_of(scene))


def light_asked(staging: Staging, request: GenerationRequest) -> Light:
    """The light that throws the shadow: the background's, but for what the request says of the shadow."""
    softness, direction, length = request.shadow_softness, request.shadow_direction, request.shadow_length
    return with_shadow_as_asked(staging.light, softness, direction, length)


def joined(disparity: Floats, matte: Pixels, shape: Pixels, staging: Staging) -> Pixels:
    """The place's disparity with the subject of ``matte``, whose outline is ``shape``, in it, H×W uint8:
    as near as the ground at its foot; one that lies or hangs is a little nearer than what is behind it."""
    cover = matte.astype(np.float32) / 255
    rows = np.flatnonzero((shape > 127).any(1))
    foot = min((rows[-1] + 1) / len(matte), 1.0) if len(rows) else staging.ground.foot
    vanish = staging.ground.vanish
    near = float(np.clip((foot - vanish) / max(1 - vanish, 1e-3), 0.05, 1.0))
    if staging.pose != "stands":
        near = float(np.clip(np.median(disparity) + 0.05, 0.0, 1.0))
    mixed = disparity * (1 - cover) + np.maximum(disparity, near) * cover
    return (np.clip(mixed, 0, 1) * 255 + 0.5).astype(np.uint8)


def _remarks(state: PipelineState) -> dict[str, Any]:
    """Sentences on a photo that is small for its picture, where there are any."""
    assert state.staging is not None
    scale, placed = state.frame.scale, state.staging.placement
    size = tuple(round(side * placed.scale / scale) for side in reversed(state["fitted"].shape[:2]))
    remarks = size_remarks(size, scale, changes_of(placed, harmonised=is_harmonised(state.request)))
    return {"remarks": remarks} if remarks else {}


def _apart(state: PipelineState) -> dict[str, Any]:
    """Measured of each subject where there are several, in the request's order: the largest difference
    between its placed photo and the picture, where it is opaque and no other is before it."""
    if not state.apart:
        return {}
    order = state.apart[0].back_to_front
    differences = list[int]()
    for subject in state.apart:
        alone = subject["matte"].copy()
        for nearer in order[[one is subject for one in order].index(True) + 1 :]:
            alone[nearer["matte"] > 0] = 0
        differences.append(subject_max_difference(subject["source"], state["composite"], alone))
    return {"subject_differences": differences}


def facts_of(state: PipelineState) -> Mapping[str, Any]:
    """What a run records of its scene: pose and size, the spec that was painted, and by which painter."""
    staging = state.staging
    if staging is None:
        return {}
    held = {"pose": staging.pose, "size": staging.size, **_remarks(state), **_apart(state)}
    if staging.own is not None:
        return {**held, **facts_of_own(state.request.background, staging.own)}
    if staging.scene is None:  # placed on what a model painted
        return held
    remarks = [*held.get("remarks", ()), *state.scene_facts.get("remarks", ())]
    told = {"remarks": remarks} if remarks else {}
    return {**held, "painted": scene_in(staging).model_dump(mode="json"), **state.scene_facts, **told}

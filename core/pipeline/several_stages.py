"""The stages of pictures with several subjects: the further ones cut out and placed, and all put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.errors import ImageError, SubjectError
from core.pipeline.progress import Clock
from core.pipeline.scene_stages import hung_by, put
from core.pipeline.stage import Stage
from core.pipeline.state import Photo, PipelineState, Staging
from core.request import GenerationRequest
from core.stages.arrays import Pixels
from core.stages.compositing import over
from core.stages.depth import control_image
from core.stages.hand_placement import beside, by_hand
from core.stages.hanger import hook_of
from core.stages.placement import subject_box
from core.stages.silhouette import silhouette


class PlaceOthers(Stage):
    """Cuts further subjects out, by ``cutting``, the stages that do so with the first, and places each on the
    same canvas."""

    name, version = "others", 1
    words, title = "Placing further subjects", "further subjects"

    def __init__(self, cutting: Sequence[Stage]) -> None:
        self._cutting = tuple(cutting)

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``others``; raises as the stages that cut out do, and ``ImageError`` where a photo is not
        there."""
        staging, also = state.staging, state.request.also
        assert staging is not None  # placed
        if len(state.also_photos) != len(also):
            raise ImageError("The photo of a further subject is not there any more; choose it again.")
        seen = silhouette(state["matte"], own=state.own_alpha)
        others = list[PipelineState]()
        for nth, photo in enumerate(state.also_photos):
            cut = self._cut(further(state.request, staging, nth), photo, state, clock, nth)
            matte = cut.frame.crop(cut["matte"])
            shape = silhouette(matte, own=cut.own_alpha)
            placed = put(cut, matte, staging_beside(cut.request, staging, shape, seen, nth))
            others.append(without_photo(placed))
        return state.with_layers({}, others=tuple(others))

    def _cut(
        self, request: GenerationRequest, photo: Photo, first: PipelineState, clock: Clock, nth: int
    ) -> PipelineState:
        state = PipelineState(request=request, profile=first.profile, photo=photo)
        for stage in self._cutting:
            clock.cancellation.check()
            try:
                state = stage.run(state, clock)
            except (ImageError, SubjectError) as error:
                raise type(error)(f"Subject {nth + 2}: {error}") from error
        return state


def without_photo(state: PipelineState) -> PipelineState:
    """A further subject that is placed, without what later stages do not ask of it: of photos of 24 MP
    a picture would hold five such."""
    done_with = state.own_alpha and not state.request.harmonise
    left_out = ("fitted", "alpha") if done_with else ()
    layers = {name: pixels for name, pixels in state.layers.items() if name not in left_out}
    return replace(state, photo=b"", original=None, layers=layers)


def further(request: GenerationRequest, staging: Staging, nth: int) -> GenerationRequest:
    """The request of the ``nth`` further subject (from 0) by itself, held up as the first one is."""
    changes: Mapping[str, Any] = {
        "also": (), "room": None, "place": request.also[nth].place, "pose": staging.pose,
    }  # fmt: skip
    return request.model_copy(update=changes)


def staging_beside(
    request: GenerationRequest, first: Staging, shape: Pixels, seen: Pixels, nth: int
) -> Staging:
    """Where the ``nth`` further subject (from 0), whose outline in its photo is ``shape`` H×W, is beside the
    ``first`` one, which is ``seen`` in the frame: at its place, or by itself at the first one's side."""
    canvas, place = first.placement.canvas, request.place
    if place is None:
        boxes = subject_box(seen), subject_box(shape)
        place = beside(*boxes, canvas, nth, on_foot=first.pose == "stands")
    hook = None
    if first.scene is not None:
        hook = hung_by(shape, first.scene, first.pose, request.matte_detail)
    elif first.pose == "hangs" and request.is_fine:
        hook = hook_of(shape)
    return replace(first, placement=by_hand(shape, place, canvas), hook=hook)


class JoinSubjects(Stage):
    """Puts all subjects together, the nearest over the others. ``cleaning`` are the stages that the first one
    has passed since its shadow was cast, ``colours`` gives what it is put back in."""

    name, version = "joined", 1
    words, title = "Putting the subjects together", "several subjects"

    def __init__(self, cleaning: Sequence[Stage], colours: Callable[[PipelineState], Pixels]) -> None:
        self._cleaning, self._colours = tuple(cleaning), colours

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Replaces ``source``, ``matte`` and ``foreground`` by those of all subjects, on a background of
        one's own ``control`` too; adds ``apart``. Beside the others ``source`` is the first one's photo."""
        others = tuple(self._cleaned(other, state, clock) for other in state.others)
        first = self._coloured(replace(state, others=others))
        apart = (first, *others)
        order = first.back_to_front
        foreground, matte = _joined(order, "foreground")
        # Harmonised colours are no photo's; without them the picture is to be measured by what it is made of.
        shown = _joined(order, "source")[0] if state.request.harmonise else foreground
        further_ones = np.max([other["matte"] for other in others], axis=0) > 0
        source = np.where(further_ones[..., None], shown, state["source"])
        layers: dict[Any, Pixels] = {"source": source, "matte": matte, "foreground": foreground}
        if state.staging is not None and state.staging.own is not None:
            layers["control"] = control_image(255 - matte)
        return first.with_layers(layers, apart=apart)

    def _cleaned(self, other: PipelineState, first: PipelineState, clock: Clock) -> PipelineState:
        other = other.with_layers({"background": first["background"]})
        for stage in self._cleaning:
            other = stage.run(other, clock)
        return self._coloured(other)

    def _coloured(self, state: PipelineState) -> PipelineState:
        if "foreground" in state.layers:
            return state
        return state.with_layers({"foreground": self._colours(state)})


def _joined(order: Sequence[PipelineState], layer: Any) -> tuple[Pixels, Pixels]:
    """The ``layer`` of all subjects, the nearest last, and their matte."""
    colours, alpha = order[0][layer], order[0]["matte"]
    for nearer in order[1:]:
        colours, alpha = over(nearer[layer], nearer["matte"], colours, alpha)
    return colours, alpha

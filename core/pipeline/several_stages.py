"""The stages of pictures with several subjects: the further ones cut out and placed, and all put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.errors import ImageError, SubjectError
from core.pipeline.progress import Clock
from core.pipeline.scene_stages import hung_by, put
from core.pipeline.stage import Stage
from core.pipeline.state import Layer, Photo, PipelineState, Staging
from core.pipeline.window import Window
from core.request import GenerationRequest
from core.stages.arrays import Pixels
from core.stages.compositing import over
from core.stages.depth import control_image
from core.stages.hand_placement import beside, by_hand
from core.stages.hanger import hook_of
from core.stages.harmonising import thinned
from core.stages.placement import subject_box
from core.stages.silhouette import silhouette


class PlaceOthers(Stage):
    """Cuts further subjects out, by ``cutting``, the stages that do so with the first, and places each on the
    same canvas, one after the other; ``cleaning`` takes the old background off its rim."""

    name, version = "others", 1
    words, title = "Placing further subjects", "further subjects"

    def __init__(self, cutting: Sequence[Stage], cleaning: Stage) -> None:
        self._cutting, self._cleaning = tuple(cutting), cleaning

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
            request = further(state.request, staging, nth)
            cut = self._cut(request, photo, state, clock, nth)
            matte = cut.frame.crop(cut["matte"])
            shape = silhouette(matte, own=cut.own_alpha)
            placed = put(cut, matte, staging_beside(request, staging, shape, seen, nth))
            # Before the next photo is opened: six of 24 MP would be gigabytes otherwise.
            del cut, matte, shape
            others.append(kept_of(placed, self._cleaning.run(placed, clock)))
            del placed
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


def kept_of(placed: PipelineState, cleaned: PipelineState) -> PipelineState:
    """What is kept of a further subject that is ``placed``, and of the same one ``cleaned``, until all are
    put together: the part of the frame that it is seen in, and what tells the light of its photo."""
    window = Window.around(placed["matte"])
    layers: dict[Layer, Pixels] = {
        "source": window.part(placed["source"]),
        "matte": window.part(placed["matte"]),
    }
    is_clean = cleaned["matte"] is placed["matte"]
    layers["trimmed"] = layers["matte"] if is_clean else window.part(cleaned["matte"])
    if "foreground" in cleaned.layers:
        layers["foreground"] = window.part(cleaned["foreground"])
    if placed.request.harmonise:
        layers["fitted"] = thinned(placed["fitted"])
        layers |= {"alpha": thinned(placed["alpha"])} if placed.own_alpha else {}
    return replace(placed, photo=b"", original=None, layers=layers, window=window)


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
    """Puts all subjects together, the nearest over the others. ``toning`` are the stages that change colours
    once the place is there, which the first one has passed."""

    name, version = "joined", 1
    words, title = "Putting the subjects together", "several subjects"

    def __init__(self, toning: Sequence[Stage], colours: Callable[[PipelineState], Pixels]) -> None:
        self._toning, self._colours = tuple(toning), colours

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Replaces ``source``, ``matte`` and ``foreground`` by those of all subjects, on a background of
        one's own ``control`` too; adds ``apart``. Beside the others ``source`` is the first one's photo."""
        others = tuple(_trimmed(other) for other in state.others)
        first = replace(state, others=others)
        order = first.back_to_front
        foreground, matte = self._joined(order, first, self._toned, clock)
        # Harmonised colours are no photo's; without them the picture is to be measured by what it is made of.
        shown = foreground
        if state.request.harmonise:
            shown, _ = self._joined(order, first, _source, clock)
        source, seen = state["source"].copy(), np.zeros(matte.shape, np.bool_)
        for other in others:
            np.logical_or(seen, other["matte"], out=seen)
        source[seen] = shown[seen]
        layers: dict[Any, Pixels] = {"source": source, "matte": matte, "foreground": foreground}
        if state.staging is not None and state.staging.own is not None:
            layers["control"] = control_image(255 - matte)
        first = replace(first, others=tuple(_measured(other) for other in others))
        return first.with_layers(layers, apart=(first, *first.others))

    def _toned(self, one: PipelineState, first: PipelineState, clock: Clock) -> Pixels:
        """A subject's colours as they are put into the picture."""
        if one is not first and self._toning:
            one = one.opened({"background": first["background"]})
            for stage in self._toning:
                one = stage.run(one, clock)
        if "foreground" in one.layers:
            return one["foreground"]
        return one["source"] if one is not first else self._colours(one)

    @staticmethod
    def _joined(
        order: Sequence[PipelineState], first: PipelineState, colours_of: "Colours", clock: Clock
    ) -> tuple[Pixels, Pixels]:
        """The colours of all subjects, the nearest last, and their matte."""
        colours, alpha = colours_of(order[0], first, clock), order[0]["matte"]
        for nearer in order[1:]:
            colours, alpha = over(colours_of(nearer, first, clock), nearer["matte"], colours, alpha)
        return colours, alpha


Colours = Callable[[PipelineState, PipelineState, Clock], Pixels]
"""A subject's colours H×W×3; beside it the first subject is named."""


def _source(one: PipelineState, first: PipelineState, clock: Clock) -> Pixels:
    return one["source"]


def _trimmed(other: PipelineState) -> PipelineState:
    """A further subject by its matte once its rim is clean."""
    return replace(other, layers={**other.layers, "matte": other.layers["trimmed"]})


def _measured(other: PipelineState) -> PipelineState:
    """A further subject that is in the picture: what is measured of it."""
    return replace(other, layers={name: other.layers[name] for name in ("source", "matte")})

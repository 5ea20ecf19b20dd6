"""Backgrounds that are denoised together: what was looked at ahead of its turn is painted with the picture
whose turn it is, where both ask the same of the model at the same size."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from core.diffusion.inpainting import PIPELINE_PARAMETERS, Inpainter, OnStep, Shown
from core.pipeline.stage_cache import pixel_digest
from core.pipeline.state import PipelineState
from core.request import GenerationRequest
from core.runtime.cancellation import Cancellation
from core.runtime.device import is_out_of_memory
from core.stages.arrays import Pixels

MOST_PIXELS = 5 * 256**2
"""Of all backgrounds that are denoised at once. Larger ones keep a processor or a graphics card busy one by
one, and would fill its memory."""
ONE_PIECE = 75
"""Bytes of a text that has no more tokens than the text encoder reads in one piece."""
PAUSE = 0.02
"""Seconds between two looks whether more have come."""
Key = tuple[str, ...]


@dataclass(frozen=True)
class Painted:
    """A background h×w×3, uint8, how many were denoised at once with it, itself counted, and its share of the
    seconds that they took."""

    pixels: Pixels
    count: int
    seconds: float


class Together:
    """The backgrounds of one pipeline, at most ``most`` at once. A background depends on how many were
    denoised with it, by 5 levels at most with ``mini``, but not on which, nor on its place among them: so
    copies of itself make it again to the bit. ``expect`` is for any thread, ``paint`` for one at a time."""

    def __init__(self, inpainter: Callable[[], Inpainter], most: int) -> None:
        self._inpainter, self._most = inpainter, most
        self._lock = Lock()
        self._expected: OrderedDict[Key, tuple[PipelineState, Cancellation]] = OrderedDict()
        self._painted: OrderedDict[Key, Painted] = OrderedDict()
        self._ever = False

    def expect(self, state: PipelineState, cancellation: Cancellation) -> None:
        """A picture that is ready but for its background, and whose turn comes soon; one that is
        ``cancellation``'s to stop is let go."""
        if self._most == 1:
            return
        with self._lock:
            self._ever = True
            self._expected[_key(state)] = state, cancellation
            while len(self._expected) > 2 * self._most:
                self._expected.popitem(last=False)

    def paint(
        self,
        state: PipelineState,
        on_step: OnStep,
        cancellation: Cancellation,
        coming: Callable[[], bool] = lambda: False,
    ) -> Painted:
        """The background of ``state``, together with those that are expected, unless it was painted with an
        earlier one; it waits for those that are ``coming``. One that was made before is made as it was then.
        Raises as ``Inpainter.background``, and ``CancelledError``."""
        if state.together:
            made = self._at_once([state] * state.together, on_step, cancellation)[0]
            return replace(made, seconds=made.seconds * made.count)
        key = _key(state)
        with self._lock:
            self._expected.pop(key, None)
            known = self._painted.pop(key, None)
        if known is not None:
            return known
        # One by one they would take more of the processor than what it does not do meanwhile. Where nothing
        # was ever expected, as on a graphics card, nothing is waited for.
        while self._ever and len(self._fitting(state)) < self._room(state) and coming():
            cancellation.check()
            time.sleep(PAUSE)
        group = [state, *self._fitting(state)]
        made = self._at_once(group, on_step, cancellation)
        with self._lock:
            # Another owner's picture may come before those that are painted already.
            for one, painted in zip(group[1:], made[1:], strict=False):
                self._painted[_key(one)] = painted
                self._expected.pop(_key(one), None)
            while len(self._painted) > 2 * self._most:
                self._painted.popitem(last=False)
        return made[0]

    def forget(self) -> None:
        """Let go of all that waits."""
        with self._lock:
            self._expected.clear()
            self._painted.clear()

    def _at_once(
        self, group: list[PipelineState], on_step: OnStep, cancellation: Cancellation
    ) -> list[Painted]:
        """The backgrounds of a group; where there is no memory for them, that of the first alone, as from
        then on."""
        try:
            made = self._paint(group, on_step, cancellation)
        except (MemoryError, RuntimeError) as error:
            if len(group) == 1 or not is_out_of_memory(error):
                raise
            made = []
        if not made:  # outside the clause, whose traceback holds what filled the memory
            self._most = 1
            self.forget()
            made = self._paint(group[:1], on_step, cancellation)
        return made

    def _paint(
        self, group: list[PipelineState], on_step: OnStep, cancellation: Cancellation
    ) -> list[Painted]:
        shown, began = [_shown(state) for state in group], time.perf_counter()
        made = self._inpainter().backgrounds(shown, on_step, cancellation=cancellation)
        share = (time.perf_counter() - began) / len(group)
        return [Painted(pixels, len(group), share) for pixels in made]

    def _fitting(self, state: PipelineState) -> list[PipelineState]:
        """Those expected that may be denoised with it, as many as there is room for."""
        size = self._size(state)
        with self._lock:
            wanted = [one for one, stopped in self._expected.values() if not stopped.requested]
        same = _settings(state.request)
        fitting = [one for one in wanted if self._size(one) == size and _settings(one.request) == same]
        return fitting[: self._room(state)]

    def _room(self, state: PipelineState) -> int:
        """How many may be denoised with it."""
        width, height = self._size(state)
        return max(0, min(self._most, MOST_PIXELS // (width * height)) - 1)

    def _size(self, state: PipelineState) -> tuple[int, int]:
        height, width = state["matte"].shape
        return self._inpainter().canvas_size((width, height))


def _settings(request: GenerationRequest) -> tuple[object, ...]:
    """What requests that are denoised at once have in common. Words that may be read in several pieces make
    embeddings of another length: those go with the very same words only."""
    texts = request.prompt, request.negative_prompt
    long = (text if len(text.encode()) > ONE_PIECE else None for text in texts)
    return (request.scheduler, *long, *(getattr(request, name) for name in PIPELINE_PARAMETERS))


def _shown(state: PipelineState) -> Shown:
    source = state.layers.get("start", state["source"])
    return Shown(source, 255 - state["matte"], state["control"], state.request)


def _key(state: PipelineState) -> Key:
    shown = _shown(state)
    return (state.request.digest(), *map(pixel_digest, (shown.image, shown.mask, shown.control)))

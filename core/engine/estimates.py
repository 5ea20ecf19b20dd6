"""How long a picture will take, and how long the running one still: judged by those made before on this
machine and by its own steps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol, TypeVar

from core.pipeline.scene_painter import may_trace
from core.request import GenerationRequest

DENOISING = "inpaint"
"""The stage whose steps are counted."""
ONCE = ("load",)
"""Stages that a second picture does not pay for."""


OWN = "own_background"
"""The stage that only pictures on a background of one's own have."""


class Timing(Protocol):
    """What one picture took, as the store remembers it."""

    @property
    def steps(self) -> int:
        """Denoising steps."""
        ...

    @property
    def pixels(self) -> int:
        """Width × height of the picture."""
        ...

    @property
    def seconds(self) -> Mapping[str, float]:
        """By stage."""
        ...

    @property
    def traced(self) -> bool:
        """Whether its place was traced rather than painted."""
        ...


Timed = TypeVar("Timed", bound=Timing)


def expected_seconds(
    timings: Sequence[Timing], steps: int, pixels: int | None = None, *, fixed_size: bool = False
) -> float | None:
    """Seconds for ``steps`` denoising steps and all else: medians over ``timings``, ``None`` without any.

    ``pixels`` scales what grows with the picture; with ``fixed_size`` denoising does not grow with it.
    """
    if not timings:
        return None

    def scale(timing: Timing) -> float:
        return pixels / timing.pixels if pixels and timing.pixels else 1.0

    step = median(
        timing.seconds.get(DENOISING, 0.0) / max(1, timing.steps) * (1.0 if fixed_size else scale(timing))
        for timing in timings
    )
    rest = median(
        sum(seconds for stage, seconds in timing.seconds.items() if stage not in (DENOISING, *ONCE))
        * scale(timing)
        for timing in timings
    )
    return step * steps + rest


def of_kind(timings: Iterable[Timed], *, own: bool, traced: bool = False) -> list[Timed]:
    """Those of pictures on a background of one's ``own``, which takes a moment; or else those whose place was
    ``traced``, or painted: tracing takes ten times as long. Where there is none such, the others tell, since
    what is seen from above is painted in places that would be traced else."""
    alike = [one for one in timings if (OWN in one.seconds) == own]
    return [one for one in alike if one.traced == (traced and not own)] or alike


def pace_key(request: GenerationRequest) -> tuple[str, str]:
    """The pictures that tell how long this one takes: of its profile, and on a background of one's own, in a
    place that there is a set for to be traced, or in any other."""
    if request.background is not None:
        return request.profile, "own"
    if request.scene is not None and may_trace(request):
        from core.scenes.traced.tracing import can_trace

        return request.profile, "traced" if can_trace(request.scene) else "painted"
    return request.profile, "painted"


@dataclass(frozen=True)
class Pace:
    """How long a profile's last picture took, in seconds: ``before`` denoising (without reading
    weights), each ``step``, and ``after`` the last one. A picture without denoising, such as a scene's, is
    all ``before``."""

    before: float
    step: float
    after: float

    def expect(self, request: GenerationRequest) -> float:
        """Seconds for a picture from beginning to end."""
        return self.before + self.step * denoising_steps(request) + self.after


def denoising_steps(request: GenerationRequest) -> int:
    """How many steps diffusers takes: ``strength`` below 1 leaves the first ones out."""
    return max(1, int(request.num_inference_steps * request.strength))


class StepTimer:
    """When the running picture reached its stages and steps. ``now`` is the clock, in seconds; ``known`` how
    long the profile's last picture took; ``steps`` how many denoising steps there will be."""

    def __init__(self, now: Callable[[], float], known: Pace | None, steps: int) -> None:
        self.known, self.steps = known, steps
        self._now = now
        self.restart()

    def restart(self) -> None:
        """The picture is begun, or begun anew."""
        self.step, self.began = 0, self._now()
        self._reached: dict[str, float] = {}
        self._first_step = self._last_step = 0.0

    def reached(self, stage: str, step: int = 0, steps: int = 0) -> None:
        """A stage was begun, or one of its ``steps`` is done."""
        now = self._now()
        self._reached.setdefault(stage, now)
        if steps and stage == DENOISING:
            self.step, self.steps, self._last_step = step, steps, now
            self._first_step = now if step == 1 else self._first_step

    @property
    def seconds(self) -> float:
        """Since the picture was begun."""
        return self._now() - self.began

    def pace(self, together: int = 0) -> Pace | None:
        """What this picture, once made, tells about the next one's time, where so many were denoised
        ``together``; one that was denoised with an earlier one tells nothing."""
        if "save" in self._reached and DENOISING not in self._reached:
            return Pace(self._reached["save"] - self.began, 0.0, 0.0)
        if not self.step or not {"load", DENOISING, "save"} <= self._reached.keys():
            return None
        before, after = self._reached["load"] - self.began, self._reached["save"] - self._last_step
        return Pace(before, self._step_seconds() / max(1, together), after)

    def seconds_left(self) -> float | None:
        """Until the picture is recorded; ``None`` where nothing tells."""
        now, known = self._now(), self.known
        if self.step:
            step = self._step_seconds()
            after = step if known is None else known.after
            return max(0.0, step * (self.steps - self.step) + after - (now - self._last_step))
        if known is None:
            return None
        if not known.step:
            # One that takes longer than the last one did tells nothing any more.
            left = known.before - (now - self.began)
            return left if left > 0 else None
        before = 0.0 if "load" in self._reached else max(0.0, known.before - (now - self.began))
        return before + known.step * self.steps + known.after

    def _step_seconds(self) -> float:
        """Seconds a step takes. The first one, which pays for encoding photo and sentence too, counts
        only where nothing else tells."""
        if self.step > 1:
            return (self._last_step - self._first_step) / (self.step - 1)
        return self._last_step - self._reached[DENOISING] if self.known is None else self.known.step

"""Seconds, of the whole and inside and outside the denoising loop, measured alike for every alternative."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from PIL import Image

from core.diffusion.inpainting import Inpainter, OnStep
from core.models.local import LocalModel
from core.models.profile import ModelProfile
from core.request import GenerationRequest
from core.runtime.cancellation import Cancellation
from core.runtime.device import Device


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the diffusion pipeline: its seconds, those between the first ControlNet's begin and the
    last UNet's end (``loop``), UNet calls (``steps``) and the canvas (width, height) in px."""

    seconds: float
    loop: float
    steps: int
    size: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One alternative measured: ``total`` seconds of wall clock, of them ``call`` in the diffusion
    pipeline, of them ``loop`` in its denoising loop; ``stages`` with their seconds; ``steps`` and
    ``sizes`` of all pictures."""

    total: float
    call: float
    loop: float
    stages: Mapping[str, float]
    steps: int
    sizes: tuple[tuple[int, int], ...]

    @property
    def outside(self) -> float:
        """Seconds outside the denoising loop."""
        return self.total - self.loop

    @property
    def outside_call(self) -> float:
        """Seconds outside the diffusion pipeline."""
        return self.total - self.call

    @classmethod
    def of(cls, total: float, calls: Iterable[Call], stages: Iterable[Mapping[str, float]]) -> "Reading":
        """From the calls and the stages' seconds of each picture."""
        calls, stages = list(calls), list(stages)
        names = dict.fromkeys(name for picture in stages for name in picture)
        return cls(
            total=total,
            call=sum(call.seconds for call in calls),
            loop=sum(call.loop for call in calls),
            stages={name: sum(picture.get(name, 0.0) for picture in stages) for name in names},
            steps=sum(call.steps for call in calls),
            sizes=tuple(call.size for call in calls),
        )

    @classmethod
    def middle(cls, readings: "list[Reading]") -> "Reading":
        """The reading with the median seconds outside the loop; its parts then belong together. The loop is
        the same work for all, so long that its noise alone would choose by the total."""
        ordered = sorted(readings, key=lambda reading: reading.outside)
        return ordered[(len(ordered) - 1) // 2]


@dataclass(frozen=True)
class Ratios:
    """How many times the seconds of another the ancestor takes: in all, outside the denoising loop, and
    outside the diffusion call, which also encodes and decodes and is the same for both."""

    total: float
    outside: float
    outside_call: float

    @classmethod
    def of(cls, ancestor: "list[Reading]", other: "list[Reading]") -> "Ratios":
        """The median over rounds of each: the machine's pace drifts between rounds, less within one."""
        rounds = list(zip(ancestor, other, strict=True))
        return cls(
            total=median(old.total / new.total for old, new in rounds),
            outside=median(old.outside / new.outside for old, new in rounds),
            outside_call=median(old.outside_call / new.outside_call for old, new in rounds),
        )


@dataclass(frozen=True)
class Measured:
    """Every alternative's ``rounds``, by its name: the first of each were taken together, and so on."""

    rounds: Mapping[str, "list[Reading]"]

    @classmethod
    def of(cls, rounds: "list[dict[str, Reading]]") -> "Measured":
        """From each round's readings; raises ``RuntimeError`` where the alternatives did unequal work."""
        check_equal_work(reading for taken in rounds for reading in taken.values())
        return cls({way: [taken[way] for taken in rounds] for way in rounds[0]})

    @property
    def middle(self) -> "dict[str, Reading]":
        """One reading for each alternative."""
        return {way: Reading.middle(taken) for way, taken in self.rounds.items()}

    def ratios(self, ancestor: str) -> dict[str, Ratios]:
        """Of each alternative but the ``ancestor``."""
        taken = self.rounds
        return {way: Ratios.of(taken[ancestor], taken[way]) for way in taken if way != ancestor}


def check_equal_work(readings: Iterable[Reading]) -> None:
    """Raise ``RuntimeError`` unless all denoised equally many steps at equal sizes."""
    work = {(reading.steps, reading.sizes) for reading in readings}
    if len(work) != 1:
        raise RuntimeError(f"the alternatives did unequal work and cannot be compared: {sorted(work)}")


def percent_more(seconds: list[float], than: list[float]) -> float:
    """How many per cent longer: the median over rounds, since the machine's pace drifts between them."""
    return 100 * (median(a / b for a, b in zip(seconds, than, strict=True)) - 1)


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds of wall clock that ``work`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


class MeteredInpainter(Inpainter):
    """The inpaint stage that notes down each call of the diffusion pipeline, for ``take`` to hand out."""

    def __init__(
        self,
        profile: ModelProfile,
        models: Mapping[str, LocalModel],
        device: Device,
        *,
        low_memory: bool = False,
    ) -> None:
        super().__init__(profile, models, device, low_memory=low_memory)
        self._calls: list[Call] = []

    def run(
        self,
        image: Image.Image,
        mask: Image.Image,
        control: Image.Image,
        request: GenerationRequest,
        on_step: OnStep | None = None,
        *,
        cancellation: Cancellation | None = None,
    ) -> Image.Image:
        """As the stage's own."""
        pipe, loop = self.pipe, _Loop(self.device)
        hooks = [
            pipe.controlnet.register_forward_pre_hook(loop.enter),
            pipe.unet.register_forward_hook(loop.step),
        ]
        began = time.perf_counter()
        try:
            made = super().run(image, mask, control, request, on_step, cancellation=cancellation)
        finally:
            for hook in hooks:
                hook.remove()
        seconds = time.perf_counter() - began
        self._calls.append(Call(seconds=seconds, loop=loop.seconds, steps=loop.steps, size=image.size))
        return made

    def take(self) -> list[Call]:
        """The calls since the last time, which are then forgotten."""
        taken, self._calls = self._calls, []
        return taken


Made = tuple[MeteredInpainter, list[Mapping[str, float]]]
"""The inpainter that made some pictures, and each picture's seconds by stage."""


def read(work: Callable[[], Made]) -> Reading:
    """Measure ``work``, which makes pictures."""
    began = time.perf_counter()
    inpainter, stages = work()
    return Reading.of(time.perf_counter() - began, inpainter.take(), stages)


class _Loop:
    def __init__(self, device: Device) -> None:
        self._waits = device.kind == "cuda"
        self._began: float | None = None
        self.seconds, self.steps = 0.0, 0

    def enter(self, *_: Any) -> None:
        if self._began is None:
            self._began = self._now()

    def step(self, *_: Any) -> None:
        assert self._began is not None  # each step's ControlNet comes before its UNet
        self.seconds, self.steps = self._now() - self._began, self.steps + 1

    def _now(self) -> float:
        if self._waits:
            import torch

            torch.cuda.synchronize()  # a graphics card works on after the call that started it
        return time.perf_counter()

"""Stand-ins that need no model: generators that paint at once, and a recorder that keeps a list."""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import numpy as np
from PIL import Image

from core.engine.jobs import Job
from core.errors import ModelMissingError, OutOfMemoryError, StudioError
from core.models.profiles import PROFILES
from core.models.resolved import ResolvedProfile
from core.pipeline.pipeline import Picture
from core.pipeline.progress import Clock
from core.request import GenerationRequest
from core.runtime.device import Device
from core.stages.compositing import composite
from core.stages.image import fit, read_image
from tests.photos import cutout, disc, png

FAKE_DEVICE = Device("cpu", "float32", "a fake")
PATIENCE = 20.0
"""Seconds after which a test that waits has failed."""


@dataclass
class FakeGenerators:
    """Makes ``FakeGenerator``s and says how they behave; call it as an engine does.

    ``steps`` overrides the request's; each takes ``seconds_per_step``. ``raises`` maps a prompt to what is
    raised after its first step. The first ``out_of_memory`` pictures run out of memory, all but the
    low-memory ones with ``only_low_memory``. ``missing`` profiles cannot be made. While ``gate`` is closed a
    picture waits after its first step, and so does loading for ``load_gate``; ``reached`` tells that it
    waits.
    """

    steps: int | None = None
    seconds_per_step: float = 0.0
    raises: Mapping[str, Exception] = field(default_factory=dict[str, Exception])
    out_of_memory: int = 0
    only_low_memory: bool = False
    missing: frozenset[str] = frozenset()
    gate: Event | None = None
    load_gate: Event | None = None
    load_error: Exception | None = None
    reached: Event = field(default_factory=Event)
    made: list["FakeGenerator"] = field(default_factory=list["FakeGenerator"])
    begun: list[GenerationRequest] = field(default_factory=list[GenerationRequest])
    together: int = 0
    scene: Mapping[str, Any] = field(default_factory=dict[str, Any])
    prepared: list[GenerationRequest] = field(default_factory=list[GenerationRequest])
    previews: int = 0
    most_loaded: int = 0

    def __call__(self, profile: ResolvedProfile, low_memory: bool = False) -> "FakeGenerator":
        name = profile.name
        if name in self.missing:
            raise ModelMissingError(
                f"{name} is not on this machine; get it with: python -m core fetch {name}"
            )
        self.made.append(self.generator(name, low_memory))
        return self.made[-1]

    def generator(self, profile: str, low_memory: bool) -> "FakeGenerator":
        """One that works for the profile of that name."""
        return FakeGenerator(self, profile, low_memory)

    @property
    def loaded(self) -> list[tuple[str, bool]]:
        """Profile and frugality of the generators that hold weights now."""
        return [(one.profile, one.low_memory) for one in self.made if one.loaded]

    def wait(self, gate: Event | None, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Wait for the gate to open; what ``meanwhile`` raises ends it."""
        deadline = time.monotonic() + PATIENCE
        while gate is not None and not gate.is_set():
            self.reached.set()
            assert time.monotonic() < deadline, "nobody opened the gate"
            gate.wait(0.01)
            meanwhile()


class FakeGenerator:
    """Paints two colours that prompt and seed decide, in the photo's fitted size; the subject is a disc."""

    device = FAKE_DEVICE

    def __init__(self, all_of_them: FakeGenerators, profile: str, low_memory: bool) -> None:
        self.all, self.profile, self.low_memory = all_of_them, profile, low_memory
        self.loaded = False

    def load(self) -> None:
        if self.all.load_error is not None:
            raise self.all.load_error
        self.loaded = True
        self.all.most_loaded = max(self.all.most_loaded, len(self.all.loaded))
        self.all.wait(self.all.load_gate)

    def release(self) -> None:
        self.loaded = False

    def prepare(
        self,
        request: GenerationRequest,
        photo: bytes,
        clock: Clock,
        *,
        profile: ResolvedProfile,
        together: int = 0,
    ) -> None:
        self.all.prepared.append(request)

    def generate(
        self,
        request: GenerationRequest,
        photo: bytes,
        clock: Clock | None = None,
        *,
        profile: ResolvedProfile | None = None,
        together: int = 0,
    ) -> Picture:
        clock = clock or Clock()
        self.all.begun.append(request)
        with clock.stage("orient"):
            image = read_image(photo)
        with clock.stage("fit"):
            source = np.asarray(fit(image.convert("RGB"), request.max_side))
        with clock.stage("matte"):
            matte = disc(source.shape[1], source.shape[0])
        with clock.stage("depth"):
            control = gradient(source.shape[1], source.shape[0])
        with clock.stage("load"):
            self.load()
        with clock.stage("inpaint"):
            background = fake_background(request, source.shape[1], source.shape[0])
            self._denoise(request, background, clock)
        with clock.stage("composite"):
            made = composite(source, background, matte)
        return Picture(
            request=request,
            layers={
                "source": source,
                "matte": matte,
                "control": control,
                "background": background,
                "composite": made,
            },
            seconds=clock.seconds,
            matting_model=request.matting_model,
            low_memory=self.low_memory,
            together=together or self.all.together,
            scene=self.all.scene,
        )

    def _denoise(self, request: GenerationRequest, background: np.ndarray, clock: Clock) -> None:
        steps = self.all.steps or request.num_inference_steps
        for step in range(1, steps + 1):
            time.sleep(self.all.seconds_per_step)
            clock.tell("inpaint", step, steps, lambda: self._preview(background))
            if step == 1:
                self._stumble(request)
                self.all.wait(self.all.gate, lambda: clock.tell("inpaint", 1, steps))

    def _stumble(self, request: GenerationRequest) -> None:
        if request.prompt in self.all.raises:
            raise self.all.raises[request.prompt]
        if self.all.out_of_memory > 0 or (self.all.only_low_memory and not self.low_memory):
            self.all.out_of_memory -= 1
            raise OutOfMemoryError(f"This machine has too little memory for {self.profile}; lower max_side.")

    def _preview(self, background: np.ndarray) -> np.ndarray:
        self.all.previews += 1
        return np.asarray(Image.fromarray(background).resize((16, 12)))


def gradient(width: int, height: int) -> np.ndarray:
    """H×W×3 uint8: nearer from top to bottom."""
    rows = np.linspace(0, 255, height).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(rows[:, None, None], (height, width, 3)))


def fake_background(request: GenerationRequest, width: int, height: int) -> np.ndarray:
    """H×W×3 uint8: from one colour at the top to another at the bottom, both of prompt and seed."""
    digest = hashlib.sha256(f"{request.prompt}\n{request.seed}".encode()).digest()
    share = np.linspace(0, 1, height)[:, None, None]
    top, bottom = np.frombuffer(digest[:6], np.uint8).reshape(2, 3).astype(float)
    rows = np.rint(top * (1 - share) + bottom * share).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(rows, (height, width, 3)))


@dataclass
class FakeRecorder:
    """Keeps what it is told as (what, job id), in order; ``raises`` maps a word to what that
    call raises; the photos of ``lost`` jobs are gone."""

    raises: dict[str, Exception] = field(default_factory=dict[str, Exception])
    told: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    pictures: dict[str, Picture] = field(default_factory=dict[str, Picture])
    errors: dict[str, tuple[Exception, str]] = field(default_factory=dict[str, tuple[Exception, str]])
    lost: set[str] = field(default_factory=set[str])
    saving: Event | None = None
    reached: Event = field(default_factory=Event)

    def photo(self, job: Job) -> bytes:
        if job.id in self.lost:
            raise StudioError("The photo is gone.")
        return png(cutout())

    def own_picture(self, job: Job) -> bytes:
        raise AssertionError("no job of these tests has a picture behind it")

    def also_photos(self, job: Job) -> tuple[bytes, ...]:
        raise AssertionError("no job of these tests has further subjects")

    def started(self, job: Job) -> None:
        self._tell("started", job)

    def finished(self, job: Job, picture: Picture, device: Device) -> None:
        if self.saving is not None:
            self.reached.set()
            assert self.saving.wait(PATIENCE)
        self.pictures[job.id] = picture
        self._tell("finished", job)

    def failed(self, job: Job, error: Exception, traceback_text: str) -> None:
        self.errors[job.id] = (error, traceback_text)
        self._tell("failed", job)

    def cancelled(self, job: Job) -> None:
        self._tell("cancelled", job)

    def cancelled_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.cancelled(job)

    def of(self, what: str) -> list[str]:
        """The ids of the jobs of which ``what`` was told."""
        return [job for said, job in self.told if said == what]

    def _tell(self, what: str, job: Job) -> None:
        if what in self.raises:
            raise self.raises[what]
        self.told.append((what, job.id))


def fake_job(job_id: str, owner: str = "ann", **changes: Any) -> Job:
    """A job for a small cut-out in three steps; its prompt is its id unless ``changes`` have one."""
    values: dict[str, Any] = {
        "prompt": job_id,
        "seed": 1,
        "profile": "mini",
        "num_inference_steps": 3,
        **changes,
    }
    request = GenerationRequest.parse(values)
    return Job(id=job_id, request=request, profile=fake_profile(request.profile), owner=owner)


def fake_profile(name: str = "mini") -> ResolvedProfile:
    """The embedded profile under another name."""
    return ResolvedProfile.of(PROFILES["mini"].model_copy(update={"name": name}))


def until(true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Wait until ``true`` says so; fails after so many ``seconds``."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.002)

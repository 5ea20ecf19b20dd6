"""A small cluster for tests, and what its workers make pictures with."""

import hashlib
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from core.engine.jobs import MakeGenerator
from core.engine.ray.carried import CarriedCache
from core.engine.ray.engine import RayEngine
from core.groups.batch import Item, Wishes, batch
from core.groups.made import Made
from core.groups.plan import Plan, PlannedPhoto
from core.groups.requests import Requests
from core.models.profiles import PROFILES
from core.pipeline.progress import Clock
from core.settings import Settings
from core.studio import Studio
from store.records import Run, RunQuery
from tests.fakes import FakeGenerator, FakeGenerators
from tests.photos import cutout, png


class HeldGenerators(FakeGenerators):
    """Fakes of a cluster's worker: a picture whose prompt begins with ``wait`` waits after its first step
    until a file of the prompt's name lies in ``folder``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            seconds_per_step=0.01, raises={"bad": ValueError("it broke"), "odd": OddError("x", 2)}
        )
        self.folder = folder

    def generator(self, profile: str, low_memory: bool) -> FakeGenerator:
        return _HeldGenerator(self, profile, low_memory, self.folder)


class OddError(Exception):
    """One that cannot be sent."""

    def __init__(self, first: str, second: int) -> None:
        super().__init__(first)
        self.second = second


class _HeldGenerator(FakeGenerator):
    def __init__(self, all_of_them: FakeGenerators, profile: str, low_memory: bool, folder: Path) -> None:
        super().__init__(all_of_them, profile, low_memory)
        self.folder = folder

    def _denoise(self, request, background, clock: Clock) -> None:
        folder = self.folder
        if request.prompt.startswith("wait"):
            (folder / f"{request.prompt} begun").touch()
            clock.tell("inpaint", 1, 3, lambda: self._preview(background))
            while not (folder / request.prompt).exists():
                clock.tell("inpaint", 1, 3, lambda: self._preview(background))
                time.sleep(0.01)
        super()._denoise(request, background, clock)


def held_generators(settings: Settings, stage_cache: CarriedCache) -> MakeGenerator:
    """What a test's workers make pictures with."""
    return HeldGenerators(settings.data_dir)


def workers_of(engine: RayEngine) -> list[int]:
    """The processes of the engine's workers."""
    import ray

    lanes = [lane for lane in engine._lanes.values() if lane is not None]
    return [ray.get(lane._actor.ready.options(concurrency_group="aside").remote())[1] for lane in lanes]


def painted_batch(photos: int, scenes: Sequence[str]) -> tuple[Plan, Callable[[PlannedPhoto], bytes]]:
    """Cut-outs × painted scenes, and what reads a photo of it: real pictures that need no model."""
    contents = [png(cutout(96 + number, 80)) for number in range(photos)]
    names = [hashlib.sha256(content).hexdigest() for content in contents]
    items = [
        Item(photo=PlannedPhoto(name=f"{number}.png", sha256=sha256, width=96 + number, height=80))
        for number, sha256 in enumerate(names)
    ]
    wishes = Wishes(prompts=tuple(scenes), base={"profile": "scene", "scene_painter": "painted"})
    requests = Requests(lambda name: PROFILES[name], "scene")
    known = dict(zip(names, contents, strict=True))
    plan = batch(items, wishes, requests, template="{source}-{sentence}", lists=Path("no lists"))
    return plan, lambda photo: known[photo.sha256]


def worked(
    studio: Studio,
    plan: Plan,
    photo: Callable[[PlannedPhoto], bytes],
    seen: Callable[[int], object] = bool,
) -> list[Made]:
    """What became of a batch; ``seen`` hears how many have come to their end."""
    made: list[Made] = []
    for one in studio.groups.work(studio.groups.begin(plan), plan, owner="ann", photo=photo):
        made.append(one)
        seen(len(made))
    return made


def killed(pid: int) -> None:
    """End a process as ``kill -9`` does."""
    os.kill(pid, signal.SIGKILL)


def all_runs(studio: Studio) -> list[Run]:
    """Every run that is recorded."""
    return list(studio.runs.search(RunQuery(page_size=500)).runs)

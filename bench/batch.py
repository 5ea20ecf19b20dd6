"""``python -m bench.batch``: a batch beside single pictures, the queue's cost, and how soon much is queued.

Makes pictures of photos that nobody has looked at yet, some one by one (each submitted when the one before is
there) and some as a batch, in turns and in one process; then queues many at once.
"""

import argparse
import hashlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event
from typing import Any

from PIL import Image

from core.engine.generators import pipeline_generators
from core.engine.jobs import MakeGenerator
from core.errors import StudioError
from core.groups.batch import Item, Wishes, batch
from core.groups.plan import Plan, PlannedPhoto
from core.groups.requests import Requests
from core.library.recorder import RunRecorder
from core.models.profiles import all_profiles
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.samples import load_sample
from core.settings import Settings, keep_private, share_cores
from core.studio import Studio

PROMPT = "on a wooden table, a green forest in soft morning light behind it"
FASTER, OVERHEAD, SECONDS, MEGABYTES = 1.3, 0.01, 10.0, 60.0
"""What is aimed at: how many times as many pictures a minute a batch makes, the queue's share of its time,
seconds until ``MANY`` pictures are queued, and until they are cancelled, and by how much the process grows
meanwhile."""
MANY = 10_000
PROCESSOR = {"one by one": "processor, one by one", "batch": "processor, batch"}
"""What the processor's seconds of each way are called."""


@dataclass
class Spans:
    """When something was at work: pairs of seconds."""

    all: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])

    @contextmanager
    def one(self) -> Generator[None]:
        """Note what is done inside."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.all.append((began, time.perf_counter()))

    def idle(self) -> float:
        """The share of the time from the first beginning to the last end in which nothing was at work."""
        spans = sorted(self.all)
        busy = sum(end - begin for begin, end in spans)
        return 1 - busy / (max(end for _, end in spans) - spans[0][0])


class Timed:
    """A generator whose pictures' times are noted."""

    def __init__(self, generator: Any, spans: Spans) -> None:
        self._generator, self._spans = generator, spans

    def __getattr__(self, name: str) -> Any:
        return getattr(self._generator, name)

    def generate(self, *given: Any, **options: Any) -> Any:
        """One picture."""
        with self._spans.one():
            return self._generator.generate(*given, **options)


class Photos:
    """Photos that no cache knows: the sample, cut a little differently each time."""

    def __init__(self, settings: Settings, side: int) -> None:
        self._sample, self._made, self._side = load_sample("coffee"), 0, side
        self._settings, self.content = settings, dict[str, bytes]()

    def next(self) -> PlannedPhoto:
        """Another one."""
        self._made += 1
        width, height = self._sample.size
        cut = self._sample.crop((0, 0, width - self._made % 40, height - self._made // 40))
        cut.thumbnail((self._side, self._side), Image.Resampling.BICUBIC)
        file = io.BytesIO()
        cut.convert("RGB").save(file, format="PNG")
        content = file.getvalue()
        sha256 = hashlib.sha256(content).hexdigest()
        self.content[sha256] = content
        name = f"{self._made}.png"
        return PlannedPhoto(name=name, sha256=sha256, width=cut.width, height=cut.height, size=len(content))


def timed_generators(settings: Settings, spans: Spans) -> MakeGenerator:
    """The studio's own pipelines, their pictures' times noted."""
    make = pipeline_generators(Analysis(settings, stage_cache=StageCache(settings.data_dir / "memo")))

    def timed(profile: ResolvedProfile, low_memory: bool) -> Any:
        return Timed(make(profile, low_memory), spans)

    return timed


@contextmanager
def recording_noted(spans: Spans) -> Generator[None]:
    """Note meanwhile when pictures are recorded."""
    whole = RunRecorder.finished

    def finished(self: RunRecorder, *given: Any) -> None:
        with spans.one():
            whole(self, *given)

    setattr(RunRecorder, "finished", finished)  # noqa: B010
    try:
        yield
    finally:
        setattr(RunRecorder, "finished", whole)  # noqa: B010


def plan_of(photos: list[PlannedPhoto], settings: Settings, profile: str, steps: int | None) -> Plan:
    """A batch of them."""
    profiles = all_profiles(settings)
    base = {"profile": profile, **({"num_inference_steps": steps} if steps else {})}
    wishes = Wishes(prompts=(PROMPT,), base=base)
    requests = Requests(lambda name: profiles[name], profile)
    items = [Item(photo=photo) for photo in photos]
    return batch(items, wishes, requests, template="{source}-{seed}", lists=Path("none"))


def throughput(settings: Settings, parsed: argparse.Namespace) -> Mapping[str, list[float]]:
    """Seconds a picture one by one and in a batch, round by round, those of the processor (on cores that other
    programs use as well only they tell something), and the queue's share of each batch."""
    spans, photos = Spans(), Photos(settings, parsed.side)
    found: dict[str, list[float]] = {name: [] for name in ("one by one", "batch", "queue", *PROCESSOR.values())}
    studio = Studio.open(settings, generators=timed_generators(settings, spans), preload=False, mirror=False)
    some = max(1, parsed.photos // parsed.rounds)

    def one_by_one(plan: Plan) -> None:
        for cell in plan.cells:
            photo = plan.photos[cell.photo]
            (run,) = studio.submit(
                [cell.request], photos.content[photo.sha256], source_name=photo.name, owner="one by one"
            )
            studio.wait(run)

    def together(plan: Plan) -> None:
        def read(photo: PlannedPhoto) -> bytes:
            return photos.content[photo.sha256]

        made = list(studio.groups.work(studio.groups.begin(plan), plan, owner="batch", photo=read))
        if any(one.how != "made" for one in made):
            raise StudioError(f"A picture was not made: {made[0].sentence}")

    ways: dict[str, Callable[[Plan], None]] = {"one by one": one_by_one, "batch": together}
    try:
        one_by_one(plan_of([photos.next()], settings, parsed.profile, parsed.steps))  # imports, weights
        with recording_noted(spans):
            for number in range(parsed.rounds):
                for name in list(ways)[:: -1 if number % 2 else 1]:
                    plan = plan_of(
                        [photos.next() for _ in range(some)], settings, parsed.profile, parsed.steps
                    )
                    spans.all.clear()
                    began, worked = time.perf_counter(), time.process_time()
                    ways[name](plan)
                    found[name].append((time.perf_counter() - began) / some)
                    found[PROCESSOR[name]].append((time.process_time() - worked) / some)
                    if name == "batch":
                        found["queue"].append(spans.idle())
    finally:
        studio.close()
    return found


class Stopped:
    """A generator whose first picture never comes before the gate is open."""

    def __init__(self, gate: Event) -> None:
        self._gate = gate

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None

    def generate(self, *_: Any, clock: Any = None, **__: Any) -> Any:
        """Nothing, for long."""
        self._gate.wait()
        raise StudioError("Nothing was to be made.")


def submission(folder: Path, many: int) -> tuple[float, float, float]:
    """Seconds until so many pictures are queued, by how many MB (10⁶ bytes) the process has grown, and the
    seconds until all are cancelled again."""
    gate = Event()
    settings = Settings(data_dir=folder)
    stopped: Any = Stopped(gate)
    studio = Studio.open(settings, generators=lambda *_: stopped, preload=False, mirror=False)
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(file, format="PNG")

    def submit(number: int) -> None:
        requests = [GenerationRequest(prompt=PROMPT, seed=seed, profile="mini") for seed in range(number)]
        studio.submit(requests, file.getvalue(), source_name="a.png", owner="bench")

    try:
        submit(10)
        before, began = resident_mb(), time.perf_counter()
        submit(many)
        queued, grown = time.perf_counter() - began, resident_mb() - before
        began = time.perf_counter()
        studio.cancel_all()
        return queued, grown, time.perf_counter() - began
    finally:
        gate.set()
        studio.close()


def resident_mb() -> float:
    """This process's memory in 10⁶ bytes, 0 where the system does not tell it so."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(arguments: list[str] | None = None) -> int:
    """Measure; the exit code is 1 where something took longer than is aimed at."""
    keep_private()
    share_cores()
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description="Measure batches.")
    parser.add_argument("--photos", type=int, default=40, help="of each way (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="turns that they are made in")
    parser.add_argument("--profile", default="mini", help="default: %(default)s")
    parser.add_argument("--steps", type=int, help="denoising steps, else the profile's own")
    parser.add_argument("--side", type=int, default=600, help="longer side of the photos in px")
    parser.add_argument(
        "--together", type=int, default=1, help="how many are denoised at once at most, as STUDIO_TOGETHER has it"
    )
    parser.add_argument("--many", type=int, default=MANY, help="pictures queued at once")
    parsed = parser.parse_args(arguments)
    here = Settings.from_environment()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-batch-") as folder:
            seconds, grown, stopped = submission(Path(folder) / "many", parsed.many)
            print(f"{parsed.many:,} pictures queued in {seconds:.1f} s; the process grew by {grown:.0f} MB")
            print(f"all of them cancelled in {stopped:.1f} s")
            settings = Settings(
                data_dir=Path(folder) / "made",
                weights_dir=here.weights_dir,
                device=here.device,
                together=parsed.together,
            )
            found = throughput(settings, parsed)
    except StudioError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    one, together = median(found["one by one"]), median(found["batch"])
    ratio = median(a / b for a, b in zip(found["one by one"], found["batch"], strict=True))
    print(
        f"one by one {60 / one:.1f}, batch {60 / together:.1f} pictures a minute: {ratio:.2f} times as many"
    )
    worked = [median(found[name]) for name in PROCESSOR.values()]
    print(f"seconds of the processor a picture: one by one {worked[0]:.2f}, batch {worked[1]:.2f}")
    print(f"the queue takes {median(found['queue']):.2%} of a batch")
    missed = ratio < FASTER or median(found["queue"]) > OVERHEAD or grown > MEGABYTES
    missed = missed or max(seconds, stopped) > SECONDS
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

"""``python -m bench.ray``: two workers of a Ray cluster beside the local engine, on the same cores.

Both make the same batches of photos that neither has seen, in turns and with all weights read, and are to
make the same pixels.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from bench.batch import Photos
from core.engine.ray.worker import settle
from core.errors import StudioError
from core.groups.batch import Item, Wishes, batch
from core.groups.plan import Plan, PlannedPhoto
from core.groups.requests import Requests
from core.models.profiles import all_profiles
from core.settings import Settings
from core.studio import Studio

LOCAL, RAY = "local", "ray"
ALLOWED = 0.9
"""Of the local engine's pictures a minute a cluster of the same cores is to make so many at least."""
PROFILES = ("mini", "scene")
PLACE = "on a beach at sunset"
"""Painted: what is traced would measure the tracer, which uses all cores alike."""
Pixels = list[str]
"""The digests of pictures' pixels."""


@dataclass(frozen=True)
class Compared:
    """Seconds a picture, round by round, of each engine, and whether all pixels were the same."""

    seconds: dict[str, list[float]]
    same: bool

    @property
    def ratio(self) -> float:
        """How many times as many pictures Ray makes: the median over rounds, whose pace drifts."""
        return median(a / b for a, b in zip(self.seconds[LOCAL], self.seconds[RAY], strict=True))

    def sentence(self, profile: str) -> str:
        """The figures, for a reader."""
        local, ray = (60 / median(self.seconds[name]) for name in (LOCAL, RAY))
        pixels = "the same pixels" if self.same else "OTHER PIXELS"
        return (
            f"{profile}: local {local:.1f}, Ray {ray:.1f} pictures a minute: {self.ratio:.2f} times as many; "
            f"{pixels}"
        )


class Engines:
    """The two studios, each with a data folder of its own: what one remembers helps no other."""

    def __init__(self, settings: Settings, folder: Path, workers: int) -> None:
        self._settings, self._folder, self._workers = settings, folder, workers
        self.studios: dict[str, Studio] = {}

    @contextmanager
    def opened(self) -> Generator["Engines"]:
        """Both at work; closed at the end."""
        settings = {
            name: replace(
                self._settings,
                data_dir=self._folder / name,
                engine=name,
                ray_workers=self._workers,
                together=1,  # each by itself, for the same pixels
            )
            for name in (LOCAL, RAY)
        }
        try:
            for name, one in settings.items():
                self.studios[name] = Studio.open(one, preload=False, mirror=False)
            yield self
        finally:
            for studio in self.studios.values():
                studio.close()

    def made(self, name: str, plan: Plan, photos: Photos) -> tuple[float, Pixels]:
        """Seconds until the engine has made the batch, and its pictures' pixels; raises ``StudioError`` where
        one was not made."""
        studio = self.studios[name]

        def read(photo: PlannedPhoto) -> bytes:
            return photos.content[photo.sha256]

        began = time.perf_counter()
        made = list(studio.groups.work(studio.groups.begin(plan), plan, owner="bench", photo=read))
        seconds = time.perf_counter() - began
        if lacking := next((one for one in made if one.how != "made"), None):
            raise StudioError(f"A picture was not made: {lacking.sentence}")
        runs = [one.run for one in made if one.run is not None]
        return seconds, [run.outcome.pixels_sha256 for run in runs if run.outcome is not None]


def plan_of(photos: Sequence[PlannedPhoto], settings: Settings, profile: str, asked: "Asked") -> Plan:
    """A batch of them, smaller than a picture usually is, so that what an engine costs shows."""
    profiles = all_profiles(settings)
    steps = {} if profile == "scene" else {"num_inference_steps": asked.steps}
    wishes = Wishes(prompts=(PLACE,), base={"profile": profile, "scene_painter": "painted", **steps})
    requests = Requests(lambda name: profiles[name], profile)
    items = [Item(photo=photo) for photo in photos]
    return batch(items, wishes, requests, template="{source}-{seed}", lists=Path("none"))


@dataclass(frozen=True)
class Asked:
    """How much is measured: photos of ``side`` px, so many ``pictures`` in each of so many ``rounds``."""

    pictures: int = 8
    rounds: int = 3
    side: int = 320
    steps: int = 4
    workers: int = 2


def compared(engines: Engines, settings: Settings, profile: str, asked: Asked, photos: Photos) -> Compared:
    """Both engines' batches of a profile, in turns; a first one, which reads weights, is not counted."""
    seconds: dict[str, list[float]] = {LOCAL: [], RAY: []}
    same = True
    for number in range(asked.rounds + 1):
        plan = plan_of([photos.next() for _ in range(asked.pictures)], settings, profile, asked)
        pixels: dict[str, Pixels] = {}
        for name in list(seconds)[:: -1 if number % 2 else 1]:
            taken, pixels[name] = engines.made(name, plan, photos)
            if number:
                seconds[name].append(taken / asked.pictures)
            print(f"… {profile}, {name}: {taken:.1f} s", file=sys.stderr, flush=True)
        same = same and pixels[LOCAL] == pixels[RAY]
    return Compared(seconds, same)


def measure(settings: Settings, profiles: Sequence[str], asked: Asked) -> dict[str, Compared]:
    """Each profile's comparison; raises ``StudioError``."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-ray-") as name,
        Engines(settings, Path(name), asked.workers).opened() as engines,
    ):
        photos = Photos(settings, asked.side)
        return {profile: compared(engines, settings, profile, asked, photos) for profile in profiles}


def installed() -> bool:
    """Whether Ray is there, without importing it."""
    return find_spec("ray") is not None


def main(arguments: list[str] | None = None) -> int:
    """Measure; the exit code is 1 where Ray makes less than 0.9 times as many pictures, or other pixels."""
    settle()
    parser = argparse.ArgumentParser(prog="python -m bench.ray", description="Measure Ray's engine.")
    parser.add_argument("--profiles", nargs="+", default=PROFILES, help="default: mini scene")
    parser.add_argument("--pictures", type=int, default=8, help="of each batch (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="turns that batches are made in")
    parser.add_argument("--side", type=int, default=320, help="longer side of the photos in px")
    parser.add_argument("--steps", type=int, default=4, help="denoising steps")
    parser.add_argument("--workers", type=int, default=2, help="Ray's workers (default: %(default)s)")
    parsed = parser.parse_args(arguments)
    if not installed():
        print("Error: Ray is not installed; pip install -r requirements-ray.txt", file=sys.stderr)
        return 2
    asked = Asked(parsed.pictures, parsed.rounds, parsed.side, parsed.steps, parsed.workers)
    try:
        found = measure(Settings.from_environment(), parsed.profiles, asked)
    except StudioError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    for profile, one in found.items():
        print(one.sentence(profile))
    return 0 if all(one.same and one.ratio >= ALLOWED for one in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

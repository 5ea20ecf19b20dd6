"""Studios on real stores with fake generators, and what tests of them have in common."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.pipeline.pipeline import Picture
from core.request import GenerationRequest
from core.runtime.device import Device
from core.settings import ROOT, Settings
from core.studio import Studio
from store.records import Run
from tests.fakes import PATIENCE, FakeGenerator, FakeGenerators
from tests.photos import cutout, png

PHOTO = png(cutout())
UNENDING = """
import sys, threading
from pathlib import Path
from tests.fakes import FakeGenerators
from tests.studios import asked, opened, submitted
generators = FakeGenerators(gate=threading.Event())
studio = opened(Path(sys.argv[1]), generators, database_url=sys.argv[2] or None)
ids = submitted(studio, asked("a beach"), asked("a forest"))
generators.reached.wait(20)
print(*ids, flush=True)
threading.Event().wait()
"""
"""A program whose first picture never ends."""


def opened(
    folder: Path,
    generators: FakeGenerators | None = None,
    *,
    database_url: str | None = None,
    mlflow_uri: str | None = None,
    **options: Any,
) -> Studio:
    """A studio that loads nothing in advance and mirrors nothing."""
    given: dict[str, Any] = {"preload": False, "mirror": False, **options}
    settings = Settings(
        data_dir=folder, weights_dir=folder / "weights", database_url=database_url, mlflow_uri=mlflow_uri
    )
    return Studio.open(settings, generators=generators or FakeGenerators(), **given)


def asked(prompt: str = "a beach", seed: int = 1, **more: Any) -> GenerationRequest:
    """A request of three steps."""
    values = {"prompt": prompt, "seed": seed, "profile": "mini", "num_inference_steps": 3, **more}
    return GenerationRequest.parse(values)


def submitted(studio: Studio, *requests: GenerationRequest, owner: str = "ann") -> tuple[str, ...]:
    return studio.submit(requests or [asked()], PHOTO, source_name="cup.png", owner=owner)


def ended(studio: Studio, run_id: str) -> Run:
    """The run, once it has left the engine."""
    assert studio.wait(run_id, PATIENCE)
    return studio.runs.get(run_id)


def made(studio: Studio, *requests: GenerationRequest) -> list[Run]:
    return [ended(studio, run_id) for run_id in submitted(studio, *requests)]


class Changed(FakeGenerators):
    """Generators whose composites are brighter by so many levels, or that run on another device."""

    def __init__(self, by: int = 0, device: Device | None = None) -> None:
        super().__init__()
        self.by, self.device = by, device

    def generator(self, profile: str, low_memory: bool) -> FakeGenerator:
        generator = _ChangedGenerator(self, profile, low_memory)
        generator.by, generator.device = self.by, self.device or generator.device
        return generator


class _ChangedGenerator(FakeGenerator):
    by = 0

    def generate(self, *arguments: Any, **options: Any) -> Picture:
        picture = super().generate(*arguments, **options)
        brighter = (picture.composite.clip(0, 255 - self.by) + self.by).astype("uint8")
        return replace(picture, layers={**picture.layers, "composite": brighter})


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Another program holds the database's only writer's place."""
    with closing(sqlite3.connect(folder / "studio.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def unending(folder: Path, url: str = "") -> Generator[tuple[subprocess.Popen[str], list[str]]]:
    """Another process with a studio on ``folder`` (and the database at ``url``) in the middle of a picture,
    and its two runs' ids."""
    command = [sys.executable, "-c", UNENDING, str(folder), url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()
        finally:
            process.kill()


Opening = Callable[..., Studio]

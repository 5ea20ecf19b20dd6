"""A studio for one command: its progress on stderr, its errors as they were raised, Ctrl-C at any moment."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.cli.progress_line import ProgressLine
from core.engine.jobs import Generator as PictureGenerator
from core.engine.jobs import MakeGenerator
from core.errors import CancelledError, StoreError, StudioError
from core.pipeline.pipeline import Picture
from core.pipeline.progress import OnProgress, Progress
from core.request import GenerationRequest
from core.runtime.device import Device
from core.settings import Settings

if TYPE_CHECKING:
    from core.studio import Studio
    from store.records import Run

STOP_SECONDS = 2.0
"""How long Ctrl-C waits for the engine to come to a halt by itself."""


class Watched:
    """Generators that draw how far they are on ``line``; ``error`` is what the last one raised."""

    def __init__(self, line: ProgressLine) -> None:
        self.line = line
        self.error: Exception | None = None

    def watch(self, make: MakeGenerator) -> MakeGenerator:
        """As ``make``, but watched."""

        def watched(profile: str, low_memory: bool) -> PictureGenerator:
            with self.noted():
                return _WatchedGenerator(make(profile, low_memory), self)

        return watched

    @contextmanager
    def noted(self) -> Generator[None]:
        """Keep what is raised inside, which the record has only as words."""
        self.error = None
        try:
            yield
        except Exception as error:
            self.error = error
            raise


class _WatchedGenerator:
    def __init__(self, generator: PictureGenerator, watched: Watched) -> None:
        self._generator, self._watched = generator, watched

    @property
    def device(self) -> Device:
        return self._generator.device

    def load(self) -> None:
        self._generator.load()

    def release(self) -> None:
        self._generator.release()

    def generate(
        self,
        request: GenerationRequest,
        photo: bytes,
        *,
        on_progress: OnProgress | None = None,
        cancelled: Callable[[], bool] | None = None,
        previews: Callable[[], bool] | None = None,
    ) -> Picture:
        def tell(progress: Progress) -> None:
            self._watched.line.show(progress)
            if on_progress is not None:
                on_progress(progress)

        with self._watched.noted():
            return self._generator.generate(
                request, photo, on_progress=tell, cancelled=cancelled, previews=previews
            )


@contextmanager
def studio_of(settings: Settings, watched: Watched | None = None) -> Generator["Studio"]:
    """A studio that reads no weights in advance and leaves MLflow alone. What is unfinished at the end,
    after Ctrl-C, is recorded as cancelled."""
    from core.studio import Studio

    watch = watched.watch if watched else None
    studio = Studio.open(settings, preload=False, mirror=False, watch=watch)
    try:
        yield studio
    finally:
        studio.close(STOP_SECONDS, cancelled=True)


def finished(studio: "Studio", run_id: str, watched: Watched) -> "Run":
    """Wait for the run, and raise what it failed by as it was raised."""
    try:
        while not studio.wait(run_id, seconds=1.0):
            pass
    finally:
        watched.line.end()
    run = studio.runs.get(run_id)
    if run.outcome is not None:
        return run
    if run.failure is None:
        raise CancelledError(f"The run was {run.status}.")
    if run.failure.kind == StoreError.__name__:
        raise StoreError(run.failure.sentence)
    raise watched.error or StudioError(run.failure.sentence)

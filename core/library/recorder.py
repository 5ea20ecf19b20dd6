"""Where a finished run is written: the engine's jobs become recorded runs, their pictures files."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from core.engine.jobs import Job
from core.errors import CancelledError, StoreError, StudioError, WrongStatusError, sentence
from core.library.comparison import changes, pixels_of, verdict
from core.library.encoding import Encoder
from core.library.manifest import outcome_of
from core.library.retry import Retry
from core.pipeline.pipeline import Picture
from core.request import GenerationRequest
from core.runtime.device import Device
from store.errors import StoreBusyError
from store.records import ALSO_ROLES, Comparison, Failure, NewRun, Outcome, Role, Run

if TYPE_CHECKING:
    from store.blobs import Blobs
    from store.runs import Runs


def new_run(  # noqa: PLR0917
    request: GenerationRequest,
    source_name: str,
    owner: str,
    parent: str | None,
    own_picture: bytes | None = None,
    also: tuple[bytes, ...] = (),
) -> NewRun:
    """What a run of this request is opened with; ``own_picture`` is that of its background, ``also`` are the
    photos of its further subjects."""
    return NewRun(
        request=request.canonical_json(),
        digest=request.digest(),
        source_name=source_name,
        owner=owner,
        parent=parent,
        own_picture=own_picture,
        also=also,
    )


class RunRecorder:
    """The engine's ``Recorder``: writes down what becomes of each job.

    ``ended`` is called after each job, with the device of a finished one. What cannot be written down now,
    since another program holds the database or the disk is full, is tried again every ``retry_seconds``.
    """

    def __init__(
        self,
        runs: "Runs",
        blobs: "Blobs",
        worker: str,
        ended: Callable[[Device | None], object],
        retry_seconds: float = 5.0,
    ) -> None:
        self._runs, self._blobs, self.worker, self._ended = runs, blobs, worker, ended
        self._retry = Retry((StoreBusyError,), later=(StoreError,), again=retry_seconds)
        self._encoder = Encoder()
        self._begun: set[str] = set()
        self._stop: Callable[..., object] = runs.cancel
        self._stop_all: Callable[..., object] = runs.cancel_all

    def photo(self, job: Job) -> bytes:
        """The photo as it was given; raises ``NotFoundError`` and ``StoreError``."""
        return self._runs.upload(job.id)

    def own_picture(self, job: Job) -> bytes:
        """The picture of the job's background, kept with its run; raises as ``photo`` does."""
        return self._runs.artifact(job.id, "own_picture")

    def also_photos(self, job: Job) -> tuple[bytes, ...]:
        """The photos of the job's further subjects, kept with its run; raises as ``photo`` does."""
        roles = ALSO_ROLES[: len(job.request.also)]
        return tuple(self._runs.artifact(job.id, role) for role in roles)

    def started(self, job: Job) -> None:
        """Written down if possible: the picture is worth making all the same, unless another process has it,
        which took this one for dead: then it raises ``CancelledError``."""
        try:
            self._begin(job)
        except WrongStatusError as error:
            raise CancelledError(str(error)) from error
        except StudioError:
            pass

    def finished(self, job: Job, picture: Picture, device: Device) -> None:
        """Keep the picture's files, then the run's outcome. Raises ``StoreError`` where they cannot be
        kept, and the job has ``failed`` then, and ``CancelledError`` where another process has the run."""
        try:
            with ThreadPoolExecutor(1, "outcome") as pool:
                described = pool.submit(outcome_of, picture, device)
                encoded = self._encoder.encode(picture, self._blobs.put)
            artifacts: dict[Role, tuple[bytes, str, int | None, int | None]] = {
                role: (file.content, file.media_type, file.width, file.height)
                for role, file in encoded.items()
            }
            outcome = described.result()
            comparison = self._comparison(self._runs.get(job.id), picture, outcome)
            outcome = replace(outcome, comparison=comparison)
            self._retry.with_patience(lambda: self._begin(job))
            self._retry.with_patience(
                lambda: self._runs.finish(job.id, outcome, artifacts, worker=self.worker)
            )
        except WrongStatusError as error:
            raise CancelledError(str(error)) from error
        except StudioError as error:
            raise StoreError(f"The picture was made but could not be saved: {error}") from error
        self._leave(job, None if job.profile.paints_scenes else device)

    def failed(self, job: Job, error: Exception, traceback_text: str) -> None:
        """Keep the error's kind, its sentence and the traceback."""
        failure = Failure(kind=type(error).__name__, sentence=sentence(error), traceback=traceback_text)
        self._retry.eventually(lambda: self._runs.fail(job.id, failure, worker=self.worker))
        self._leave(job)

    def cancelled(self, job: Job) -> None:
        """The user stopped the job, or the studio is being closed."""
        stop = self._stop
        self._retry.eventually(lambda: stop(job.id, worker=self.worker))
        self._leave(job)

    def cancelled_all(self, jobs: Sequence[Job]) -> None:
        """The user stopped these jobs before they were begun: written down by one statement for hundreds of
        them, since each by itself took a hundredth of a second."""
        stop, ids = self._stop_all, [job.id for job in jobs]
        self._retry.eventually(lambda: stop(ids, worker=self.worker))
        self._begun.difference_update(ids)
        self._ended(None)

    def closing(self, *, cancelled: bool) -> None:
        """What stops from now on was ``cancelled`` by the user, or else interrupted."""
        self._stop = self._runs.cancel if cancelled else self._runs.interrupt
        self._stop_all = self._runs.cancel_all if cancelled else self._runs.interrupt_all

    def close(self) -> None:
        """Close what the engine has left behind. Raises ``StoreError``."""
        self._retry.stop()
        self._stop_all(
            [run.id for run in self._runs.unfinished() if run.worker == self.worker], worker=self.worker
        )

    def _begin(self, job: Job) -> None:
        if job.id not in self._begun:
            self._runs.start(job.id, self.worker)
            self._begun.add(job.id)

    def _leave(self, job: Job, device: Device | None = None) -> None:
        """The job is done; ``device`` is what models run on here, where that was told."""
        self._begun.discard(job.id)
        self._ended(device)

    def _comparison(self, run: Run, picture: Picture, outcome: Outcome) -> Comparison | None:
        """A re-run's picture against its parent's; ``None`` for other runs, or without a parent's picture."""
        parent = self._runs.many([run.parent]) if run.group_kind == "rerun" and run.parent else []
        if not parent or parent[0].outcome is None:
            return None
        before = parent[0].outcome
        changed = changes(before.models, outcome.models, before.environment, outcome.environment)
        pixels = (outcome.pixels_sha256, outcome.width, outcome.height)
        if (before.pixels_sha256, before.width, before.height) == pixels:
            return Comparison(verdict="identical", psnr=None, changes=changed)
        try:
            first = self._runs.artifact(parent[0].id, "composite")
        except StudioError:
            changed = (
                *changed,
                "The first picture's file is missing or damaged; nothing tells how near they are.",
            )
            return Comparison(verdict="different", psnr=None, changes=changed)
        found, decibels = verdict(pixels_of(first), picture.composite)
        return Comparison(verdict=found, psnr=decibels, changes=changed)

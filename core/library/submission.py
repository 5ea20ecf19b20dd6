"""How a request becomes a run and a job: recorded first, then handed to the engine."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from core.engine.jobs import Job
from core.engine.local import Engine
from core.errors import StudioError
from core.library.pins import Pins
from core.library.recorder import RunRecorder, new_run
from core.metadata.export import checked_upload
from core.models.profiles import resolve_profile
from core.request import GenerationRequest, request_of
from core.settings import Settings

if TYPE_CHECKING:
    from store.records import GroupKind, Run
    from store.runs import Runs


class Submissions:
    """Hands runs to the engine; what it does and raises is said at ``Studio``'s methods of these names.

    ``runs`` raises the studio's errors.
    """

    def __init__(
        self, settings: Settings, *, runs: "Runs", engine: Engine, recording: RunRecorder, pins: Pins
    ) -> None:
        self._settings, self._runs = settings, runs
        self._engine, self._recording, self._pins = engine, recording, pins

    def submit(
        self,
        requests: Sequence[GenerationRequest],
        photo: bytes,
        *,
        source_name: str,
        owner: str,
        kind: "GroupKind",
        parent: str | None,
    ) -> tuple[str, ...]:
        """Record one group of runs and queue them."""
        for name in {request.profile for request in requests}:
            resolve_profile(name, self._settings)
        media_type = checked_upload(photo, self._settings)
        new = [new_run(request, source_name, owner, parent) for request in requests]
        kind = "single" if kind == "variations" and len(new) == 1 else kind
        runs = self._runs.open(new, photo, kind=kind, worker=self._recording.worker, media_type=media_type)
        self._hand_over(runs)
        return tuple(run.id for run in runs)

    def requeue(self, run_id: str, owner: str | None = None) -> None:
        """Queue a run again that came to nothing."""
        run = self._runs.get(run_id)
        resolve_profile(request_of(run.request).profile, self._settings)
        self._runs.upload(run_id)
        self._runs.requeue(run_id, self._recording.worker)
        self._hand_over([replace(run, owner=owner or run.owner)])

    def rerun(self, run_id: str, owner: str) -> str:
        """Make a recorded picture again, as a run of its own."""
        run = self._runs.get(run_id)
        (made,) = self.submit(
            [request_of(run.request)],
            self._runs.upload(run_id),
            source_name=run.source_name,
            owner=owner,
            kind="rerun",
            parent=run.id,
        )
        return made

    def _hand_over(self, runs: "Sequence[Run]") -> None:
        try:
            jobs = [self._job(run) for run in runs]
            for job in jobs:
                self._recording.expect(job.id)
            self._engine.submit(jobs)
        except Exception:  # the studio is being closed, or its data or models are out of reach just now
            for run in runs:
                with suppress(StudioError):
                    self._runs.interrupt(run.id)
            raise

    def _job(self, run: "Run") -> Job:
        request = request_of(run.request)
        return Job(
            id=run.id,
            request=request,
            photo=lambda: self._runs.upload(run.id),
            owner=run.owner,
            models=self._models(run, request),
        )

    def _models(self, run: "Run", request: GenerationRequest) -> str | None:
        """A re-run wants its parent's models."""
        parent = self._runs.many([run.parent]) if run.group_kind == "rerun" and run.parent else []
        outcome = parent[0].outcome if parent else None
        return None if outcome is None else self._pins.name(request, outcome.models)

"""How a request becomes a run and a job: resolved once, recorded, then handed to the engine."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from core.engine.jobs import Job
from core.engine.protocol import Engine
from core.errors import NotFoundError, RequestError, StudioError
from core.library.pins import recorded_revisions
from core.library.recorder import RunRecorder, new_run
from core.metadata.export import checked_upload
from core.models.resolved import ResolvedProfile, resolve
from core.request import GenerationRequest, check_fits, request_of
from core.settings import Settings
from core.variations import with_scenes

if TYPE_CHECKING:
    from store.blobs import Blobs
    from store.groups import Groups
    from store.records import Claim, GroupKind, NewRun
    from store.runs import Runs

Asked = tuple[str, str | None]
"""A profile's name, and the depth model that was chosen in place of its own."""


class Submissions:
    """Opens runs and hands their jobs to the engine. All methods are for any thread."""

    def __init__(
        self, settings: Settings, *, runs: "Runs", blobs: "Blobs", engine: Engine, recorder: RunRecorder
    ) -> None:
        self._settings, self._runs, self._blobs = settings, runs, blobs
        self._engine, self._recorder = engine, recorder

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
        """Record one group of runs as queued and hand them to the engine; returns their ids, in order.

        A single picture's group is of the kind ``single`` where ``variations`` is asked for. Raises
        ``ImageError``, ``ProfileError`` and ``StoreError``; nothing is recorded then.
        """
        resolved = self._resolved(requests)
        requests = self._completed(requests, resolved)
        media_type = checked_upload(photo, self._settings)
        kept = self._pictures_of(requests)
        new = [_new(request, source_name, owner, parent, kept) for request in requests]
        kind = "single" if kind == "variations" and len(new) == 1 else kind
        ids = self._runs.enqueue(new, photo, kind=kind, worker=self._recorder.worker, media_type=media_type)
        origin = parent if kind == "rerun" else None
        asked = zip(ids, requests, strict=True)
        self._hand_over(
            ids, lambda: [self._job(run_id, request, owner, resolved, origin) for run_id, request in asked]
        )
        return tuple(ids)

    def claim(
        self,
        groups: "Groups",
        group: str,
        position: int,
        request: GenerationRequest,
        photo: bytes,
        *,
        source_name: str,
        owner: str,
    ) -> "Claim":
        """Ask for a picture of a planned group: what is neither finished nor being made becomes a job.

        ``request`` is complete. Raises ``ImageError``, ``ProfileError`` and ``StoreError``.
        """
        resolved = self._resolved([request])
        media_type = checked_upload(photo, self._settings)
        new = _new(request, source_name, owner, None, self._pictures_of([request]))
        claim = groups.claim(group, position, new, photo, worker=self._recorder.worker, media_type=media_type)
        if claim.make:
            self._hand_over([claim.run.id], lambda: [self._job(claim.run.id, request, owner, resolved)])
        return claim

    def requeue(self, run_id: str, owner: str | None = None) -> None:
        """Queue a run again that came to nothing, as ``owner``'s, or else as its first owner's.

        Raises ``InputError`` for a run in any other state, ``NotFoundError``, ``RequestError`` where another
        version of the studio wrote it, ``StoreError`` where its photo is gone.
        """
        run = self._runs.get(run_id)
        request = request_of(run.request)
        resolved = self._resolved([request])
        self._runs.upload(run_id)
        self._runs.requeue(run_id, self._recorder.worker)
        origin = run.parent if run.group_kind == "rerun" else None
        self._hand_over([run.id], lambda: [self._job(run.id, request, owner or run.owner, resolved, origin)])

    def rerun(self, run_id: str, owner: str) -> str:
        """Make a recorded picture again, as a run of its own; returns its id. Raises as ``requeue`` does."""
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

    @staticmethod
    def _completed(
        requests: Sequence[GenerationRequest], resolved: Mapping[Asked, ResolvedProfile]
    ) -> Sequence[GenerationRequest]:
        """The requests, those whose profile paints scenes with the scenes that they draw."""
        places = [
            place
            for place, request in enumerate(requests)
            if resolved[request.profile, request.depth_model].paints_scenes
        ]
        drawn = with_scenes([requests[place] for place in places])
        completed = dict(zip(places, drawn, strict=True))
        return [completed.get(place, request) for place, request in enumerate(requests)]

    def _resolved(self, requests: Sequence[GenerationRequest]) -> Mapping[Asked, ResolvedProfile]:
        """What the requests' profiles and depth models come to, each once; raises ``ProfileError``, and
        ``RequestError`` for a request that its profile cannot do."""
        asked = {(request.profile, request.depth_model) for request in requests}
        resolved = {(name, depth): resolve(name, depth, self._settings) for name, depth in asked}
        for request in requests:
            check_fits(request, resolved[request.profile, request.depth_model])
        return resolved

    def _pictures_of(self, requests: Sequence[GenerationRequest]) -> Mapping[str, bytes]:
        """The pictures that the requests name beside their photo, each once, by the sha256; raises
        ``RequestError`` where one is not kept here."""
        own = {request.own_picture: "The picture for the background is" for request in requests}
        further = [one.photo for request in requests for one in request.also]
        also = dict.fromkeys(further, "The photo of a further subject is")
        kept = dict[str, bytes]()
        for name, which in {**also, **own}.items():
            if name is None:
                continue
            try:
                kept[name] = self._blobs.get(name)
            except NotFoundError as error:
                raise RequestError(f"{which} not kept here any more; choose it again.") from error
        return kept

    def _hand_over(self, ids: Sequence[str], jobs: Callable[[], Sequence[Job]]) -> None:
        try:
            self._engine.submit(jobs())
        except Exception:  # the studio is being closed, or its data or models are out of reach just now
            for run_id in ids:
                with suppress(StudioError):
                    self._runs.interrupt(run_id, worker=self._recorder.worker)
            raise

    def _job(
        self,
        run_id: str,
        request: GenerationRequest,
        owner: str,
        resolved: Mapping[Asked, ResolvedProfile],
        origin: str | None = None,
    ) -> Job:
        """The run's job; a re-run wants the revisions of its ``origin``, and that many denoised at once."""
        profile = resolved[request.profile, request.depth_model]
        parents = self._runs.many([origin]) if origin else []
        if parents and parents[0].outcome is not None:
            profile = profile.pinned(recorded_revisions(profile, parents[0].outcome.models, self._settings))
            together = int(parents[0].outcome.environment.get("together", 1))
            return Job(id=run_id, request=request, profile=profile, owner=owner, together=together)
        return Job(id=run_id, request=request, profile=profile, owner=owner)


def _new(
    request: GenerationRequest, source_name: str, owner: str, parent: str | None, kept: Mapping[str, bytes]
) -> "NewRun":
    """A new run, with what of the pictures ``kept`` its request names."""
    own = None if request.own_picture is None else kept[request.own_picture]
    return new_run(request, source_name, owner, parent, own, tuple(kept[one.photo] for one in request.also))

"""The studio: submit, follow, cancel, find again, make again. The one door that pages and command line
use."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.comparing.remembered import decoded
from core.engine.choosing import choose_engine
from core.engine.estimates import expected_seconds, of_kind
from core.engine.generators import on_each_device
from core.engine.jobs import JobState, MakeGenerator, QueueState
from core.engine.protocol import Engine
from core.engine.startup_delay import StartupDelay
from core.errors import RequestError
from core.groups.estimate import Estimate, estimate
from core.groups.plan import Cell, Plan
from core.groups.requests import Requests
from core.library import foresight
from core.library.comparison import pixels_of
from core.library.group_runner import GroupRunner
from core.library.group_work import GroupWork
from core.library.library import Library
from core.library.recorder import RunRecorder
from core.library.submission import Submissions
from core.library.watching import Watching
from core.metadata import export
from core.metadata.parts import Part
from core.metadata.recipe import FileFormat
from core.models.download_manager import Downloads
from core.models.profile import ModelProfile
from core.models.profiles import all_profiles
from core.models.resolved import resolve
from core.output import encode_picture
from core.pipeline.analysis import Analysis, Inspection
from core.pipeline.preview_layers import CutOut
from core.pipeline.scene_painter import ScenePainters, may_trace
from core.pipeline.scene_preview import ScenePreview, ScenePreviews
from core.request import GenerationRequest
from core.runtime.device import Device
from core.runtime.machine import Machine, MachineProbe
from core.scenes.shops import Shop
from core.scenes.spec import SceneSpec
from core.settings import Settings
from core.stages.shop_check import Product, Verdict, checked
from store.records import GroupKind, Run, RunQuery, RunStatus

if TYPE_CHECKING:
    from store.mlflow.mirror import SyncResult

__all__ = ["RunQuery", "RunStatus", "Studio"]

HANDED_OUT = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
"""The formats in which pictures are handed out, with their endings, the exact ones first."""
CLOSE_SECONDS = 30.0
ELSEWHERE_SECONDS = 0.5
"""How often a run that another process makes is looked at by those who follow it."""


class Studio:
    """One process's studio on a data folder; others may be open on the same folder at the same time.

    ``library`` is what is remembered: its ``runs``, ``presets``, ``drafts`` and ``blobs`` are the store's
    own, ``orphans`` closes what a process that is gone left unfinished. ``groups`` are batches and grids,
    planned and made; ``group_runner`` makes them in the background, ``watching`` what comes to lie in
    folders. ``downloads`` fetches models. All methods
    are for any thread. ``open`` gives one that works.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        analysis: Analysis,
        make: Sequence[MakeGenerator],
        delay: StartupDelay,
        *,
        retry_seconds: float,
    ) -> None:
        self.settings, self.library = settings, library
        self.runs, self.presets = library.runs, library.presets
        self.blobs, self.orphans, self.drafts = library.blobs, library.orphans, library.drafts
        self._analysis, self._delay = analysis, delay
        self._previews, self._painters = ScenePreviews(analysis), ScenePainters()
        self._probe = MachineProbe(settings)
        self.downloads = Downloads(settings, self._probe.forget_disk)
        self._recorder = RunRecorder(
            library.runs, library.blobs, library.worker.id, self._ended, retry_seconds
        )
        self._engine: Engine = choose_engine(
            settings, make[0], self._recorder, startup_delay=delay, others=make[1:]
        )
        self._submissions = Submissions(
            settings, runs=library.runs, blobs=library.blobs, engine=self._engine, recorder=self._recorder
        )
        self.groups = GroupWork(
            library.groups, library.runs, self._submissions, self.follow, self._engine.capacity
        )
        self.group_runner = GroupRunner(self.groups, library.group_photos, self._engine)
        self.watching = Watching(
            settings,
            self.group_runner,
            self.groups,
            library.watch_book,
            self.plain_requests,
            worker=library.worker.id,
            is_alive=library.worker.is_alive,
        )
        self._mirrors = self._closed = False

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        generators: MakeGenerator | None = None,
        preload: bool = True,
        mirror: bool = True,
        busy_seconds: float = 10,
        startup_delay: StartupDelay | None = None,
        folder: Path | None = None,
        analysis: Analysis | None = None,
        retry_seconds: float = 5.0,
    ) -> "Studio":
        """A studio on ``settings.data_dir``, which is made where it is not there, and at work.

        Runs that a process now dead left unfinished become ``interrupted``. ``preload`` reads the default
        profile's weights in the background, ``mirror`` keeps MLflow's copy up to date; ``busy_seconds`` is
        how long to wait for another program's lock on the database, ``retry_seconds`` how soon to try again
        what could not be written down. All work in the background begins after
        the ``startup_delay``. ``folder`` keeps the runs there, apart from all others. ``generators`` and
        ``analysis``, which may be in use already, take the place of the real ones. Raises ``StoreError``, and
        ``ProfileError`` for a mistake in profiles.toml.
        """
        all_profiles(settings)
        library = Library.open(settings, busy_seconds, folder, analysis and analysis.stage_cache)
        analysis = analysis or Analysis(settings, stage_cache=library.stage_cache)
        make = on_each_device(analysis) if generators is None else (generators,)
        delay = startup_delay or StartupDelay()
        studio = cls(settings, library, analysis, make, delay, retry_seconds=retry_seconds)
        studio._start(preload=preload, mirror=mirror, look=generators is None)
        return studio

    def _start(self, *, preload: bool, mirror: bool, look: bool) -> None:
        """Begin the work in the background; ``look`` asks torch for the device where weights are read
        ahead."""
        warm = resolve(self.default_profile(), None, self.settings) if preload else None
        self._engine.start(preload=warm)
        if preload and look:
            self._probe.look(self._delay.wait)
        self._mirrors = mirror
        if mirror:
            self.library.mirror.start(self._delay.wait)

    def close(self, timeout: float = CLOSE_SECONDS, *, cancelled: bool = False) -> None:
        """Stop all work, waiting at most ``timeout`` seconds for the running step to end.

        What was queued or running becomes ``interrupted``, or ``cancelled`` where the user says so.
        A second call does nothing.
        """
        if self._closed:
            return
        self._closed = True
        try:
            self.halt(timeout, cancelled=cancelled)
        finally:
            self.library.mirror.close(timeout)
            self.library.close()

    def halt(self, timeout: float, *, cancelled: bool) -> None:
        """Stop all work as ``close`` does; what is recorded can still be read."""
        self.watching.close()
        self.group_runner.close()
        self._recorder.closing(cancelled=cancelled)
        self._engine.close(timeout)
        self._recorder.close()

    def profiles(self) -> Mapping[str, ModelProfile]:
        """Built-in profiles and the user's own, by name."""
        return all_profiles(self.settings)

    def default_profile(self) -> str:
        """The profile for a user who chose none; costs milliseconds, at any moment."""
        return self._probe.default_profile

    def plain_requests(self) -> Requests:
        """What makes requests of plain values, by the profiles of this machine."""

        def named(name: str) -> ModelProfile:
            known = self.profiles()
            if name not in known:
                raise RequestError(f"There is no model {name!r}; choose one of {', '.join(known)}.")
            return known[name]

        return Requests(named, self.default_profile())

    def submit(
        self,
        requests: Sequence[GenerationRequest],
        photo: bytes,
        *,
        source_name: str,
        owner: str,
        kind: GroupKind = "variations",
        parent: str | None = None,
    ) -> tuple[str, ...]:
        """Record one group of runs as queued and hand them to the engine; returns their ids, in order.

        A single picture's group is of the kind ``single`` where ``variations`` is asked for. Raises
        ``ImageError`` for a photo that cannot be read or is too large, ``ProfileError``, and
        ``StoreError`` where nothing can be recorded now.
        """
        return self._submissions.submit(
            requests, photo, source_name=source_name, owner=owner, kind=kind, parent=parent
        )

    def keep_picture(self, picture: bytes) -> str:
        """Keep a picture for backgrounds, which requests then name by the sha256 that is returned. Raises
        ``ImageError`` for one that cannot be read or is too large, ``StoreError``."""
        export.checked_upload(picture, self.settings)
        return self.blobs.put(picture)

    def queue(self) -> QueueState:
        """All jobs of this process as they stand; previews are made for as long as it is asked."""
        return self._engine.state()

    def job(self, run_id: str) -> JobState | None:
        """The run's job as it stands; ``None`` once it is recorded, or another process has it."""
        return self._engine.job(run_id)

    def follow(self, run_id: str, *, previews: bool = False) -> Iterator[JobState]:
        """The run's job, each time something about it may have changed, until the run is recorded: then
        ``runs.get`` has its outcome or failure. ``previews`` has small previews made meanwhile.

        A run that another process makes is looked at every half second, and only tells whether it waits or
        is being made; it is over as well once that process is gone. Raises ``NotFoundError``, ``StoreError``.
        """
        yield from self._engine.follow(run_id, previews=previews)
        while not self._closed:
            self.orphans.look()  # the other process may have been killed
            run = self.runs.get(run_id)
            if run.status not in (RunStatus.QUEUED, RunStatus.RUNNING):
                return
            yield JobState(
                id=run.id,
                owner=run.owner,
                prompt=run.prompt,
                profile=run.profile,
                seed=run.seed,
                status="running" if run.status is RunStatus.RUNNING else "queued",
                position=0 if run.status is RunStatus.RUNNING else 1,
            )
            time.sleep(ELSEWHERE_SECONDS)

    def wait(self, run_id: str, seconds: float | None = None) -> bool:
        """Wait until a run of this process is recorded; tells whether it is, after at most ``seconds``."""
        return self._engine.wait(run_id, seconds)

    def cancel(self, run_id: str) -> bool:
        """Stop a job: ``False`` where this process has none of that id, or it is as good as done."""
        return self._engine.cancel(run_id)

    def cancel_all(self, owner: str | None = None) -> int:
        """Stop all jobs of this process, or all of one owner; returns how many."""
        return self._engine.cancel_all(owner)

    def requeue(self, run_id: str, owner: str | None = None) -> None:
        """Make a run that was interrupted, failed or cancelled after all, as it was asked for.

        It queues as ``owner``'s, or else as its first owner's. Raises ``InputError`` for a run in any other
        state, ``NotFoundError``, ``RequestError`` where another version of the studio wrote it,
        ``StoreError`` where its photo is gone.
        """
        self._submissions.requeue(run_id, owner)

    def rerun(self, run_id: str, owner: str) -> str:
        """Make a recorded picture again: same request, photo and, where they are here, model revisions.

        Returns the new run's id; once finished its ``outcome.comparison`` tells how alike they are.
        Raises as ``requeue`` and ``submit`` do.
        """
        return self._submissions.rerun(run_id, owner)

    def foresee(self, run: Run) -> tuple[str, ...]:
        """Why the run, made again here and now, may differ or cannot be made: a sentence for each reason."""
        return foresight.foresee(run, self.settings, self._probe.known_device)

    def find(self, prefix: str) -> str:
        """The id that begins so (at least 6 characters); raises ``NotFoundError`` for none or several."""
        return self.library.records.find(prefix)

    def inspect(self, photo: bytes, request: GenerationRequest) -> Inspection:
        """Cut-out and depth as a picture of ``photo`` will begin with, which then finds them remembered.

        Raises ``ImageError``, ``SubjectError``, ``ModelMissingError``, ``DeviceError``, ``ProfileError``.
        """
        return self._analysis.inspect(photo, request)

    def stage(
        self, photo: bytes, digest: str, request: GenerationRequest, side: int, active: int = 0
    ) -> ScenePreview:
        """How ``request``, which has a scene or its own background, will look on ``photo``, whose content
        ``digest`` names: small and painted, with what is behind the ``active`` subject. Raises as ``inspect``
        does, and ``NotFoundError`` for a background's picture, or a further subject's photo, that is not
        kept."""
        name = request.own_picture
        own_picture = None if name is None else self.blobs.get(name)
        also = [(self.blobs.get(one.photo), one.photo) for one in request.also]
        return self._previews.preview(photo, digest, request, side, own_picture, also=also, active=active)

    def cut_out(self, photo: bytes, digest: str, request: GenerationRequest) -> CutOut:
        """The subject by itself, small, as ``stage`` shows it. Raises as ``inspect`` does."""
        return self._previews.cut_out(photo, digest, request)

    def check(self, run_id: str, shop: Shop) -> list[Verdict]:
        """What ``shop`` asks for, measured of a finished run's picture; of the formats that it takes the file
        is handed out in the first. Raises ``NotFoundError``, ``StoreError``."""
        composite = self.runs.artifact(run_id, "composite")
        matte = decoded(self.runs.artifact(run_id, "matte"), "L")
        form = next((one for one in HANDED_OUT if one in shop.formats), "PNG")
        pixels = pixels_of(composite)
        if form != "PNG":
            composite = encode_picture(pixels, HANDED_OUT[form])
            pixels = pixels_of(composite)
        return checked(Product(pixels=pixels, form=form, size=len(composite), matte=matte), shop)

    def has_cut_out(self, digest: str, request: GenerationRequest) -> bool:
        """Whether ``stage`` has the cut-out of that photo at hand, so that it takes a moment only."""
        return self._previews.has_cut_out(digest, request)

    def traces(self, request: GenerationRequest, scene: SceneSpec) -> bool:
        """Whether the picture of ``request`` is traced, where ``scene`` is what is painted of it."""
        return may_trace(request) and self._painters.can_trace(scene)

    def expected_seconds(
        self,
        profile: str,
        steps: int,
        pixels: int | None = None,
        *,
        own: bool = False,
        traced: bool = False,
    ) -> float | None:
        """Seconds that a picture of so many denoising steps (and width × height) will take, judged by
        the latest ones of the profile that are on a background of one's ``own``, in a ``traced`` place, or
        neither; ``None`` before there is one."""
        known = self.profiles().get(profile)
        fixed = known is not None and known.native_size is not None
        timings = of_kind(self.runs.timings(profile), own=own, traced=traced)
        return expected_seconds(timings, steps, pixels, fixed_size=fixed)

    def expects(self, plan: Plan) -> Estimate:
        """What a plan comes to, by what is recorded: pictures, those that are there, time and disk."""
        known = self.groups.known(plan)
        timings = cache(self.runs.timings)
        expected = cache(self.expected_seconds)

        def seconds(cell: Cell, pixels: int) -> float | None:
            request = cell.request
            own = request.background is not None
            traced = request.scene is not None and self.traces(request, request.scene)
            steps = request.num_inference_steps
            return expected(request.profile, steps, pixels, own=own, traced=traced)

        return estimate(
            plan,
            {key for key, run in known.items() if run.status is RunStatus.FINISHED},
            timings,
            seconds,
            photos_there=[photo.sha256 for photo in plan.photos if self.blobs.has(photo.sha256)],
        )

    def machine(self) -> Machine:
        """This machine and which profiles' models are here; the disk is looked at every few seconds."""
        return self._probe.machine(self.profiles())

    def mirror_problem(self) -> str | None:
        """A sentence on what is amiss with MLflow's copy of the runs; ``None`` where nothing is."""
        return self.library.mirror.status().sentence

    def recipe(self, run: Run) -> dict[str, Any]:
        """What a file says about how the run made it; raises ``InputError`` where it made nothing."""
        return export.recipe(run)

    def export(self, run_id: str, form: FileFormat, with_recipe: bool = True) -> tuple[bytes, str, str]:
        """A finished picture as a file to hand out: content, file name, media type. The AI label is in it
        either way. Raises ``InputError`` where the run has no picture."""
        return self.library.records.export(run_id, form, with_recipe)

    def export_part(self, run_id: str, part: Part, form: FileFormat) -> tuple[bytes, str, str]:
        """As ``export``, of the cut-out or the background of a finished picture, at its size."""
        return self.library.records.export_part(run_id, part, form)

    def sync(
        self, on_progress: Callable[[int], None] | None = None, *, everything: bool = False
    ) -> "SyncResult":
        """Tell MLflow now what it does not know yet, or ``everything`` again where it is a new one;
        ``on_progress`` hears how many runs are told."""
        return self.library.mirror.sync(on_progress=on_progress, everything=everything)

    def _ended(self, device: Device | None) -> None:
        if device is not None:
            self._probe.found(device)
        # The first import of MLflow takes seconds of all that Python does: the next picture goes before it.
        if self._mirrors and not self._engine.waiting():
            self.library.mirror.wake()

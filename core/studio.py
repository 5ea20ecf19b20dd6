"""The studio: submit, follow, cancel, find again, make again. The one place where core meets store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.engine.estimates import expected_seconds
from core.engine.generators import pipeline_generators
from core.engine.jobs import JobState, MakeGenerator, QueueState
from core.engine.local import Engine
from core.engine.startup_delay import StartupDelay
from core.library.library import Store
from core.library.pins import Pins
from core.library.recorder import RunRecorder
from core.library.submission import Submissions
from core.metadata import export
from core.metadata.recipe import FileFormat
from core.models.download_manager import Downloads
from core.models.profile import ModelProfile
from core.models.profiles import all_profiles
from core.pipeline.analysis import Analysis, Inspection
from core.request import GenerationRequest
from core.runtime.device import Device
from core.runtime.machine import Machine, MachineProbe
from core.settings import Settings
from store.records import Finding, GroupKind, Run, RunQuery, RunStatus

if TYPE_CHECKING:
    from store.mlflow.mirror import SyncResult

__all__ = ["RunQuery", "RunStatus", "Studio"]

CLOSE_SECONDS = 30.0
Watch = Callable[[MakeGenerator], MakeGenerator]


class Studio:
    """One process's studio on a data folder; others may be open on the same folder at the same time.

    ``runs``, ``presets`` and ``blobs`` are the store's own, but their errors are ``StudioError``s:
    ``NotFoundError``, ``InputError`` or ``StoreError``; ``orphans`` closes what a process that is gone
    left unfinished; ``downloads`` fetches models. All methods are for any thread.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        generators: MakeGenerator | None,
        *,
        watch: Watch | None,
        preload: bool,
        mirror: bool,
        startup_delay: StartupDelay,
    ) -> None:
        self.settings = settings
        self.runs, self.presets, self.blobs, self.orphans = (
            store.runs,
            store.presets,
            store.blobs,
            store.orphans,
        )
        self._store = store
        self._analysis, pins = Analysis(settings, stage_cache=store.stage_cache), Pins(settings)
        self._probe = MachineProbe(settings)
        self.downloads = Downloads(settings, self._probe.forget_disk)
        self._recording = RunRecorder(store.runs, store.blobs, store.worker.id, self._ended)
        self._closed = False
        make = generators or pipeline_generators(self._analysis, pins.profile)
        warm = self.default_profile() if preload else None
        now_is = str if generators else pins.profile
        make = watch(make) if watch else make
        self._engine = Engine(
            make, self._recording, preload=warm, startup_delay=startup_delay, profile_of=now_is
        )
        self._submissions = Submissions(
            settings, runs=self.runs, engine=self._engine, recording=self._recording, pins=pins
        )
        if preload and generators is None:
            self._probe.look(startup_delay.wait)
        self._mirrors = mirror
        if mirror:
            store.mirror.start(startup_delay.wait)

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        generators: MakeGenerator | None = None,
        preload: bool = True,
        mirror: bool = True,
        watch: Watch | None = None,
        busy_seconds: float = 10,
        startup_delay: StartupDelay | None = None,
    ) -> "Studio":
        """A studio on ``settings.data_dir``, which is made where it is not there.

        Runs that a process now dead left unfinished become ``interrupted``. ``preload`` reads the default
        profile's weights in the background, ``mirror`` keeps MLflow's copy up to date, ``watch`` wraps
        what makes generators; ``busy_seconds`` is how long to wait for another program's lock on the
        database. All work in the background begins after the ``startup_delay``. Raises ``StoreError``, and
        ``ProfileError`` for a mistake in profiles.toml.
        """
        all_profiles(settings)
        store = Store.open(settings, busy_seconds)
        startup_delay = startup_delay or StartupDelay()
        return cls(
            settings,
            store,
            generators,
            watch=watch,
            preload=preload,
            mirror=mirror,
            startup_delay=startup_delay,
        )

    def close(self, timeout: float = CLOSE_SECONDS, *, cancelled: bool = False) -> None:
        """Stop all work, waiting at most ``timeout`` seconds for the running step to end.

        What was queued or running becomes ``interrupted``, or ``cancelled`` where a person says so.
        A second call does nothing.
        """
        if self._closed:
            return
        self._closed = True
        self._recording.closing(cancelled=cancelled)
        self._engine.close(timeout)
        try:
            self._recording.close()
        finally:
            self._store.mirror.close(timeout)
            self._store.close()

    def profiles(self) -> Mapping[str, ModelProfile]:
        """Built-in profiles and a person's own, by name."""
        return all_profiles(self.settings)

    def default_profile(self) -> str:
        """The profile for a person who chose none; costs milliseconds, at any moment."""
        return self._probe.default_profile

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

    def queue(self) -> QueueState:
        """All jobs of this process as they stand; previews are made while somebody asks."""
        return self._engine.state()

    def job(self, run_id: str) -> JobState | None:
        """The run's job as it stands; ``None`` once it is recorded, or another process has it."""
        return self._engine.job(run_id)

    def wait(self, run_id: str, seconds: float | None = None) -> bool:
        """Wait until a run of this process is recorded; tells whether it is, after at most ``seconds``."""
        return self._recording.wait(run_id, seconds)

    def cancel(self, run_id: str) -> bool:
        """Stop a job: ``False`` where this process has none of that id, or it is as good as done."""
        return self._engine.cancel(run_id)

    def cancel_all(self, owner: str | None = None) -> int:
        """Stop all jobs of this process, or all of one owner; returns how many."""
        return self._engine.cancel_all(owner)

    def requeue(self, run_id: str, owner: str | None = None) -> None:
        """Make a run that was interrupted, failed or cancelled after all, as it was asked for.

        It queues as ``owner``'s, or as of whoever asked first. Raises ``InputError`` for a run in any other
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

    def find(self, prefix: str) -> str:
        """The id that begins so (at least 6 characters); raises ``NotFoundError`` for none or several."""
        from store.lookup import id_beginning

        return id_beginning(self._store.database, prefix)

    def inspect(self, photo: bytes, request: GenerationRequest) -> Inspection:
        """Cut-out and depth as a picture of ``photo`` will begin with, which then finds them remembered.

        Raises ``ImageError``, ``SubjectError``, ``ModelMissingError``, ``DeviceError``, ``ProfileError``.
        """
        return self._analysis.inspect(photo, request)

    def expected_seconds(self, profile: str, steps: int, pixels: int | None = None) -> float | None:
        """Seconds that a picture of so many denoising steps (and width × height) will take, judged by
        the latest ones of the profile; ``None`` before there is one."""
        known = self.profiles().get(profile)
        fixed = known is not None and known.native_size is not None
        return expected_seconds(self.runs.timings(profile), steps, pixels, fixed_size=fixed)

    def machine(self) -> Machine:
        """This machine and which profiles' models are here; the disk is looked at every few seconds."""
        return self._probe.machine(self.profiles())

    def mirror_problem(self) -> str | None:
        """A sentence on what is amiss with MLflow's copy of the runs; ``None`` where nothing is."""
        return self._store.mirror.status().sentence

    def recipe(self, run: Run) -> dict[str, Any]:
        """What a file says about how the run made it; raises ``InputError`` where it made nothing."""
        return export.recipe(run)

    def export(self, run_id: str, form: FileFormat, with_recipe: bool = True) -> tuple[bytes, str, str]:
        """A finished picture as a file to hand out: content, file name, media type. The AI label is in it
        either way. Raises ``InputError`` where the run has no picture."""
        run = self.runs.get(run_id)
        export.recipe(run)
        composite = self.runs.artifact(run_id, "composite")
        return export.export(run, composite, form, with_recipe=with_recipe)

    def sync(
        self, on_progress: Callable[[int], None] | None = None, *, everything: bool = False
    ) -> "SyncResult":
        """Tell MLflow now what it does not know yet, or ``everything`` again where it is a new one;
        ``on_progress`` hears how many runs are told."""
        return self._store.mirror.sync(on_progress=on_progress, everything=everything)

    def verify(self) -> Iterator[Finding]:
        """Hash every file and derive every digest again; yields what is wrong."""
        yield from self._store.runs.verify()

    def _ended(self, device: Device | None) -> None:
        if device is not None:
            self._probe.found(device)
        # The first import of MLflow takes seconds of all that Python does: the next picture goes before it.
        if self._mirrors and not self._engine.waiting():
            self._store.mirror.wake()

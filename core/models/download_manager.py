"""Downloads of models in the background, with how far they are."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Literal

from core.errors import CancelledError, ModelMissingError, StudioError
from core.models.local import disk_state
from core.models.matting_models import MATTING_MODELS, MattingModel
from core.models.matting_weights import fetch_matting
from core.models.profile import ModelProfile
from core.models.profiles import DEPTH_MODELS, all_profiles, resolve_profile
from core.settings import Settings

Report = Callable[[int, int, str], object]
"""Told the bytes that are there, the bytes there will be, and the model's name."""
Fetch = Callable[[ModelProfile, Settings, Report], None]
FetchMatting = Callable[[str, Path, Report], None]
FetchDepth = Callable[[str, Report], None]

SETTLED_SECONDS = 3.0
"""How long a download goes on before its pace tells when it ends."""


@dataclass(frozen=True, kw_only=True)
class Download:
    """The download of one profile, or of one cut-out or depth model: ``model`` is being fetched, ``done`` of
    its ``total`` bytes are here; ``seconds_left`` until that model is here at the pace so far, ``None`` where
    nobody can tell yet; ``problem`` is the sentence of what stopped it, unless a person did."""

    profile: str
    status: Literal["waiting", "running", "finished", "failed", "cancelled"]
    model: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    problem: str | None = None

    @property
    def active(self) -> bool:
        """Whether it is still going on."""
        return self.status in ("waiting", "running")


class TransferRate:
    """How fast a model comes, by a clock in seconds; anew for each model."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._model, self._since, self._from = "", 0.0, 0

    def seconds_left(self, model: str, done: int, total: int) -> float | None:
        """Until all ``total`` bytes are here, ``None`` where it is too early to tell or nothing comes."""
        now = self._clock()
        if model != self._model or done < self._from:
            self._model, self._since, self._from = model, now, done
        seconds, came = now - self._since, done - self._from
        return (total - done) * seconds / came if came and seconds >= SETTLED_SECONDS else None


def fetch_all(profile: ModelProfile, settings: Settings, report: Report) -> None:
    """Download and check all models of a profile, its cut-out model first.

    Raises ``ModelMissingError`` where one did not come, ``DiskFullError``.
    """
    from core.models.hub_download import fetch

    fetch_matting_alone(profile.defaults.matting_model, settings.weights_dir, report)
    fetch(profile, report)
    for ref, located in disk_state(profile, settings):
        if located is None:
            raise ModelMissingError(
                f"The {ref.role} model {ref.name} of {profile.name} is not on this machine."
            )


def fetch_matting_alone(name: str, folder: Path, report: Report) -> None:
    """Download and check one cut-out model; raises as ``fetch_all`` does."""
    fetch_matting(name, folder, lambda model, done, total: report(done, total, model))


def fetch_depth_alone(name: str, report: Report) -> None:
    """Download and check one of ``DEPTH_MODELS``; raises as ``fetch_all`` does."""
    from core.models.hub_download import fetch_model

    fetch_model(DEPTH_MODELS[name], report)


class Downloads:
    """One download at a time; a second one waits. ``on_done`` is called after each, come well or ill."""

    def __init__(
        self,
        settings: Settings,
        on_done: Callable[[], object],
        fetch: Fetch = fetch_all,
        fetch_matting: FetchMatting = fetch_matting_alone,
        fetch_depth: FetchDepth = fetch_depth_alone,
    ) -> None:
        self.settings, self._on_done = settings, on_done
        self._fetch, self._fetch_matting, self._fetch_depth = fetch, fetch_matting, fetch_depth
        self._lock, self._turn = Lock(), Lock()
        self._known: dict[str, Download] = {}
        self._stops: dict[str, Event] = {}

    def start(self, wanted: ModelProfile | MattingModel) -> None:
        """Begin with a profile's models or a single cut-out model, unless that goes on already."""
        if isinstance(wanted, ModelProfile):
            fetch: Callable[[Report], None] = lambda report: self._fetch(wanted, self.settings, report)  # noqa: E731
            self._begin(wanted.name, wanted.title, fetch)
        else:
            folder = self.settings.weights_dir
            self._begin(
                wanted.name, wanted.name, lambda report: self._fetch_matting(wanted.name, folder, report)
            )

    def start_named(self, name: str) -> None:
        """Begin with a profile's models or one cut-out or depth model; raises ``ProfileError`` for a name
        that is none of theirs."""
        if name in DEPTH_MODELS and name not in all_profiles(self.settings):
            self.start_depth(name)
        else:
            self.start(MATTING_MODELS.get(name) or resolve_profile(name, self.settings))

    def start_depth(self, name: str) -> None:
        """Begin with the depth model of that name in ``DEPTH_MODELS``, unless that goes on already."""
        self._begin(name, name, lambda report: self._fetch_depth(name, report))

    def cancel(self, name: str) -> None:
        """Stop that download where it goes on or waits; of a hub's model, what came is kept to go on from."""
        with self._lock:
            known = self._known.get(name)
            if known is not None and known.active:
                self._stops[name].set()

    def states(self) -> Mapping[str, Download]:
        """All downloads since the studio was opened, by the name that was asked for."""
        with self._lock:
            return dict(self._known)

    def _begin(self, name: str, title: str, fetch: Callable[[Report], None]) -> None:
        with self._lock:
            known = self._known.get(name)
            if known is not None and known.active:
                return
            self._known[name] = Download(profile=name, status="waiting")
            stop = self._stops[name] = Event()
        # A daemon: what it has not checked yet never has its final name, and it continues another time.
        Thread(target=self._run, args=(name, title, fetch, stop), name=f"fetch {name}", daemon=True).start()

    def _run(self, name: str, title: str, fetch: Callable[[Report], None], stop: Event) -> None:
        arrival = TransferRate()

        def report(done: int, total: int, model: str) -> None:
            if stop.is_set():
                raise CancelledError(f"The download of {title} was stopped.")
            left = arrival.seconds_left(model, done, total)
            self._change(name, status="running", model=model, done=done, total=total, seconds_left=left)

        with self._turn:
            try:
                report(0, 0, "")
                fetch(report)
            except CancelledError:
                self._change(name, status="cancelled")
            except StudioError as error:
                self._change(name, status="failed", problem=str(error))
            # Whatever else a library raises must not leave the page waiting for ever.
            except Exception as error:
                said = f"{title} could not be fetched ({type(error).__name__}: {error})."
                self._change(name, status="failed", problem=said)
            else:
                self._change(name, status="finished")
        self._on_done()

    def _change(self, name: str, **changes: object) -> None:
        with self._lock:
            self._known[name] = replace(self._known[name], **changes)  # pyright: ignore[reportArgumentType]

"""Downloads of models by name, in the foreground or in the background, with how far they are."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Event, Lock, Thread
from typing import Literal

from core.errors import CancelledError, ModelMissingError, StudioError
from core.models.download_sources import OnBytes
from core.models.local import disk_state
from core.models.matting_models import MATTING_MODELS, MattingModel
from core.models.matting_weights import fetch_matting
from core.models.profile import ModelProfile, ModelRef
from core.models.profiles import DEPTH_MODELS, all_profiles, resolve_profile
from core.settings import Settings

Fetchable = ModelProfile | MattingModel | ModelRef
"""All models of a profile, or one cut-out or depth model."""
Fetch = Callable[[Fetchable, Settings, OnBytes], None]

SETTLED_SECONDS = 3.0
"""How long a download goes on before its pace tells when it ends."""


@dataclass(frozen=True, kw_only=True)
class Download:
    """The download of one profile, or of one cut-out or depth model: ``model`` is being fetched, ``done`` of
    its ``total`` bytes are here; ``seconds_left`` until that model is here at the pace so far, ``None`` where
    it is too early to tell; ``problem`` is the sentence of what stopped it, ``None`` where the user did."""

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


def fetchable(name: str, settings: Settings) -> Fetchable:
    """What ``name`` means to the one who asks for a download: a cut-out model, a profile, or a depth model
    whose name no profile has. Raises ``ProfileError`` for any other name."""
    if name in MATTING_MODELS:
        return MATTING_MODELS[name]
    if name in DEPTH_MODELS and name not in all_profiles(settings):
        return DEPTH_MODELS[name]
    return resolve_profile(name, settings)


def fetch(models: Fetchable, settings: Settings, on_bytes: OnBytes) -> None:
    """Download and check the models, of a profile its cut-out model first.

    Raises ``ModelMissingError`` where one did not come, ``DiskFullError``, ``OutputPathError``.
    """
    from core.models import hub_download

    if isinstance(models, MattingModel):
        fetch_matting(models.name, settings.weights_dir, on_bytes)
        return
    if isinstance(models, ModelRef):
        hub_download.fetch_model(models, on_bytes)
        return
    fetch_matting(models.defaults.matting_model, settings.weights_dir, on_bytes)
    hub_download.fetch(models, on_bytes)
    for ref, located in disk_state(models, settings):
        if located is None:
            raise ModelMissingError(
                f"The {ref.role} model {ref.name} of {models.name} is not on this machine."
            )


class Downloads:
    """One download at a time; a second one waits. ``on_done`` is called after each, come well or ill."""

    def __init__(self, settings: Settings, on_done: Callable[[], object], fetch: Fetch = fetch) -> None:
        self.settings, self._on_done, self._fetch = settings, on_done, fetch
        self._lock, self._turn = Lock(), Lock()
        self._known: dict[str, Download] = {}
        self._stops: dict[str, Event] = {}

    def start(self, name: str) -> None:
        """Begin with a profile's models or one cut-out or depth model, unless that goes on already.

        Raises ``ProfileError`` for a name that is none of theirs.
        """
        models = fetchable(name, self.settings)
        with self._lock:
            known = self._known.get(name)
            if known is not None and known.active:
                return
            self._known[name] = Download(profile=name, status="waiting")
            stop = self._stops[name] = Event()
        # A daemon: what it has not checked yet never has its final name, and it continues another time.
        Thread(target=self._run, args=(name, models, stop), name=f"fetch {name}", daemon=True).start()

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

    def _run(self, name: str, models: Fetchable, stop: Event) -> None:
        rate = TransferRate()
        title = models.title if isinstance(models, ModelProfile) else name

        def change(**changes: object) -> None:
            with self._lock:
                self._known[name] = replace(self._known[name], **changes)  # pyright: ignore[reportArgumentType]

        def on_bytes(model: str, done: int, total: int) -> None:
            if stop.is_set():
                raise CancelledError(f"The download of {title} was stopped.")
            left = rate.seconds_left(model, done, total)
            change(status="running", model=model, done=done, total=total, seconds_left=left)

        with self._turn:
            try:
                on_bytes("", 0, 0)
                self._fetch(models, self.settings, on_bytes)
            except CancelledError:
                change(status="cancelled")
            except StudioError as error:
                change(status="failed", problem=str(error))
            # Whatever else a library raises must not leave the page waiting for ever.
            except Exception as error:
                problem = f"{title} could not be fetched ({type(error).__name__}: {error})."
                change(status="failed", problem=problem)
            else:
                change(status="finished")
        self._on_done()

"""Downloads of models in the background, with how far they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Lock, Thread
from typing import Literal

from core.errors import ModelMissingError, StudioError
from core.hub import disk_state
from core.profile_model import ModelProfile
from core.settings import Settings
from core.weights import fetch_matting

Report = Callable[[int, int, str], object]
"""Told the bytes that are there, the bytes there will be, and the model's name."""
Fetch = Callable[[ModelProfile, Settings, Report], None]


@dataclass(frozen=True, kw_only=True)
class Download:
    """One profile's download: ``model`` is being fetched, ``done`` of its ``total`` bytes are here;
    ``problem`` is the sentence of what stopped it."""

    profile: str
    status: Literal["waiting", "running", "finished", "failed"]
    model: str = ""
    done: int = 0
    total: int = 0
    problem: str | None = None

    @property
    def active(self) -> bool:
        """Whether it is still going on."""
        return self.status in ("waiting", "running")


def fetch_all(profile: ModelProfile, settings: Settings, report: Report) -> None:
    """Download and check all models of a profile, its cut-out model first.

    Raises ``ModelMissingError`` where one did not come, ``OutputError`` where the disk is full.
    """
    from core.hub_fetch import fetch

    matting = profile.defaults.matting_model
    fetch_matting(matting, settings.weights_dir, lambda name, done, total: report(done, total, name))
    fetch(profile, report)
    for ref, located in disk_state(profile, settings):
        if located is None:
            raise ModelMissingError(
                f"The {ref.role} model {ref.name} of {profile.name} is not on this machine."
            )


class Downloads:
    """One download at a time; a second one waits. ``on_done`` is called after each, come well or ill."""

    def __init__(self, settings: Settings, on_done: Callable[[], object], fetch: Fetch = fetch_all) -> None:
        self.settings, self._on_done, self._fetch = settings, on_done, fetch
        self._lock, self._turn = Lock(), Lock()
        self._known: dict[str, Download] = {}

    def start(self, profile: ModelProfile) -> None:
        """Begin, unless this profile's download goes on already."""
        with self._lock:
            known = self._known.get(profile.name)
            if known is not None and known.active:
                return
            self._known[profile.name] = Download(profile=profile.name, status="waiting")
        # A daemon: what it has not checked yet never has its final name, and it continues another time.
        Thread(target=self._run, args=(profile,), name=f"fetch {profile.name}", daemon=True).start()

    def states(self) -> Mapping[str, Download]:
        """All downloads since the studio was opened, by profile."""
        with self._lock:
            return dict(self._known)

    def _run(self, profile: ModelProfile) -> None:
        def report(done: int, total: int, name: str) -> None:
            self._change(profile, status="running", model=name, done=done, total=total)

        with self._turn:
            try:
                self._fetch(profile, self.settings, report)
            except StudioError as error:
                self._change(profile, status="failed", problem=str(error))
            # Whatever else a library raises must not leave the page waiting for ever.
            except Exception as error:
                said = f"{profile.title} could not be fetched ({type(error).__name__}: {error})."
                self._change(profile, status="failed", problem=said)
            else:
                self._change(profile, status="finished")
        self._on_done()

    def _change(self, profile: ModelProfile, **changes: object) -> None:
        with self._lock:
            self._known[profile.name] = replace(self._known[profile.name], **changes)  # pyright: ignore[reportArgumentType]

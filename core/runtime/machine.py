"""What this machine is and has, found without torch while a page waits for it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock, Thread

from core.errors import StudioError
from core.models.missing import MissingModel, missing_models
from core.models.profile import ModelProfile
from core.models.profiles import default_profile_name
from core.runtime.device import Device, choose_device
from core.runtime.devices import cuda_devices
from core.settings import Settings

LOOKING = "looking …"
DISK_SECONDS = 5.0
"""How long what lies on disk is believed to lie there still."""


@dataclass(frozen=True, kw_only=True)
class ProfileState:
    """A profile and what of it is missing here; nothing is where it can be used at once."""

    profile: ModelProfile
    missing: tuple[MissingModel, ...]

    @property
    def ready(self) -> bool:
        """Whether all its models are on this machine."""
        return not self.missing

    @property
    def missing_mb(self) -> int:
        """What is still to be downloaded, in units of 10⁶ bytes."""
        return sum(model.size_mb for model in self.missing)


@dataclass(frozen=True, kw_only=True)
class Machine:
    """This machine's hardware, its disk and which profiles it can paint with.

    ``device`` is its name for the user (``looking …`` until torch has told), ``kind`` cuda, mps or cpu
    (``None`` until then), ``free_disk_gb`` in 10⁹ bytes where the data lie; ``profiles`` by name.
    """

    device: str
    kind: str | None
    cores: int
    free_disk_gb: float
    default_profile: str
    profiles: Mapping[str, ProfileState] = field(default_factory=dict[str, ProfileState])


class MachineProbe:
    """Looks for the device in the background, and at the disk at most every few seconds."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._device: Device | StudioError | None = None
        self._states: dict[str, tuple[float, ProfileState]] = {}

    def look(self, wait: Callable[[], bool] = lambda: True) -> None:
        """Begin to ask torch for the device, in a thread of its own, once ``wait`` returns true."""

        def ask() -> None:
            if wait():
                try:
                    self._device = choose_device(self.settings.device)
                except StudioError as error:
                    self._device = error

        Thread(target=ask, name="device", daemon=True).start()

    def found(self, device: Device) -> None:
        """Take ``device``, which a pipeline already computes on, without asking torch."""
        self._device = device

    @property
    def device(self) -> tuple[str, str | None]:
        """Its name, or what went wrong, and its kind where it is known."""
        if self._device is None:
            return LOOKING, None
        if isinstance(self._device, StudioError):
            return str(self._device), None
        return self._device.name, self._device.kind

    @property
    def known_device(self) -> Device | None:
        """The device, once torch has told of one."""
        return self._device if isinstance(self._device, Device) else None

    @property
    def default_profile(self) -> str:
        """The name of the profile for a user who chose none; costs milliseconds."""
        kind = self.device[1]
        cuda = kind == "cuda" if kind else expects_cuda(self.settings.device)
        return default_profile_name(cuda)

    def state(self, profile: ModelProfile) -> ProfileState:
        """What of the profile lies on this disk."""
        with self._lock:
            at, known = self._states.get(profile.name, (0.0, None))
        if known is not None and time.monotonic() - at < DISK_SECONDS:
            return known
        found = ProfileState(profile=profile, missing=missing_models(profile, self.settings))
        with self._lock:
            self._states[profile.name] = (time.monotonic(), found)
        return found

    def forget_disk(self) -> None:
        """Look again at the next question, since something was downloaded."""
        with self._lock:
            self._states.clear()

    def free_disk_gb(self) -> float:
        """In 10⁹ bytes, where the data lie or will lie."""
        folder = next(
            path for path in (self.settings.data_dir, *self.settings.data_dir.parents) if path.exists()
        )
        return shutil.disk_usage(folder).free / 1e9

    def machine(self, profiles: Mapping[str, ModelProfile]) -> Machine:
        """The machine as it stands, with what of ``profiles``, by name, lies on its disk."""
        device, kind = self.device
        return Machine(
            device=device,
            kind=kind,
            cores=cores(),
            free_disk_gb=self.free_disk_gb(),
            default_profile=self.default_profile,
            profiles=_States(self, profiles),
        )


class _States(Mapping[str, ProfileState]):
    """The states of profiles by name, each looked up when it is asked for: most pages want one or none."""

    def __init__(self, probe: MachineProbe, profiles: Mapping[str, ModelProfile]) -> None:
        self._probe, self._profiles = probe, profiles

    def __getitem__(self, name: str) -> ProfileState:
        return self._probe.state(self._profiles[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._profiles)

    def __len__(self) -> int:
        return len(self._profiles)


def cores() -> int:
    """Processor cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def expects_cuda(wanted: str | None) -> bool:
    """Whether torch will say that there is a CUDA device, without the seconds its import takes. ``wanted`` is
    the device that the user set, which decides."""
    return cuda_devices() > 0 if wanted is None else wanted.startswith("cuda")

"""The models that look at a photo: cut-out and depth, each loaded once on first use."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import RLock

from core.errors import ModelMissingError
from core.models.local import LocalModel, locate
from core.models.matting_weights import WeightsFile, matting_path
from core.models.profile import ModelProfile
from core.runtime.device import Device, choose_device
from core.settings import Settings
from core.stages.depth import DepthEstimator
from core.stages.matting import Matting

MakeMatting = Callable[[str, Path], Matting]
MakeDepth = Callable[[Path, Device], DepthEstimator]


class PhotoModels:
    """Cut-out and depth models by name and place. For any number of threads at a time.

    ``device`` is chosen by ``settings`` when it is first needed, where none is given; ``make_matting`` and
    ``make_depth`` build a model, without reading its weights yet.
    """

    def __init__(
        self,
        settings: Settings,
        device: Device | None = None,
        *,
        make_matting: MakeMatting = Matting,
        make_depth: MakeDepth = DepthEstimator,
    ) -> None:
        self.settings = settings
        self._device = device
        self._make_matting, self._make_depth = make_matting, make_depth
        self._mattings: dict[str, tuple[str, Matting]] = {}
        self._depths: dict[Path, tuple[str, DepthEstimator]] = {}
        self._lock = RLock()

    @cached_property
    def device(self) -> Device:
        """What the depth models run on; raises as ``choose_device`` does."""
        with self._lock:
            return self._device or choose_device(self.settings.device)

    def matting_revision(self, name: str) -> str:
        """Tells the weights of a cut-out model from others in their place: the file's time in ns, empty where
        there is none."""
        weights = self.matting_weights(name)
        return "" if weights is None else str(weights.changed)

    def matting_weights(self, name: str) -> WeightsFile | None:
        """The cut-out model's file as it is now; ``None`` where there is none."""
        path = matting_path(name, self.settings.weights_dir)
        return WeightsFile.at(path) if path.is_file() else None

    def matting(self, name: str) -> Matting:
        """The cut-out model of that name, read anew where other weights lie in its place by now."""
        revision = self.matting_revision(name)
        with self._lock:
            if name not in self._mattings or self._mattings[name][0] != revision:
                self._mattings[name] = (revision, self._make_matting(name, self.settings.weights_dir))
            return self._mattings[name][1]

    def depth(self, model: LocalModel) -> DepthEstimator:
        """The depth model, read anew where another one lies in its folder by now."""
        revision = depth_revision(model)
        with self._lock:
            if model.path not in self._depths or self._depths[model.path][0] != revision:
                self._depths[model.path] = (revision, self._make_depth(model.path, self.device))
            return self._depths[model.path][1]

    @property
    def depth_folders(self) -> tuple[Path, ...]:
        """Where the depth models lie that are held now."""
        with self._lock:
            return tuple(self._depths)

    def release(self) -> None:
        """Let go of all models; they are loaded again when a photo asks for them."""
        with self._lock:
            self._mattings.clear()
            self._depths.clear()

    def keep_depth_of(self, profile: ModelProfile) -> None:
        """Let go of the depth models that ``profile`` does not take by itself; a photo that asks for one of
        them has it loaded again, and a thread that looks through one at this moment finishes looking."""
        kept: Path | None = None
        if profile.control == "depth" and profile.depth is not None:
            with suppress(ModelMissingError):
                kept = locate(profile.depth, self.settings).path
        with self._lock:
            self._depths = {folder: model for folder, model in self._depths.items() if folder == kept}


def depth_revision(model: LocalModel) -> str:
    """The model's commit, or the times of its files where the user put it there: those are not hashed."""
    return model.revision or str(sorted(file.stat().st_mtime_ns for file in model.path.iterdir()))

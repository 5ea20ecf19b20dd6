"""One worker of the cluster as its engine sees it: begun, sent jobs, stopped, let go."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.engine.jobs import Job
from core.engine.ray.worker import MakeGenerators, PictureWorker, Told, look
from core.errors import EngineError
from core.models.resolved import ResolvedProfile
from core.runtime.processor import instruction_variables
from core.settings import PRIVATE_ENVIRONMENT, ROOT, Settings
from core.version import APP_VERSION

READY_SECONDS = 0.5
"""How often a lane that waits for its worker asks whether it is still wanted."""


class LostError(Exception):
    """The worker is gone, and its picture with it; Ray brings another one."""


class Share:
    """What one worker takes of the cluster, and how many there may be."""

    def __init__(self, settings: Settings) -> None:
        import ray

        has: Mapping[str, float] = ray.cluster_resources()
        self.gpu = int(has.get("GPU", 0)) > 0
        self.most = settings.ray_workers or max(1, int(has.get("GPU" if self.gpu else "CPU", 1)))

    @property
    def options(self) -> dict[str, float]:
        """A worker's, for Ray to find a place with."""
        return {"num_cpus": 1, "num_gpus": 1} if self.gpu else {"num_cpus": 1}


def environment() -> dict[str, str]:
    """What a worker's process finds set: this program's own folder to import from, and all that decides
    pixels as it is here. An empty number of threads is as none."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    names = (*PRIVATE_ENVIRONMENT, "OMP_WAIT_POLICY", "STUDIO_DEVICE", "RAY_USAGE_STATS_ENABLED")
    return {
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", ""),
        **{name: os.environ[name] for name in names if name in os.environ},
        **instruction_variables(),
    }


def for_workers(settings: Settings) -> Settings:
    """The settings as workers need them, who neither read nor write what is recorded, and see no graphics
    card but the one that Ray gives them."""
    kind = None if settings.device is None else settings.device.split(",")[0].strip().partition(":")[0]
    return replace(settings, database_url=None, mlflow_uri=None, device=kind)


class Lane:
    """One worker, of an engine's thread. ``key`` tells which weights it has, ``None`` none yet."""

    def __init__(
        self, settings: Settings, make: MakeGenerators, share: Share, preload: ResolvedProfile | None
    ) -> None:
        import ray

        self.key: object = None if preload is None else preload.generator_key
        self.ready = False
        options: dict[str, Any] = {
            **share.options,
            "max_restarts": -1,
            "max_task_retries": 0,
            "concurrency_groups": {"aside": 1},
            "runtime_env": {"env_vars": environment()},
        }
        worker: Any = ray.remote(**options)(PictureWorker)
        self._actor = worker.remote(for_workers(settings), make, preload)
        self._call, self._making = 0, False

    def wait(self, wanted: Callable[[], bool]) -> bool:
        """Wait until the worker stands; ``False`` where it is not ``wanted`` any more. Raises
        ``EngineError`` where there will be none."""
        import ray
        from ray.exceptions import ActorUnavailableError, RayError

        self.ready = False
        while wanted():
            try:
                asked = self._actor.ready.remote()
                while not ray.wait([asked], timeout=READY_SECONDS)[0]:
                    if not wanted():
                        return False
                version, _ = ray.get(asked)
            except ActorUnavailableError:  # being brought back
                continue
            except RayError as error:
                raise EngineError(_stillborn(error)) from error
            if version != APP_VERSION:
                raise EngineError(
                    f"The cluster's machines have version {version} of the studio and this one has "
                    f"{APP_VERSION}; install the same one everywhere."
                )
            self.ready = True
            return True
        return False

    def make(self, job: Job, photo: bytes, known: Any, watched: bool) -> Iterator[Told]:
        """What the worker tells of the job; ``known`` is a reference to what was worked out ahead. Raises
        ``LostError``."""
        import ray
        from ray.exceptions import RayError

        call = self._actor.make.options(num_returns="streaming")
        self._call, self._making = self._call + 1, True
        try:
            for told in call.remote(job, photo, known, self._call, watched=watched):
                yield ray.get(told)
            self.key = job.profile.generator_key
        except RayError as error:
            raise LostError(str(error)) from error
        finally:
            self._making = False

    def stop(self) -> None:
        """Stop what the worker is making, at its next step or stage. For any thread."""
        # Ray's own cancelling ends the stream at once, and may leave the worker at its picture: the next one
        # would wait for that.
        if self._making:
            self._actor.stop.options(concurrency_group="aside").remote(self._call)

    def watch(self) -> None:
        """Somebody looks on."""
        self._actor.watch.options(concurrency_group="aside").remote()

    def end(self) -> None:
        """Let the worker go."""
        import ray

        ray.kill(self._actor)


def look_ahead(settings: Settings, job: Job, photo: bytes, *, with_depth: bool) -> Any:
    """Have a photo looked at by a processor that is free; a reference to what a worker then ``knows``."""
    import ray

    task = ray.remote(look).options(num_cpus=1, max_retries=0, runtime_env={"env_vars": environment()})
    return task.remote(for_workers(settings), photo, job.request, job.profile, with_depth)


def _stillborn(error: Exception) -> str:
    text = " ".join(str(error).split())
    if "No module named" in text:
        return (
            f"The cluster's machines cannot start a worker; put this version of the studio in {ROOT} on "
            "each, with the same requirements installed."
        )
    return f"The cluster cannot start a worker: {text[:300].rstrip('.')}."

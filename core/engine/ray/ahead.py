"""Cut-outs and depth of the next photos, by whichever processor of the cluster is free meanwhile."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from core.engine.jobs import Job
from core.engine.ray.lane import Share, look_ahead
from core.errors import StudioError
from core.settings import Settings

KEPT = 16
"""Photos whose findings are held for those who come to them later."""

DECIDES = {
    "canvas", "decontaminate", "depth_scope", "keep_small_parts", "keep_source_alpha", "margin",
    "matte_detail", "matte_feather", "matte_grow", "matte_threshold", "matting_model", "max_side", "pose",
}  # fmt: skip
"""Of a request, for what is found in its photo."""

Key = tuple[object, ...]


class Ahead:
    """What was found in photos ahead of their turn. For any number of threads at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._lock = settings, Lock()
        self._asked: OrderedDict[Key, Any] = OrderedDict()
        self._seen: OrderedDict[str, None] = OrderedDict()

    def look(self, jobs: Iterable[Job], photo_of: Callable[[Job], bytes], share: Share) -> None:
        """Have the photos of ``jobs`` looked at, each once; those that cannot be read are left to their
        workers."""
        for job in jobs:
            with self._lock:
                if job.id in self._seen:
                    continue
                self._remember(self._seen, job.id, None)
            try:
                photo = photo_of(job)
            except StudioError:
                continue
            key = key_of(job, photo)
            with self._lock:
                if key not in self._asked:
                    # A graphics card measures depth otherwise than a processor: its worker does so itself.
                    task = look_ahead(self._settings, job, photo, with_depth=not share.gpu)
                    self._remember(self._asked, key, task)

    def known(self, job: Job, photo: bytes) -> Any:
        """A reference to what was found in the photo; ``None`` where that is not done yet: no worker
        waits for one that may never be free."""
        import ray

        key = key_of(job, photo)
        with self._lock:
            task = self._asked.get(key)
            if task is None:
                return None
            if ray.wait([task], timeout=0)[0]:
                return task
            del self._asked[key]
        ray.cancel(task)
        return None

    def forget(self) -> None:
        """Nothing is known any more: the machine that kept it may be gone."""
        with self._lock:
            self._asked.clear()

    @staticmethod
    def _remember(held: OrderedDict[Any, Any], key: object, value: Any) -> None:
        held[key] = value
        while len(held) > KEPT:
            held.popitem(last=False)


def key_of(job: Job, photo: bytes) -> Key:
    """What decides a photo's cut-out and depth."""
    values, profile = job.request.model_dump(include=DECIDES), job.profile
    return (hashlib.sha256(photo).hexdigest(), profile.control, repr(profile.depth), *values.values())

"""What further subjects take at full size: seconds, and memory above what stands before the picture.

``python -m bench.subjects`` makes pictures of 6000×4000 px with one to six subjects, each of a photo of
that size with a transparency of its own, on a picture of one's own of that size; each in a process of its
own, so that a peak is that picture's. It fails where a subject's pixel differs from its photo's, where a
picture takes more than 2 GB above what stood before it, or where a further subject takes more than its photo
and matte do, and what is between.
"""

import argparse
import hashlib
import io
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.models.profiles import PROFILES, SCENE_PROFILE
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import ScenePipeline
from core.request import GenerationRequest
from core.settings import Settings

PLACES = (
    "0.3,0.6,0.4", "0.6,0.65,0.4", "0.8,0.7,0.4", "0.2,0.72,0.3", "0.45,0.74,0.3", "0.7,0.76,0.3",
)  # fmt: skip
MOST_GB = 2.0
"""Above what the process holds before the picture."""
MORE_GB = 0.45
"""What a further subject may take: its photo and matte in the frame's size, twice, and what is between."""


@dataclass(frozen=True)
class Made:
    """A picture: its seconds by wall clock and of the processor, GB above what stood before, and how far a
    subject's pixels are from its photo's at most, in levels."""

    subjects: int
    seconds: float
    processor: float
    above_gb: float
    difference: int


def main() -> None:
    """Measure, print, and fail where a bound is passed."""
    parser = argparse.ArgumentParser(prog="python -m bench.subjects", description=__doc__)
    parser.add_argument("--size", default="6000x4000", metavar="WxH", help="px; 600x400 rehearses it")
    parser.add_argument("--subjects", type=int, nargs="+", default=[1, 3, 6], metavar="N", help="at most 6")
    arguments = parser.parse_args()
    width, height = map(int, arguments.size.split("x"))
    made = list[Made]()
    for subjects in arguments.subjects:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            made.append(alone.submit(picture, subjects, width, height).result())
        one = made[-1]
        print(
            f"{one.subjects} subjects at {width}×{height}: {one.seconds:.1f} s, {one.processor:.1f} s of the "
            f"processor, {one.above_gb:.2f} GB above, law {one.difference}",
            flush=True,
        )
    further = made[-1].subjects - made[0].subjects
    more = (made[-1].above_gb - made[0].above_gb) / further if further else 0.0
    print(f"each further subject: {more:.2f} GB")
    wrong = any(one.difference or one.above_gb > MOST_GB for one in made) or more > MORE_GB
    sys.exit(1 if wrong else 0)


def picture(subjects: int, width: int, height: int) -> Made:
    """One picture, after a small one that has imported all that it needs."""
    with tempfile.TemporaryDirectory() as folder:
        pipeline = ScenePipeline(Analysis(Settings(data_dir=Path(folder), device="cpu")))
        _make(pipeline, _photos(subjects, 240, 160), _own(240, 160), "240x160")
        photos, own = _photos(subjects, width, height), _own(width, height)
        before, began, worked = _resident_gb(), time.perf_counter(), time.process_time()
        difference = _make(pipeline, photos, own, f"{width}x{height}")
        seconds, processor = time.perf_counter() - began, time.process_time() - worked
        return Made(subjects, seconds, processor, _of_status("VmHWM") - before, difference)


def _make(pipeline: ScenePipeline, photos: list[bytes], own: bytes, canvas: str) -> int:
    """Make one picture; how far a subject's pixels are from its photo's at most."""
    rows = zip(photos[1:], PLACES[1:], strict=False)
    request = GenerationRequest.for_profile(
        PROFILES[SCENE_PROFILE],
        prompt="my own picture",
        seed=1,
        canvas=canvas,
        place=PLACES[0],
        background={"kind": "picture", "picture": _sha(own)},
        also=[{"photo": _sha(photo), "place": place} for photo, place in rows],
    )
    made = pipeline.generate(
        request,
        photos[0],
        profile=ResolvedProfile.of(PROFILES[SCENE_PROFILE]),
        own_picture=own,
        also_photos=tuple(photos[1:]),
    )
    return max(made.subject_max_difference, *made.scene.get("subject_differences", [0]))


def _photos(subjects: int, width: int, height: int) -> list[bytes]:
    """Photos of an upright thing with a soft edge, each of another colour."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    inside = np.minimum(0.15 * width - abs(x - width / 2), 0.4 * height - abs(y - height / 2))
    alpha = np.clip(inside * 80 + 128, 0, 255).astype(np.uint8)
    ramp = (x * 90 / width + y * 120 / height).astype(np.uint8)
    photos = list[bytes]()
    for number in range(subjects):
        bands = [ramp, np.full_like(ramp, 60 + 30 * number), 255 - ramp]
        photos.append(_png(np.dstack([*bands[number % 3 :], *bands[: number % 3], alpha])))
    return photos


def _own(width: int, height: int) -> bytes:
    y = np.linspace(230, 90, height, dtype=np.uint8)[:, None]
    return _png(np.dstack([np.broadcast_to(y, (height, width))] * 3))


def _png(pixels: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _resident_gb() -> float:
    """What the process holds now, whose highest is counted from here on (Linux, ``proc(5)``)."""
    Path("/proc/self/clear_refs").write_text("5")
    return _of_status("VmRSS")


def _of_status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024 / 1e9


if __name__ == "__main__":
    main()

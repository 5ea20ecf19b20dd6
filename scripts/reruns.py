"""Makes thirty pictures in one process and again in others: `python -m scripts.reruns [FOLDER]`.

Ten are scenes, ten of the profile mini, ten of photos with their own alpha or of an odd format. They are made
again in processes with one thread, with two, and as on a processor without AVX-512; each has to be identical,
or the record has to say why it is not.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from core.models.profiles import PROFILES
from core.request import GenerationRequest
from core.settings import Settings, keep_private, share_cores
from core.studio import Studio
from scripts.hostile import disc, encoded, room

SIDE = 384
OWNER = "reruns"
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "one thread": {"OMP_NUM_THREADS": "1"},
    "two threads": {"OMP_NUM_THREADS": "2"},
    "AVX2": {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2"},
}
KINDS = ("beach", "kitchen", "white studio", "forest", "marble table", "street", "desert", "paper", "garden",
         "wooden floor")  # fmt: skip
MINI: tuple[Mapping[str, Any], ...] = (
    {},
    {"scheduler": "EulerAncestralDiscrete"},
    {"scheduler": "DDIM", "eta": 1.0},
    {"controlnet_conditioning_scale": 0.4},
    {"guidance_scale": 3.0},
    {"margin": 0.2},
    {"strength": 0.8, "depth_scope": "subject"},
    {"prompt": "a (wooden:1.3) table, soft light", "decontaminate": False},
    {"negative_prompt": "", "matte_detail": "fine"},
    {"max_side": 256, "control_guidance_end": 0.6},
)


def main(arguments: list[str]) -> int:
    """The program; 1 where one differs and nothing says why."""
    keep_private()
    share_cores()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(arguments[0]) if arguments else Path(name)
        make(replace(Settings.from_environment(), data_dir=folder / "data"))
        return 1 if sum([_again(folder, where, more) for where, more in ELSEWHERE.items()]) else 0


def make(settings: Settings) -> None:
    """Make the thirty pictures. Raises what the studio raises."""
    studio = Studio.open(settings, preload=False, mirror=False)
    for number, (name, photo, request) in enumerate(asked_for()):
        (run,) = studio.submit([request], photo, source_name=name, owner=OWNER)
        studio.wait(run)
        print(f"{number + 1:2} {request.profile:6} {name:14} {studio.runs.get(run).status.value}", flush=True)
    studio.close()


def asked_for() -> Iterator[tuple[str, bytes, GenerationRequest]]:
    """Name, bytes and request of each picture."""
    for seed, prompt in enumerate(KINDS):
        yield "disc.png", encoded(disc(SIDE), "PNG"), request("scene", prompt, seed)
    for seed, more in enumerate(MINI):
        yield "room.png", encoded(room(SIDE), "PNG"), request("mini", "a beach", seed, more)
    for seed, (name, photo) in enumerate(odd_photos().items()):
        yield name, photo, request("mini" if seed % 2 else "scene", "a kitchen", seed)


def request(profile: str, prompt: str, seed: int, more: Mapping[str, Any] | None = None) -> GenerationRequest:
    """A small picture in few steps."""
    few: dict[str, Any] = {
        "prompt": prompt,
        "seed": seed,
        "max_side": SIDE,
        **({"num_inference_steps": 3} if profile == "mini" else {}),
    }
    few |= {"scene_painter": "painted"} if profile == "scene" else {}
    return GenerationRequest.for_profile(PROFILES[profile], **(few | dict(more or {})))


def odd_photos() -> Mapping[str, bytes]:
    """Ten photos by name: own alpha of several kinds, and formats that are not usual."""
    cut, flat = disc(SIDE), room(SIDE)
    glass = cut.copy()
    glass.putalpha(cut.getchannel("A").point([level * 110 // 255 for level in range(256)]))
    grey = np.asarray(flat.convert("L"))
    turned = Image.Exif()
    turned[274] = 6
    return {
        "cutout.webp": encoded(cut, "WEBP", lossless=True),
        "soft.png": encoded(disc(SIDE, 30), "PNG"),
        "glass.png": encoded(glass, "PNG"),
        "cutout.tif": encoded(cut, "TIFF"),
        "palette.gif": encoded(cut, "GIF"),
        "deep.png": encoded(Image.fromarray(grey.astype(np.uint16) * 257), "PNG"),
        "cmyk.jpg": encoded(flat.convert("CMYK"), "JPEG"),
        "turned.jpg": encoded(flat, "JPEG", exif=turned),
        "cutout.avif": encoded(cut, "AVIF", quality=90),
        "float.tif": encoded(Image.fromarray((grey / 255).astype(np.float32)), "TIFF"),
    }


def _again(folder: Path, where: str, more: Mapping[str, str]) -> int:
    """Make all again in a process of that environment; how many differ and do not say why."""
    report = folder / f"{where.replace(' ', '_')}.csv"
    words = [sys.executable, "-m", "core", "rerun", "--all", "--verify", "--quiet", "--report", str(report)]
    environment = {**os.environ, **more, "STUDIO_DATA_DIR": str(folder / "data")}
    subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=False)
    rows = list(csv.DictReader(io.StringIO(report.read_text(encoding="utf-8-sig"))))
    unexplained = [row for row in rows if row["verdict"] != "identical" and not row["reasons"]]
    counts = ", ".join(f"{count} {verdict}" for verdict, count in Counter(r["verdict"] for r in rows).items())
    print(f"{where}: {counts}; {len(unexplained)} without a reason.", flush=True)
    for row in rows:
        if row["verdict"] != "identical":
            print(f"    {row['run'][:13]} {row['verdict']} {row['psnr']} {row['reasons']}", flush=True)
    return len(unexplained)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Renders scenes with subjects into shards on disk, each of one picture size, resumable.

A shard ``NNNN.npz`` holds ``image`` and ``backdrop`` N×H×W×3 (with and without the subject),
``depth`` and ``alpha`` N×H×W (all uint8), ``caption`` and ``family`` (N strings). Shard i depends on
(seed, i) alone, so any number of workers may share the work and a later run adds more without
touching what is there.
"""

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.options import BUCKETS, Options
from training.scenes import render
from training.scenes.words import caption
from training.subjects import place


def bytes_of(image: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """0…1 float to 0…255."""
    return np.round(np.clip(image, 0, 1) * 255).astype(np.uint8)


def make_shard(index: int, options: Options) -> dict[str, npt.NDArray[np.generic]]:
    """Render shard ``index``: every scene once, ``subjects_per_scene`` different subjects in it."""
    rng = np.random.default_rng([options.seed, index])
    height, width = BUCKETS[index % len(BUCKETS)]
    rows: dict[str, list[object]] = {
        name: [] for name in ("image", "backdrop", "depth", "alpha", "caption", "family")
    }
    for _ in range(options.shard):
        scene = render(rng, height, width)
        grain = rng.normal(0, rng.uniform(0, 0.006), scene.image.shape).astype(np.float32)
        scene.image = scene.image + grain
        for _ in range(options.subjects_per_scene):
            made = place(rng, scene)
            rows["image"].append(bytes_of(made.image))
            rows["backdrop"].append(bytes_of(made.backdrop))
            rows["depth"].append(bytes_of(made.depth))
            rows["alpha"].append(bytes_of(made.alpha))
            rows["caption"].append(caption(rng, scene.phrases, scene.details))
            rows["family"].append(scene.family)
    return {name: np.array(values) for name, values in rows.items()}


def render_all(options: Options, part: int = 0, parts: int = 1) -> None:
    """Render every missing shard of this worker's share."""
    folder = options.work / "scenes"
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(part, options.scenes // options.shard, parts):
        path = folder / f"{index:04d}.npz"
        if path.exists():
            continue
        waiting = path.with_suffix(f".{os.getpid()}.tmp")
        with waiting.open("wb") as file:
            np.savez(file, **make_shard(index, options))
        waiting.replace(path)
        print(f"shard {index} rendered", flush=True)


def shard_paths(options: Options) -> list[Path]:
    """The shards rendered so far, in order."""
    return sorted((options.work / "scenes").glob("[0-9]*.npz"))

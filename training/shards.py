"""Renders scenes with subjects into shards on disk, each of one picture size, resumable.

A shard ``NNNN.npz`` holds ``image`` and ``backdrop`` N×H×W×3 (with and without the subject),
``depth`` and ``alpha`` N×H×W (all uint8), ``words`` (N strings of JSON: phrases and details, of which
captions are drawn anew each time, and the product's kind or null) and ``family``. Shard i depends on
(seed, i) alone, so any number of workers may share the work and a later run adds more without touching
what is there.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.options import BUCKETS, Options
from training.scenes import FAMILIES, render
from training.scenes.camera import finish
from training.scenes.captioned import Scene
from training.scenes.kinds import kind_scene
from training.scenes.two import two_coloured
from training.subjects import Cutout, load_cutouts, place

MOST_PHOTOS = 0.15
"""Photographs of a family to one rendered scene of it, at most."""
NAMES = ("image", "backdrop", "depth", "alpha", "words", "family")


def bytes_of(image: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """0…1 float to 0…255."""
    return np.round(np.clip(image, 0, 1) * 255).astype(np.uint8)


def kept_share(family: str, photo_share: float, of_photos: Mapping[str, float]) -> float:
    """How many of a family's photographs are kept, where ``of_photos`` says how many of all photographs each
    family has: so many that there are at most ``MOST_PHOTOS`` of them to one rendered scene. Else every third
    desert would be the one dune that was photographed."""
    photographed = photo_share * of_photos.get(family, 0.0)
    rendered = (1 - photo_share) * FAMILIES[family][1] / sum(share for _, share in FAMILIES.values())
    return min(1.0, MOST_PHOTOS * rendered / photographed) if photographed else 1.0


def draw_scene(
    rng: np.random.Generator,
    size: tuple[int, int],
    photo_share: float,
    families: Sequence[str] = (),
    kind_share: float = 0.0,
) -> Scene:
    """A rendered scene, or one from photographs where they were fetched; seen through a camera. Of
    ``families`` only, where any are named. ``kind_share`` of the rendered ones are of the product's kinds."""
    from training.photos.scenes import family_shares, photo_scene

    scene = photo_scene(rng, *size) if rng.random() < photo_share else None
    if scene is not None and families and scene.family not in families:
        scene = None
    if scene is not None and rng.random() < kept_share(scene.family, photo_share, family_shares()):
        return scene
    family = chosen_family(rng, families or tuple(FAMILIES))
    scene = (kind_scene if rng.random() < kind_share else render)(rng, *size, family)
    if rng.random() < 0.7:
        scene.image = finish(rng, scene.image)
    return scene


def chosen_family(rng: np.random.Generator, families: Sequence[str]) -> str:
    """One of ``families``, by its share of all scenes."""
    shares = np.array([FAMILIES[family][1] for family in families])
    return str(rng.choice(list(families), p=shares / shares.sum()))


def make_shard(
    index: int, options: Options, cutouts: Sequence[Cutout] = ()
) -> dict[str, npt.NDArray[np.generic]]:
    """Render shard ``index``: every scene once, ``subjects_per_scene`` different subjects in it."""
    rng = np.random.default_rng([options.seed, index])
    size = BUCKETS[index % len(BUCKETS)]
    rows: dict[str, list[object]] = {name: [] for name in NAMES}
    coloured = index % options.two_colours_every == options.two_colours_every - 1
    for _ in range(options.shard):
        scene = (
            two_coloured(rng, *size)
            if coloured
            else draw_scene(rng, size, options.photo_share, options.families, options.kind_share)
        )
        for _ in range(options.subjects_per_scene):
            made = place(rng, scene, cutouts)
            for name in ("image", "backdrop", "depth", "alpha"):
                rows[name].append(bytes_of(getattr(made, name)))
            rows["words"].append(json.dumps(scene.words()))
            rows["family"].append(scene.family)
    return {name: np.array(values) for name, values in rows.items()}


def render_all(options: Options, part: int = 0, parts: int = 1, cutouts: Path | None = None) -> None:
    """Render every missing shard of this worker's share."""
    folder = options.work / "scenes"
    folder.mkdir(parents=True, exist_ok=True)
    known = load_cutouts(cutouts)
    for index in range(part, options.scenes // options.shard, parts):
        path = folder / f"{index:04d}.npz"
        if path.exists():
            continue
        waiting = path.with_suffix(f".{os.getpid()}.tmp")
        with waiting.open("wb") as file:
            np.savez(file, **make_shard(index, options, known))
        waiting.replace(path)
        print(f"shard {index} rendered", flush=True)


def shard_paths(options: Options) -> list[Path]:
    """The shards rendered so far, in order."""
    return sorted((options.work / "scenes").glob("[0-9]*.npz"))

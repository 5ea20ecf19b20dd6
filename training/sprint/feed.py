"""Renderer processes, which write fresh scenes in small files for as long as they are wanted.

``practice-R.npz``: ``ids`` N×K×77 int16 (captions' token numbers), ``looks`` N×256 float16, ``family`` N.
``scenes-I.npz``: N pictures of one size: ``image``, ``backdrop`` N×H×W×3, ``alpha``, ``control`` N×H×W (all
uint8), and ``ids``, ``looks``, ``family`` as above, ``kind`` N.
"""

import os
import time
from collections.abc import Sequence
from multiprocessing.context import SpawnProcess
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from transformers import CLIPTokenizer

from core.scenes.parts.canvas import Random
from training import text
from training.banks import kind
from training.latents import SUBJECT_SCOPE_SHARE
from training.options import BUCKETS, Options
from training.paraphrases import sentence
from training.scenes import FAMILIES, render
from training.scenes.captioned import Scene
from training.scenes.two import two_coloured
from training.shards import bytes_of, draw_scene
from training.subjects import Cutout, control_map, load_cutouts, place
from training.words import PRACTICE_SIDE, looks

CAPTIONS = 12
"""How many captions each scene gets; one of them is drawn whenever it is learned from."""
PLACES_SIDE = 64
WAITING = 400
"""So many files are left lying at most."""
FAMILY_NAMES = sorted(FAMILIES)
KINDS = [*FAMILY_NAMES, "studio of two colours"]
BUCKET_TURNS = (0, 1, 0, 2, 0, 3, 0, 4)
"""Which of ``BUCKETS`` one shard after the other takes: half of the pictures are square."""
Arrays = dict[str, npt.NDArray[np.generic]]


def start(options: Options, folder: Path, count: int, cutouts: Path | None) -> list[SpawnProcess]:
    """``count`` renderers at work. They are started anew instead of forked: OpenCV's threads do not outlive
    a fork, and the first call after it waits for them for ever."""
    processes = []
    for rank in range(count):
        process = SpawnProcess(target=feed, args=(rank, count, options, folder, cutouts), daemon=True)
        process.start()
        processes.append(process)
    return processes


def feed(rank: int, count: int, options: Options, folder: Path, cutouts: Path | None) -> None:
    """One renderer's life: its share of the practice, then every ``count``-th shard."""
    os.nice(5)
    cv2.setNumThreads(1)
    parent, tokenizer, subjects = os.getppid(), text.load_tokenizer(options), load_cutouts(cutouts)
    write(folder / f"practice-{rank:03d}.npz", practice(options, rank, count, tokenizer))
    index = rank
    while os.getppid() == parent:
        if len(list(folder.glob("scenes-*.npz"))) > WAITING:
            time.sleep(0.2)
            continue
        write(folder / f"scenes-{index:06d}.npz", shard(options, index, subjects, tokenizer))
        index += count


def write(path: Path, arrays: Arrays) -> None:
    """A file is there whole or not at all."""
    waiting = path.with_suffix(".tmp")
    with waiting.open("wb") as file:
        np.savez(file, **arrays)
    waiting.replace(path)


def captions(rng: Random, scene: Scene, tokenizer: CLIPTokenizer) -> npt.NDArray[np.int16]:
    """K×77 token numbers of as many captions of the scene."""
    said = [sentence(rng, scene.family, scene.words()) for _ in range(CAPTIONS)]
    return text.tokens(tokenizer, said).numpy().astype(np.int16)


def practice(options: Options, rank: int, count: int, tokenizer: CLIPTokenizer) -> Arrays:
    """This renderer's share of small scenes that are drawn for their words only: of two colours, and a fifth
    as many of all kinds."""
    rng = np.random.default_rng([options.seed, 12, rank])
    two, places = options.words_scenes // count, options.words_scenes // count // 5
    scenes = [two_coloured(rng, PRACTICE_SIDE, PRACTICE_SIDE) for _ in range(two)]
    scenes += [render(rng, PLACES_SIDE, PLACES_SIDE) for _ in range(places)]
    return {
        "ids": np.stack([captions(rng, scene, tokenizer) for scene in scenes]),
        "looks": np.stack([looks(bytes_of(scene.image)) for scene in scenes]).astype(np.float16),
        "family": np.array([FAMILY_NAMES.index(scene.family) for scene in scenes]),
    }


def shard(options: Options, index: int, cutouts: Sequence[Cutout], tokenizer: CLIPTokenizer) -> Arrays:
    """``sprint_shard`` scenes of one picture size, each with ``subjects_per_scene`` subjects."""
    rng = np.random.default_rng([options.seed, 13, index])
    size = BUCKETS[BUCKET_TURNS[index % len(BUCKET_TURNS)]]
    rows: dict[str, list[object]] = {}
    for _ in range(options.sprint_shard):
        coloured = rng.random() < 1 / options.two_colours_every
        scene = (
            two_coloured(rng, *size)
            if coloured
            else draw_scene(rng, size, options.photo_share, kind_share=options.kind_share)
        )
        said, seen = captions(rng, scene, tokenizer), looks(bytes_of(scene.image)).astype(np.float16)
        for _ in range(options.subjects_per_scene):
            made = place(rng, scene, cutouts)
            scope = "subject" if rng.random() < SUBJECT_SCOPE_SHARE else "frame"
            row = {
                "image": bytes_of(made.image),
                "backdrop": bytes_of(made.backdrop),
                "alpha": bytes_of(made.alpha),
                "control": bytes_of(control_map(made.depth, made.alpha, scope)),
                "ids": said,
                "looks": seen,
                "family": FAMILY_NAMES.index(scene.family),
                "kind": KINDS.index(kind(scene.family, {"phrases": scene.phrases})),
            }
            for name, value in row.items():
                rows.setdefault(name, []).append(value)
    return {name: np.array(values) for name, values in rows.items()}

"""Bakes the modelled things of ``core.scenes.modelled`` into pictures that can be lit anew:
`python -m scripts.bake [NAME …] [--wild] [--samples 4] [--out FOLDER]`.

Each thing is path-traced from ``PITCHES``, in ``SEEDS`` variants, under light from all around and from four
sides; what it takes from the ground's light is measured for eight sides. All of one thing goes into one WebP
and one entry of ``index.json``. For the maintainer: needs mitsuba and its denoiser; takes about half a minute
a thing on two cores. Without names, what is missing in the folder is baked. ``--wild`` bakes what grows wild,
from one side each.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from filelock import FileLock

from core.scenes.modelled import wild
from core.scenes.modelled.baking import bake
from core.scenes.modelled.catalogue import MODELS
from core.scenes.modelled.sprites import FOLDER
from core.scenes.modelled.wild_baking import bake_wild
from core.scenes.traced.backend import variant


def main(arguments: list[str]) -> int:
    """The program; 2 where mitsuba is missing."""
    parser = argparse.ArgumentParser(description="bake modelled things")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--samples", type=int, default=4)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--wild", action="store_true")
    given = parser.parse_args(arguments)
    if variant() is None:
        print("mitsuba and mitsuba-oidn are needed to bake.", file=sys.stderr)
        return 2
    out: Path = given.out or (wild.FOLDER if given.wild else FOLDER)
    out.mkdir(parents=True, exist_ok=True)
    have = wild.WILD if given.wild else MODELS
    names = given.names or [name for name in have if not _file(out, name).exists()]
    for name in names:
        start = time.perf_counter()
        packed, entry = bake_wild(name, given.samples) if given.wild else bake(MODELS[name], given.samples)
        _file(out, name).write_bytes(packed)
        _noted(out / "index.json", name, entry)
        print(f"{name}: {len(packed) / 1e3:.0f} kB in {time.perf_counter() - start:.1f} s", flush=True)
    return 0


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name.replace(' ', '_')}.webp"


def _noted(path: Path, name: str, entry: dict[str, Any]) -> None:
    # Several may bake at once.
    with FileLock(path.with_suffix(".lock")):
        known = json.loads(path.read_text()) if path.exists() else {}
        known[name] = entry
        path.write_text(json.dumps(dict(sorted(known.items())), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

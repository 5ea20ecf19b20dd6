"""The words of the commands that make many pictures."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.cli.also import add_also
from core.cli.backgrounds import add_backgrounds
from core.cli.options import NO_RECIPE, OWN_FIELDS, SCENE, add_option, count
from core.groups.grid import TEMPLATE as GRID_TEMPLATE
from core.groups.naming import TEMPLATE, WORDS
from core.request import GenerationRequest, description
from core.settings import MOST_TOGETHER

MAX_CELL = 2_048
"""Px of a cell that is drawn."""
_SOURCES = (
    "photos, folders, ZIP files, or manifests (.csv, .jsonl: photo, sentence, seed and any field; also names "
    "further subjects, such as mug.jpg@0.7,0.6,0.3 + pen.jpg; room is in per cent, from 0 to 1 the margin)"
)
_SENTENCE = "{a|b} makes one of each, __NAME__ one of each line of data/wordlists/NAME.txt"
_NAMES = ", ".join(f"{{{word}}}" for word in WORDS)


def add_group_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands on groups; ``add`` makes the parser of a command's name and help."""
    _add_grid(add("grid", help="vary one to three things in all combinations, drawn as labelled sheets"))
    _add_batch(add("batch", help="make pictures of many photos; the same command goes on where it ended"))


def _add_batch(batch: argparse.ArgumentParser) -> None:
    batch.description = (
        "Make pictures of photos × sentences or scenes × seeds. What is there is not made twice."
    )
    batch.add_argument("sources", type=Path, nargs="+", metavar="SOURCE", help=_SOURCES)
    text = f"{description('prompt')}; may be given several times; {_SENTENCE}"
    batch.add_argument("--prompt", action="append", default=[], metavar="TEXT", help=text.replace("%", "%%"))
    scene = f"{SCENE}; may be given several times"
    batch.add_argument("--scene", action="append", default=[], metavar="SCENE", help=scene)
    seeds = "seeds of each picture, like 7 or 1, 2, .., 5 or 1..5 (1)"
    batch.add_argument("--seeds", default="1", metavar="LIST", help=seeds)
    deep = "look for photos in the folders of folders, too"
    batch.add_argument("--deep", action="store_true", help=deep)
    leave = "go on without photos that cannot be read; each is named"
    batch.add_argument("--leave-out", action="store_true", help=leave)
    watch = "wait for photos that come to lie in the folders, until Ctrl-C"
    batch.add_argument("--watch", action="store_true", help=watch)
    _add_results(batch)
    report = "what became of each picture, as CSV (OUTPUT/report.csv)"
    batch.add_argument("--report", type=Path, metavar="R.csv", help=report)
    sheet = "all pictures small on one page, which needs nothing else (OUTPUT/sheet.html)"
    batch.add_argument("--sheet", type=Path, metavar="S.html", help=sheet)
    add_fields(batch)


def _add_grid(grid: argparse.ArgumentParser) -> None:
    grid.description = (
        "A picture for every combination of 1 to 3 axes. An axis is NAME=VALUES: seed=1..4, "
        "guidance=1, 2, .., 5, strength=0.4..1 step 0.2, scheduler=ddim, euler, prompt=on oak | on ice, "
        "scene=beach, table, photo=a.jpg | b.jpg, also=none | mug.jpg@0.7,0.6,0.3 + pen.jpg, "
        "preset=day, night, room=5 | 10,10,30,5 (per cent; shares from 0 to 1 alone are the margin), "
        "any other field, a scene's "
        "own light, light-height, hardness, warmth, time, pattern, blur, horizon, distance, ground, wall, "
        "ground-colour, wall-colour, accent-colour, season, behind, or words of the "
        "sentence and what to put in their place: forest=beach | city. What is there is not made twice."
    )
    grid.add_argument("photo", type=Path, nargs="?", metavar="PHOTO", help="unless an axis has photos")
    across, down, behind = "what changes from column to column", "from row to row", "from sheet to sheet"
    for name, text in (("x", across), ("y", down), ("z", behind)):
        grid.add_argument(f"--{name}", metavar="AXIS", help=text)
    text = f"{description('prompt')}; {_SENTENCE}, which is one more axis"
    grid.add_argument("--prompt", metavar="TEXT", help=text)
    grid.add_argument("--scene", metavar="SCENE", help=SCENE)
    grid.add_argument("--seed", type=int, default=1, metavar="N", help="of all pictures (1)")
    group = "go on with a grid, by the beginning of its id; with axes: extend it to them"
    grid.add_argument("--group", metavar="GROUP", help=group)
    _add_results(grid, GRID_TEMPLATE)
    cell = partial(count, most=MAX_CELL)
    grid.add_argument(
        "--cell", type=cell, default=256, metavar="PX", help="longest side of a cell drawn (256)"
    )
    grid.add_argument("--png", type=Path, metavar="G.png", help="one labelled picture (OUTPUT/grid.png)")
    page = "a page with sticky labels and zoom, which needs nothing else (OUTPUT/grid.html)"
    grid.add_argument("--html", type=Path, metavar="G.html", help=page)
    grid.add_argument("--zip", type=Path, metavar="G.zip", help="all pictures with the sheets and the table")
    table = "what became of each picture, as CSV (OUTPUT/report.csv)"
    grid.add_argument("--report", type=Path, metavar="R.csv", help=table)
    add_fields(grid)


def _add_results(parser: argparse.ArgumentParser, template: str = TEMPLATE) -> None:
    """What is said beforehand, and where the pictures go."""
    dry = "only say how many pictures these are, and about how long they take"
    parser.add_argument("--dry-run", action="store_true", help=dry)
    parser.add_argument("--output", type=Path, metavar="DIR", help="write each picture to this folder, too")
    names = f"names of the files: {_NAMES} and fields ({template})"
    parser.add_argument("--name", default=template, metavar="TEMPLATE", help=names)
    parser.add_argument("--format", default="png", metavar="{png,webp,jpeg}", help="of the files (png)")
    parser.add_argument("--no-recipe", action="store_true", help=NO_RECIPE)
    at_once = "have a small model, as mini, paint up to N backgrounds at once: faster, a little other pixels"
    parser.add_argument("--together", type=partial(count, most=MOST_TOGETHER), metavar="N", help=at_once)


def add_fields(parser: argparse.ArgumentParser) -> None:
    """The profile, and an option for every other field of a request."""
    parser.add_argument("--profile", metavar="NAME", help="see: python -m core profiles")
    for name in GenerationRequest.model_fields:
        if name not in OWN_FIELDS:
            add_option(parser, name)
    add_also(parser)
    add_backgrounds(parser)

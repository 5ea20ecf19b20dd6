"""Draws how subjects are shaded: ``python -m scripts.shadow_sheet FOLDER --behind PICTURE PHOTO[=POSE] …``.

A sheet for each photo, and for a chair and a bag that are drawn here for their thin legs and straps: a row
for each of four lights, a column for each of a scene, a picture of one's own and a plain colour. Whether a
shadow is detached, or lies over its subject, only an eye tells.
"""

import argparse
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from core.models.profiles import PROFILES
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis
from core.pipeline.pipeline import ScenePipeline
from core.pipeline.scene_painter import ScenePainters
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.settings import Settings

Fields = Mapping[str, Any]
LIGHTS: Mapping[str, Fields] = {
    "as the light has it": {},
    "low, hard, to the right": {"shadow_direction": 70.0, "shadow_length": 1.6, "shadow_softness": 0.05},
    "from behind, to the front": {"shadow_direction": 160.0, "shadow_length": 0.9, "shadow_softness": 0.35},
    "soft, back to the left": {"shadow_direction": -35.0, "shadow_length": 0.7, "shadow_softness": 0.85},
}
PLACE, COLOUR = "on a wooden floor by a plaster wall, daylight", "#e9e2d8"
SIDE, GAP, CAPTION, FINE = 512, 6, 16, 3
"""Px of a cell's side, between cells, of the words above, and how many times finer things are drawn."""


def main() -> None:
    """Write the sheets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("photos", nargs="*", metavar="PHOTO[=POSE]")
    parser.add_argument("--behind", type=Path, required=True, metavar="PICTURE")
    parser.add_argument("--place", default=PLACE, metavar="TEXT", help=f"the scene ({PLACE})")
    parser.add_argument("--drawn", default="chair,bag", help="which drawn subjects (chair,bag)")
    arguments = parser.parse_intermixed_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    analysis = Analysis(Settings.from_environment(), stage_cache=StageCache())
    pipeline = ScenePipeline(analysis, ScenePainters(lambda: None))
    for name, photo, pose in subjects(arguments):
        sheet(pipeline, photo, pose, arguments).save(arguments.folder / f"{name}.png")


def subjects(arguments: argparse.Namespace) -> Iterator[tuple[str, Image.Image | Path, str]]:
    """Each subject's name, photo and pose."""
    drawn = {"chair": chair, "bag": bag}
    for name in filter(None, arguments.drawn.split(",")):
        yield name, drawn[name](), "auto"
    for typed in arguments.photos:
        path, _, pose = typed.partition("=")
        yield Path(path).stem, Path(path), pose or "auto"


def sheet(
    pipeline: ScenePipeline, photo: Image.Image | Path, pose: str, arguments: argparse.Namespace
) -> Image.Image:
    """One subject in all lights before all backgrounds."""
    behind = arguments.behind.read_bytes()
    columns: tuple[Fields, ...] = (
        {"prompt": arguments.place},
        {"background": {"kind": "picture", "picture": hashlib.sha256(behind).hexdigest()}},
        {"background": {"kind": "colour", "colour": COLOUR}},
    )
    size = len(columns) * (SIDE + GAP), len(LIGHTS) * (SIDE + CAPTION + GAP)
    made = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(made)
    for row, (words, light) in enumerate(LIGHTS.items()):
        top = row * (SIDE + CAPTION + GAP)
        pen.text((2, top + 2), words, fill="black")
        for column, where in enumerate(columns):
            usual: dict[str, Any] = {"prompt": "-", "seed": 4, "scene_painter": "painted"}
            fields: dict[str, Any] = {**usual, "canvas": f"{SIDE}x{SIDE}", "pose": pose, **light, **where}
            profile = PROFILES["scene"]
            request = GenerationRequest.for_profile(profile, **fields)
            picture = pipeline.generate(
                request, photo, profile=ResolvedProfile.of(profile), own_picture=behind
            )
            made.paste(Image.fromarray(picture.composite), (column * (SIDE + GAP), top + CAPTION))
    return made


def chair() -> Image.Image:
    """A wooden chair seen from the front and a little above: four thin legs, an open back."""
    photo, pen = _sheet_of(560, 760)
    dark, wood, light = (92, 58, 32, 255), (142, 96, 56, 255), (176, 126, 80, 255)
    for left, top, right, bottom in ((186, 430, 200, 640), (372, 430, 386, 640)):
        _box(pen, dark, left, top, right, bottom)
    for left, right in ((150, 168), (404, 422)):
        _box(pen, wood, left, 60, right, 400)
    for top in (70, 150, 230):
        _box(pen, wood, 150, top, 422, top + 26)
    pen.polygon(
        [(FINE * x, FINE * y) for x, y in ((150, 390), (422, 390), (456, 450), (116, 450))], fill=light
    )
    _box(pen, wood, 116, 450, 456, 468)
    for left, right in ((118, 136), (436, 454)):
        _box(pen, wood, left, 466, right, 710)
    return _reduced(photo)


def bag() -> Image.Image:
    """A bag that stands, with two thin handles and a strap that hangs down beside it."""
    photo, pen = _sheet_of(620, 620)
    leather, edge = (150, 70, 48, 255), (96, 42, 30, 255)
    pen.rounded_rectangle([FINE * at for at in (110, 270, 470, 560)], 26 * FINE, fill=leather)
    _box(pen, edge, 110, 330, 470, 340)
    pen.arc([FINE * at for at in (200, 90, 380, 470)], 180, 360, fill=edge, width=10 * FINE)
    pen.arc([FINE * at for at in (225, 130, 355, 470)], 180, 360, fill=edge, width=8 * FINE)
    pen.arc([FINE * at for at in (410, 290, 545, 556)], -95, 120, fill=edge, width=7 * FINE)
    return _reduced(photo)


def _sheet_of(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    photo = Image.new("RGBA", (FINE * width, FINE * height), (0, 0, 0, 0))
    return photo, ImageDraw.Draw(photo)


def _box(pen: ImageDraw.ImageDraw, fill: tuple[int, ...], *corners: int) -> None:
    pen.rectangle([FINE * at for at in corners], fill=fill)


def _reduced(photo: Image.Image) -> Image.Image:
    return photo.resize((photo.width // FINE, photo.height // FINE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()

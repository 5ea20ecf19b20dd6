"""Makes the README's and Home's pictures: ``python -m scripts.readme_pictures`` writes them to docs/.

The subject is a vase rendered by us, so that the repository holds no one's photograph.
"""

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.models.profiles import PROFILES
from core.output import encode_picture, write_whole
from core.pipeline.pipeline import BackgroundPipeline, Picture
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.arrays import Pixels
from scripts.vase import render_vase

SIDE, CAPTION, GAP = 300, 34, 8
STEPS = (("source", "photo"), ("matte", "matte"), ("control", "depth"), ("background", "background"))
PLACES = (
    ("on an oak table, window light", 11),
    ("the sea at sunset", 4),
    ("green forest, morning light", 2),
    ("city lights at night", 5),
    ("pastel pink studio, soft light", 3),
)
HOME = 1
"""Which of the places Home shows before the user has made a picture."""


def main() -> None:
    """Write docs/pipeline.png and docs/places.png, and docs/before.webp and docs/after.webp for Home."""
    settings = Settings.from_environment()
    # Nothing remembered: what an earlier state of a stage made must not come into the pictures.
    pipeline = BackgroundPipeline(PROFILES["mini"], settings, stage_cache=StageCache())
    photo = render_vase()
    pictures = [made(pipeline, photo, prompt, seed) for prompt, seed in PLACES]
    first = pictures[0]
    cells = [(getattr(first, name), words) for name, words in STEPS] + [(first.composite, "composite")]
    save(Path("docs/pipeline.png"), [cell(pixels, words) for pixels, words in cells])
    for name, pixels in (("before", first.source), ("after", pictures[HOME].composite)):
        write_whole(Path(f"docs/{name}.webp"), as_webp(pixels))
    places = zip(pictures, PLACES, strict=True)
    save(Path("docs/places.png"), [cell(one.composite, f"{prompt}") for one, (prompt, _) in places])


def made(pipeline: BackgroundPipeline, photo: Image.Image, prompt: str, seed: int) -> Picture:
    """One picture with the profile's defaults."""
    request = GenerationRequest.for_profile(pipeline.profile, prompt=prompt, seed=seed)
    return pipeline.generate(request, photo)


def cell(pixels: Pixels, words: str) -> Image.Image:
    """A picture with its words below, on white."""
    made = Image.new("RGB", (SIDE, SIDE + CAPTION), "white")
    made.paste(Image.fromarray(pixels).convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS))
    font = ImageFont.load_default(17)
    ImageDraw.Draw(made).text((SIDE / 2, SIDE + CAPTION / 2), words, "#333333", font, anchor="mm")
    return made


def as_webp(pixels: Pixels) -> bytes:
    """A picture small enough to be committed."""
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "WEBP", quality=88, method=6)
    return buffer.getvalue()


def save(path: Path, cells: list[Image.Image]) -> None:
    """Cells side by side."""
    row = Image.new("RGB", (len(cells) * (SIDE + GAP) - GAP, SIDE + CAPTION), "white")
    for number, one in enumerate(cells):
        row.paste(one, (number * (SIDE + GAP), 0))
    write_whole(path, encode_picture(np.asarray(row), ".png"))


if __name__ == "__main__":
    main()

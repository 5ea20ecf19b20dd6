"""Paints the small pictures of the page's scenes: ``python -m scripts.scene_gallery``."""

from pathlib import Path

from PIL import Image

from core.scenes.drawing import scene_for
from core.scenes.gallery import examples
from core.scenes.painting import View, as_pixels, paint

FOLDER = Path("pages/ui/generate/scenes")
WIDE, FACTOR, SIZE = View(768, 576), 4, (192, 144)


def main() -> None:
    """One WebP for each example, painted larger and reduced."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {f"{example.name}.webp" for example in examples()}
    for path in FOLDER.glob("*.webp"):
        if path.name not in wanted:
            path.unlink()
    for example in examples():
        scene = scene_for(example.sentence, example.seed)
        pixels = as_pixels(paint(scene, WIDE).image, scene.seed)
        small = Image.fromarray(pixels).resize(SIZE, Image.Resampling.LANCZOS)
        small.save(FOLDER / f"{example.name}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()

"""Photos to try the studio with: they come with scikit-image, so none of others is committed here.

python -m core.samples coffee out/coffee.png
"""

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from PIL import Image

from core.errors import ImageError, OutputPathError, RequestError, StudioError
from core.output import unwritable

LICENCES: Mapping[str, str] = {
    "coffee": "A cup of coffee, by Rachel Michetti, courtesy of Pikolo Espresso Bar: CC0.",
    "chelsea": "Chelsea the cat, by Stefan van der Walt: CC0.",
    "astronaut": "The astronaut Eileen Collins, by NASA: public domain.",
}
"""One sentence for each sample, as scikit-image's own notes on its data have it."""


def sample_names() -> tuple[str, ...]:
    """The samples there are."""
    return tuple(LICENCES)


def load_sample(name: str) -> Image.Image:
    """The photo ``name``, 8-bit RGB, read from the installed scikit-image and from nowhere else.

    Raises ``RequestError`` for an unknown name, ``ImageError`` where scikit-image is not installed.
    """
    if name not in LICENCES:
        raise RequestError(f"There is no sample {name!r}; there are {', '.join(LICENCES)}.")
    # Read as a file: asking skimage.data would import much, and download what is not there.
    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        raise ImageError("The sample photos come with scikit-image: install requirements.txt first.")
    with Image.open(Path(spec.origin).parent / "data" / f"{name}.png") as image:
        return image.convert("RGB")


def save_sample(name: str, path: Path) -> None:
    """Write the photo ``name`` to ``path``, making its folder; raises ``OutputPathError`` where it cannot."""
    image = load_sample(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path)
    except (OSError, ValueError) as error:
        text = f"{path} cannot be written: {error}."
        raise (unwritable(error, text) if isinstance(error, OSError) else OutputPathError(text)) from error


def main(arguments: list[str]) -> int:
    """Write one sample; the exit code is that of the error tree."""
    if len(arguments) != 2:
        print(f"usage: python -m core.samples {{{','.join(LICENCES)}}} FILE", file=sys.stderr)
        return 2
    try:
        save_sample(arguments[0], Path(arguments[1]))
    except StudioError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{arguments[1]}: {LICENCES[arguments[0]]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The photos that backgrounds are painted behind: a folder's, or the samples that come with scikit-image."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from core.errors import ImageError, SubjectError
from core.pipeline.pipeline import BackgroundPipeline
from core.request import GenerationRequest
from core.samples import load_sample, sample_names
from core.stages.image import read_image


def read_photos(folders: Sequence[Path]) -> dict[str, Image.Image]:
    """The photos of all ``folders`` by file name, in order; without a folder the samples."""
    if not folders:
        return {name: load_sample(name) for name in sample_names()}
    return {
        path.name: photo for folder in folders for path in sorted(folder.iterdir()) if (photo := read(path))
    }


def read(path: Path) -> Image.Image | None:
    """One photo, upright, or ``None`` where the file is none."""
    try:
        return read_image(path) if path.is_file() else None
    except ImageError:
        return None


def with_a_subject(
    photos: dict[str, Image.Image], pipeline: BackgroundPipeline, side: int
) -> dict[str, Image.Image]:
    """Those photos in which the cut-out model sees a subject."""
    request = GenerationRequest.for_profile(pipeline.profile, prompt="-", seed=0, max_side=side)
    found = {}
    for name, photo in photos.items():
        try:
            pipeline.analysis.inspect(photo, request)
        except SubjectError as error:
            print(f"{name} is left out: {error}", flush=True)
        else:
            found[name] = photo
    return found

"""What goes in and out of a studio as a file: uploads checked, recorded pictures handed out."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from core.errors import InputError
from core.metadata.file_names import file_name, neutral_name
from core.metadata.parts import Part
from core.metadata.recipe import FILE_FORMATS, FileFormat, embed, recipe_of
from core.metadata.xmp import CUT_OUT, MADE_BY_MODEL, MADE_BY_PAINTING
from core.output import picture_format
from core.runtime.cancellation import Cancellation, left_when_cancelled
from core.settings import Settings
from core.stages.arrays import Pixels
from core.stages.image import FORMATS, check_file_size, read_image
from core.version import APP_VERSION

if TYPE_CHECKING:
    from store.records import Run

MOST_READABLE = 64
_READABLE: dict[tuple[bytes, int], str] = {}
"""Media types of the last photos that could be read, by digest and limit of pixels: a photo is looked at
when it is handed in and again with each of its pictures, and decoding a large one takes seconds."""


def checked_upload(photo: bytes, settings: Settings) -> str:
    """The media type of a photo that can be read, by its content; one of the last few is known at once.

    Raises ``ImageError`` for one that cannot be, or is too large for ``settings``.
    """
    check_file_size(photo, settings.max_upload_bytes)
    known = hashlib.sha256(photo).digest(), settings.max_pixels
    if known not in _READABLE:
        left_when_cancelled(lambda: read_image(photo, max_pixels=settings.max_pixels), Cancellation())
        with Image.open(io.BytesIO(photo), formats=FORMATS) as image:
            _READABLE[known] = image.get_format_mimetype() or "application/octet-stream"
        for oldest in list(_READABLE)[:-MOST_READABLE]:
            _READABLE.pop(oldest, None)
    return _READABLE.get(known, "application/octet-stream")


def format_of(path: Path) -> FileFormat:
    """The form that a file's ending asks for; raises ``OutputPathError`` for others."""
    forms: dict[str, FileFormat] = {"PNG": "png", "JPEG": "jpeg", "WEBP": "webp"}
    return forms[picture_format(path)]


def recipe(run: "Run") -> dict[str, Any]:
    """What a file says about how the run made it; raises ``InputError`` where it made nothing."""
    if run.outcome is None or "upload" not in run.artifacts:
        raise InputError(f"The run has no picture: it is {run.status}.")
    return recipe_of(
        run.request,
        run_id=run.id,
        digest=run.digest,
        models=run.outcome.models,
        environment=run.outcome.environment,
        created=run.created,
        app_version=str(run.outcome.environment.get("studio", APP_VERSION)),
        source_sha256=run.artifacts["upload"].sha256,
        width=run.outcome.width,
        height=run.outcome.height,
    )


def export(
    run: "Run", composite: bytes, form: FileFormat, recipe: Mapping[str, Any] | None
) -> tuple[bytes, str, str]:
    """A run's composite, given as PNG, as a file to hand out: its content, a name for it, its media type.
    Without a ``recipe`` neither the file nor its name tells how it was made."""
    content = embed(composite, form, recipe, painted=is_painted(run))
    return content, exported_name(run, form, with_recipe=recipe is not None), FILE_FORMATS[form][1]


def export_part(run: "Run", part: Part, pixels: Pixels, form: FileFormat) -> tuple[bytes, str, str]:
    """A part of a run's picture, H×W×3 or H×W×4, as a file to hand out: its content, a name for it, its media
    type. It is not the picture, hence has no recipe. A cut-out asked for as JPEG, which has no transparency,
    is a PNG."""
    form = part_format(part, form)
    own = (run.request.get("background") or {}).get("kind") == "picture"
    behind = MADE_BY_PAINTING if is_painted(run) else MADE_BY_MODEL
    # A picture of one's own is cropped and shaded alone, as a cut-out is.
    content = embed(pixels, form, None, source_type=CUT_OUT if part == "cut-out" or own else behind)
    return content, part_name(run, part, form), FILE_FORMATS[form][1]


def part_format(part: Part, form: FileFormat) -> FileFormat:
    """The form in which a part is handed out that is asked for as ``form``."""
    return "png" if part == "cut-out" and form == "jpeg" else form


def part_name(run: "Run", part: Part, form: FileFormat) -> str:
    """A name for a part's file, ``cut-out-4f2a91c0.png``, which tells nothing of how it was made."""
    return neutral_name(run.id, form).replace("picture", part, 1)


def is_painted(run: "Run") -> bool:
    """Whether the run's background is a painted place, or one's own, in which no diffusion model had a
    part."""
    if run.outcome is None or not (run.request.get("scene") or run.request.get("background")):
        return False
    return all(model["role"] != "base" for model in run.outcome.models)


def exported_name(run: "Run", form: FileFormat, *, with_recipe: bool) -> str:
    """A name for the file: of prompt and seed, or of neither where the file does not tell them."""
    return file_name(run.prompt, run.seed, run.id, form) if with_recipe else neutral_name(run.id, form)

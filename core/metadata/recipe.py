"""What a saved picture says about itself: the recipe that made it, and whether a trained model had a part
in it.

| form | label (XMP)         | our recipe (JSON)           | A1111's text          |
| ---- | ------------------- | --------------------------- | --------------------- |
| PNG  | iTXt, as Adobe does | iTXt ``backdrop_studio``    | tEXt ``parameters``   |
| JPEG | APP1                | EXIF ImageHistory           | EXIF UserComment      |
| WebP | chunk ``XMP ``      | EXIF ImageHistory           | EXIF UserComment      |

The label is in every file; a file without recipe has nothing else. Nothing of the photo's own metadata
is ever carried over.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import PureWindowsPath
from typing import Any, Literal, cast

import numpy as np
import numpy.typing as npt

from core.metadata.a1111 import infotext, read_infotext
from core.metadata.exif import PARAMETERS, RECIPE, exif_with, read_exif_texts
from core.metadata.others import KEYS, read_other
from core.metadata.png import MAX_TEXT, SIGNATURE, read_png_texts, write_png_texts
from core.metadata.untrusted import Restored, checked
from core.metadata.xmp import BY_MODEL, PAINTED, label
from core.output import encode_picture, srgb_profile
from core.stages.image import read_image

__all__ = ["FILE_FORMATS", "SCHEMA", "FileFormat", "Restored", "embed", "read_recipe", "recipe_of"]

FileFormat = Literal["png", "jpeg", "webp"]
FILE_FORMATS: dict[FileFormat, tuple[str, str]] = {
    "png": (".png", "image/png"),
    "jpeg": (".jpg", "image/jpeg"),
    "webp": (".webp", "image/webp"),
}
"""Ending and media type of each form."""
SCHEMA = "backdrop-studio/recipe"
VERSION = 1

_PNG_RECIPE, _PNG_PARAMETERS = "backdrop_studio", "parameters"
_ENVIRONMENT = ("python", "platform", "device", "device_name", "dtype", "frugal", "libraries", "scene")
_RUN_ID = re.compile(r"[0-9a-f]{32}")
_MAX_JPEG_EXIF = 65_533


def recipe_of(
    run_request: Mapping[str, Any],
    *,
    run_id: str,
    digest: str,
    models: Iterable[Mapping[str, str | None]],
    environment: Mapping[str, Any],
    created: datetime,
    app_version: str,
    source_sha256: str,
    width: int,
    height: int,
) -> dict[str, Any]:
    """Everything that made a picture, JSON-ready, keys sorted: equal runs give equal recipes.

    ``created`` is an aware time; ``width`` and ``height`` are the picture's, in px. A model in a folder of
    this machine is named by the folder alone. Raises ``ValueError`` for a time that is not aware or a
    number that JSON does not have.
    """
    if created.tzinfo is None:
        raise ValueError("created must be an aware time")
    recipe = {
        "schema": SCHEMA,
        "version": VERSION,
        "request": dict(run_request),
        "digest": digest,
        "run": run_id,
        "created": created.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "app_version": app_version,
        "models": [{**model, "name": without_folder(model["name"] or "")} for model in models],
        "environment": {name: environment[name] for name in _ENVIRONMENT if name in environment},
        "source_sha256": source_sha256,
        "size": [width, height],
    }
    return json.loads(_json(recipe))


def embed(
    picture: npt.NDArray[np.uint8] | bytes,
    form: FileFormat,
    recipe: Mapping[str, Any] | None,
    *,
    painted: bool = False,
    source_type: str | None = None,
) -> bytes:
    """The file to hand out: H×W×3 pixels (or a PNG's bytes) with the label and, unless ``None``, the recipe.
    ``painted`` says that no trained model made the background; ``source_type``, one of ``core.metadata.xmp``,
    is the label of what is no such picture.

    PNG and WebP hold the very pixels; JPEG has quality 95 and full colour resolution. In a JPEG whose
    prompts are so long that both texts exceed the 64 kB of its EXIF, A1111's is left out, or our own
    where that alone is longer. Raises ``ImageError`` where the bytes are no whole picture.
    """
    own, parameters = (None, None) if recipe is None else (_json(recipe), infotext(recipe))
    xmp = label(source_type or (PAINTED if painted else BY_MODEL))
    if form == "png":
        texts = {_PNG_PARAMETERS: parameters, _PNG_RECIPE: own}
        png = picture if isinstance(picture, bytes) else encode_picture(picture, ".png")
        return write_png_texts(png, {key: text for key, text in texts.items() if text is not None}, xmp)
    pixels = _pixels(picture) if isinstance(picture, bytes) else picture
    exif = exif_with(own, parameters)
    if form == "jpeg" and len(exif) > _MAX_JPEG_EXIF:
        exif = exif_with(own, None)
        exif = exif if len(exif) <= _MAX_JPEG_EXIF else exif_with(None, parameters)
    texts = {"exif": exif, "xmp": xmp.encode()}
    return encode_picture(pixels, FILE_FORMATS[form][0], **texts, icc_profile=srgb_profile())


def _pixels(png: bytes) -> npt.NDArray[np.uint8]:
    """H×W×3 of a PNG's bytes, H×W×4 where nothing is behind the subject; raises ``ImageError``."""
    image = read_image(png)
    return np.asarray(image if image.mode == "RGBA" else image.convert("RGB"))


def read_recipe(content: bytes, profiles: Collection[str]) -> Restored | None:
    """What a PNG, JPEG or WebP file says about how it was made: our own recipe, else A1111's text, else what
    another program says.

    ``profiles`` are the names this machine knows. ``None`` where the file says nothing, is cut off or is
    no such picture. Nothing in it is trusted: read within bounds, without decoding pixels, and
    checked field by field; never raises.
    """
    if content.startswith(SIGNATURE):
        texts = read_png_texts(content, (_PNG_RECIPE, _PNG_PARAMETERS, *KEYS)) or {}
        own, parameters = texts.get(_PNG_RECIPE, ""), texts.get(_PNG_PARAMETERS, "")
    else:
        texts = read_exif_texts(content) or {}
        own, parameters = texts.get(RECIPE, ""), texts.get(PARAMETERS, "")
    return (
        read_own_recipe(own, profiles)
        or read_a1111(parameters, profiles)
        or read_of_others({**texts, "parameters": parameters}, profiles)
    )


def read_own_recipe(text: str, profiles: Collection[str]) -> Restored | None:
    """What our own recipe says; ``None`` where the text is none."""
    if not text or len(text) > MAX_TEXT:
        return None
    try:
        recipe = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, a number of too many digits, or nested too deep
        return None
    if not isinstance(recipe, dict) or recipe.get("schema") != SCHEMA:
        return None
    request, run, version = (recipe.get(key) for key in ("request", "run", "version"))
    if not isinstance(request, dict):
        return None
    values, remarks = checked(cast(dict[str, Any], request), profiles)
    if version != VERSION:
        remarks.insert(0, "The recipe was written by another version of the studio; check its settings.")
    known = run if isinstance(run, str) and _RUN_ID.fullmatch(run) else None
    return Restored(values=values, origin="studio", remarks=tuple(remarks), run=known)


def read_a1111(text: str, profiles: Collection[str]) -> Restored | None:
    """What A1111's text says; ``None`` where it is none."""
    found = read_infotext(text) if len(text) <= MAX_TEXT else None
    if found is None:
        return None
    values, remarks = checked(found.values, profiles)
    return Restored(values=values, origin="a1111", remarks=(*found.remarks, *remarks))


def read_of_others(texts: Mapping[str, str], profiles: Collection[str]) -> Restored | None:
    """What InvokeAI, SwarmUI, Fooocus, NovelAI or ComfyUI says; ``None`` where none of them does."""
    found = read_other(texts)
    if found is None:
        return None
    values, remarks = checked(found.values, profiles)
    return Restored(values=values, origin=found.program, remarks=(*found.remarks, *remarks))


def without_folder(name: str) -> str:
    """A model's name as it may leave this machine: folders name the user, ``/home/ada/models/mine`` becomes
    ``mine``."""
    is_folder = name.startswith(("/", ".", "~", "\\")) or name[1:2] == ":"
    return PureWindowsPath(name).name if is_folder else name


def _json(recipe: Mapping[str, Any]) -> str:
    return json.dumps(recipe, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

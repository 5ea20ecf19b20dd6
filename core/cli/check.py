"""``check``: whether a picture's file is as a shop wants it, each limit with what was measured."""

import argparse
import io
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from core.errors import ImageError, RequestError, StudioError, SubjectError
from core.models.profiles import PROFILES, SCENE_PROFILE
from core.runtime.printing import say
from core.scenes.shops import Shop, shops
from core.settings import Settings

ALIKE = 8
"""By how many levels of 255 the subject in a file differs at most from that of its record: a JPEG's."""

if TYPE_CHECKING:
    from core.stages.shop_check import Product


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Say of each limit whether the picture meets it; 1 where it does not meet one. Raises ``ImageError``,
    ``RequestError``."""
    from core.stages.shop_check import NAMES, checked

    shop = shop_named(arguments.shop)
    product = with_recorded_matte(product_of(arguments.picture, settings), arguments.picture, settings)
    guessed = with_matte(product, settings)
    verdicts = checked(guessed, shop)
    for one in verdicts:
        verdict = "pass" if one.passed else "FAIL"
        say(f"{verdict}  {NAMES[one.name]}: {one.measured} ({one.wanted})")
    told = {one.name for one in verdicts}
    for name in ("fill", "whole"):
        if getattr(shop, name) and name not in told:
            say(f"?     {NAMES[name]}: its background does not tell it from the subject")
    failed = sum(not one.passed for one in verdicts)
    if failed and guessed is not product:
        say("?     What is subject and what background is guessed here; no record of the picture tells it.")
    if failed:
        mend = f"python -m core generate {arguments.picture} --canvas {arguments.shop} --output OUT.jpg"
        say(f"{shop.title}: {failed} of {len(verdicts)} fail. To mend it: {mend}")
    else:
        say(f"{shop.title}: all {len(verdicts)} pass.")
    return 1 if failed else 0


def shop_named(name: str) -> Shop:
    """The shop of that name; raises ``RequestError`` that names those there are."""
    found = shops().get(name.strip().lower())
    if found is None:
        raise RequestError(f"There is no shop {name!r}; there are {', '.join(shops())}.")
    return found


def with_recorded_matte(product: "Product", path: Path, settings: Settings) -> "Product":
    """The product with the cut-out that it was made of, where colours do not tell that, its file says which
    run it is, and that is recorded here with a picture like it: what a file says may be anything."""
    from core.comparing.remembered import decoded
    from core.library.comparison import pixels_of
    from core.library.records import Records
    from core.metadata.recipe import read_recipe
    from core.stages.shop_check import is_doubtful

    told = read_recipe(path.read_bytes(), ()) if is_doubtful(product) else None
    if told is None or told.run is None:
        return product
    with suppress(StudioError), closing(Records.read_only(settings)) as records:
        matte = decoded(records.runs.artifact(told.run, "matte"), "L")
        picture = pixels_of(records.runs.artifact(told.run, "composite"))
        if picture.shape == product.pixels.shape and matte.shape == picture.shape[:2]:
            apart = np.abs(picture.astype(np.int16) - product.pixels)[matte > 0]
            if not apart.size or apart.mean() < ALIKE:
                return replace(product, matte=matte)
    return product


def with_matte(product: "Product", settings: Settings) -> "Product":
    """The product with its subject cut out, where colours do not tell that and the usual model is here."""
    from core.models.matting_weights import matting_path
    from core.stages.matting import Matting
    from core.stages.shop_check import is_doubtful

    name = PROFILES[SCENE_PROFILE].defaults.matting_model
    if not is_doubtful(product) or not matting_path(name, settings.weights_dir).is_file():
        return product
    try:
        return replace(
            product, matte=Matting(name, settings.weights_dir).alpha(Image.fromarray(product.pixels))
        )
    except SubjectError:  # there is none to be told
        return product


def product_of(path: Path, settings: Settings) -> "Product":
    """The picture in a file; raises ``ImageError``."""
    from core.stages.image import photo_bytes, read_image
    from core.stages.shop_check import Product

    try:
        content = photo_bytes(path, max_bytes=settings.max_upload_bytes)
    except OSError as error:
        raise ImageError(f"The picture {path} cannot be read: {error.strerror or error}.") from error
    image = read_image(content, max_pixels=settings.max_pixels)
    with Image.open(io.BytesIO(content)) as opened:
        form = {"MPO": "JPEG"}.get(opened.format or "", opened.format or "")
    pixels = np.asarray(image if image.mode == "RGBA" else image.convert("RGB"))
    return Product(pixels=pixels, form=form, size=len(content))

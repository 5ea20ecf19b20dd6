"""The shop check beside somebody's eyes: thirty-five labelled pictures, and mends that make them pass."""

import io
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.metadata.export import format_of
from core.output import encode_picture
from core.scenes.shops import shops
from core.stages.shop_check import Product, Verdict, checked
from core.variations import mended
from tests.core.stages.labelled import LABELLED
from tests.scenes import SCENES, Studio, asked

MENDED = [name for name, one in LABELLED.items() if one.lacks and one.mendable]


@cache
def verdicts(name: str) -> dict[str, Verdict]:
    """What the check says of a labelled picture's file; of a subject in a photo the matte is known, as
    that of every picture that the studio has made."""
    one, content = LABELLED[name], LABELLED[name].content()
    image = Image.open(io.BytesIO(content))
    pixels = np.asarray(image if image.mode == "RGBA" else image.convert("RGB"))
    matte = np.asarray(one.cut_out())[..., 3] if one.behind == "photo" else None
    product = Product(pixels=pixels, form=one.form, size=len(content), matte=matte)
    return {one.name: one for one in checked(product, shops()[one.shop])}


def failing(found: dict[str, Verdict]) -> set[str]:
    return {name for name, one in found.items() if not one.passed}


def test_there_are_thirty_pictures_of_which_half_are_as_they_should_be() -> None:
    assert len(LABELLED) >= 30
    assert 0.3 < np.mean([not one.lacks for one in LABELLED.values()]) < 0.7


@pytest.mark.parametrize("name", LABELLED)
def test_it_says_what_somebody_sees(name: str) -> None:
    assert failing(verdicts(name)) == LABELLED[name].lacks, verdicts(name)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(tmp_path_factory.mktemp("mending"))


@pytest.mark.thorough
@pytest.mark.parametrize("name", MENDED)
def test_what_is_mended_passes(studio: Studio, name: str) -> None:
    one = LABELLED[name]
    shop = shops()[one.shop]
    request = mended(asked("", background="#ddd"), SCENES, shop)
    picture = studio.pipeline.generate(request, one.cut_out(), profile=SCENES)
    ending = ".jpg" if "JPEG" in shop.formats else ".png"
    content = encode_picture(picture.composite, ending)
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
    form = format_of(Path(f"mended{ending}")).upper()
    for matte in (picture.matte, None):
        product = Product(pixels=pixels, form=form, size=len(content), matte=matte)
        found = {one.name: one for one in checked(product, shop)}
        assert not failing(found), found

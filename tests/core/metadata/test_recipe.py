"""A saved file says what made it and that a model had a part in it, or only the latter."""

import io
import json
import zlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from PIL import Image, ImageCms

from core.errors import ImageError
from core.metadata.recipe import FILE_FORMATS, SCHEMA, FileFormat, Restored, embed, read_recipe
from core.metadata.xmp import BY_MODEL, PAINTED, label
from core.output import encode_picture, srgb_profile
from core.request import MAX_PROMPT, GenerationRequest
from tests.recipes import KNOWN, PIXELS, PROMPT, RUN, asked, recipe, requests, restored, settings_of

EACH_FORM = pytest.mark.parametrize("form", list(FILE_FORMATS))
PNG = encode_picture(PIXELS, ".png")


def pixels_of(content: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(content)) as image:
        return np.asarray(image.convert("RGB"))


def test_a_recipe_is_plain_json_with_sorted_keys():
    made = recipe()
    assert json.loads(json.dumps(made, allow_nan=False)) == made
    assert list(made) == sorted(made)
    assert (made["schema"], made["version"], made["run"]) == (SCHEMA, 1, RUN)
    assert (made["created"], made["size"]) == ("2026-05-04T03:02:01Z", [40, 24])
    assert made["request"] == asked().model_dump(mode="json")


def test_equal_runs_give_equal_recipes():
    elsewhere = datetime(2026, 5, 4, 5, 2, 1, tzinfo=timezone(timedelta(hours=2)))
    assert json.dumps(recipe(created=elsewhere)) == json.dumps(recipe())


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        recipe(created=datetime(2026, 5, 4))


def test_only_the_environment_that_may_change_a_pixel_is_told():
    environment = {"python": "3.11", "dtype": "float32", "user": "ada", "host": "desk"}
    assert recipe(environment=environment)["environment"] == {"python": "3.11", "dtype": "float32"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ada/wood", "ada/wood"),
        ("mini/depth", "mini/depth"),
        ("/home/ada/models/wood", "wood"),
        ("~/models/wood", "wood"),
        ("../wood", "wood"),
        ("C:\\Users\\ada\\wood", "wood"),
    ],
)
def test_folders_of_this_machine_are_not_told(name: str, told: str):
    models = [{"role": "base", "name": name, "revision": None, "licence": "MIT"}]
    assert recipe(models=models)["models"][0]["name"] == told


@EACH_FORM
@given(request=requests())
def test_a_request_comes_back_from_each_form(form: FileFormat, request: GenerationRequest):
    found = restored(embed(PIXELS, form, recipe(request)))
    assert found == Restored(values=settings_of(request), origin="studio", run=RUN)


@pytest.mark.parametrize("form", ["jpeg", "webp"])
@pytest.mark.parametrize("told", [True, False])
def test_a_file_says_which_colours_it_has(form: FileFormat, told: bool):
    with Image.open(io.BytesIO(embed(PIXELS, form, recipe() if told else None))) as image:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_a_profile_has_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch):
    made = srgb_profile.__wrapped__()
    create = ImageCms.ImageCmsProfile.tobytes
    later = lambda profile: create(profile)[:24] + bytes(12) + create(profile)[36:]  # noqa: E731
    monkeypatch.setattr(ImageCms.ImageCmsProfile, "tobytes", later)
    assert srgb_profile.__wrapped__() == made


@EACH_FORM
def test_control_characters_alone_do_not_come_back(form: FileFormat):
    found = restored(
        embed(PIXELS, form, recipe(asked(prompt="a\0b\x1b\u202ec\x9f", negative_prompt="d\r\n")))
    )
    assert (found.values["prompt"], found.values["negative_prompt"]) == ("ab\u202ec", "d\n")
    assert len(found.remarks) == 1


@EACH_FORM
@pytest.mark.parametrize("with_recipe", [True, False])
@pytest.mark.parametrize("painted", [True, False])
def test_the_label_is_in_every_file(form: FileFormat, with_recipe: bool, painted: bool):
    content = embed(PIXELS, form, recipe() if with_recipe else None, painted=painted)
    expected = label(PAINTED if painted else BY_MODEL)
    assert content.count(expected.encode()) == 1
    with Image.open(io.BytesIO(content)) as image:
        assert image.get_format_mimetype() == FILE_FORMATS[form][1]
        assert image.info["xmp"].decode() == expected


@pytest.mark.parametrize(
    ("source_type", "name"),
    [(BY_MODEL, "compositeWithTrainedAlgorithmicMedia"), (PAINTED, "compositeSynthetic")],
)
def test_the_label_is_xmp_that_names_iptcs_source_type(source_type: str, name: str):
    (rdf,) = ElementTree.fromstring(label(source_type))
    (description,) = rdf
    assert description.get("{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType") == (
        f"http://cv.iptc.org/newscodes/digitalsourcetype/{name}"
    )


@EACH_FORM
def test_a_file_without_recipe_tells_nothing(form: FileFormat):
    prompt, secrets = "zebra crossing", ("zebra", "yellow", "987654321", RUN, "DDIM", "Steps", SCHEMA, "mini")
    made = recipe(asked(prompt=prompt, negative_prompt="yellow", seed=987654321))
    assert told(embed(PIXELS, form, made), secrets) != set()
    assert told(embed(embed(PIXELS, "png", made), form, None), secrets) == set()
    assert read_recipe(embed(PIXELS, form, None), KNOWN) is None


def told(content: bytes, secrets: tuple[str, ...]) -> set[str]:
    """Which words stand in the file: in plain bytes, in UTF-16, or in anything that was compressed."""
    unpacked = [content]
    for at in range(len(content)):
        if content[at] & 0x0F == 8:  # how every zlib stream begins
            try:
                unpacked.append(zlib.decompressobj().decompress(content[at:]))
            except zlib.error:
                continue
    codes = ("utf-8", "utf-16-be", "utf-16-le")
    return {word for word in secrets for code in codes for text in unpacked if word.encode(code) in text}


@pytest.mark.parametrize("form", ["png", "webp"])
@pytest.mark.parametrize("picture", [PIXELS, PNG], ids=["pixels", "png"])
def test_pixels_are_untouched_in_png_and_webp(form: FileFormat, picture: Any):
    assert np.array_equal(pixels_of(embed(picture, form, recipe())), PIXELS)


def test_a_jpeg_has_full_colour_resolution():
    with Image.open(io.BytesIO(embed(PNG, "jpeg", recipe()))) as image:
        layers = image.layer  # pyright: ignore[reportAttributeAccessIssue]
    assert [layer[1:3] for layer in layers] == [(1, 1)] * 3


@EACH_FORM
def test_nothing_the_picture_said_before_is_carried_over(form: FileFormat):
    exif, buffer = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Camera of Ada"
    Image.fromarray(PIXELS).save(buffer, format="PNG", exif=exif)
    assert embed(buffer.getvalue(), form, recipe()) == embed(PIXELS, form, recipe())


@EACH_FORM
def test_bytes_that_are_no_picture_are_refused(form: FileFormat):
    with pytest.raises(ImageError):
        embed(PNG[: len(PNG) // 2], form, None)


@EACH_FORM
@pytest.mark.parametrize("letter", ["w", "木", "🪵", '"', "é"])
def test_the_longest_prompts_fit_in_each_form(form: FileFormat, letter: str):
    request = asked(prompt=letter * MAX_PROMPT, negative_prompt=letter * MAX_PROMPT)
    found = restored(embed(PIXELS, form, recipe(request)))
    assert (found.origin, found.values) == ("studio", settings_of(request))


def test_where_a_jpeg_is_too_small_for_our_recipe_it_has_the_other():
    request = asked(prompt="a" + "\1" * (MAX_PROMPT - 1), negative_prompt="\2" * MAX_PROMPT)
    found = restored(embed(PIXELS, "jpeg", recipe(request)))
    assert (found.origin, found.values["prompt"], found.values["seed"]) == ("a1111", "a", 1234)


@EACH_FORM
def test_a1111s_text_stands_for_a_recipe_that_got_lost(form: FileFormat):
    content = embed(PIXELS, form, recipe(asked(negative_prompt="people")))
    found = restored(content.replace(b"backdrop-studio/recipe", b"something-else/recipe!"))
    assert (found.origin, found.run) == ("a1111", None)
    assert found.values == {
        "prompt": PROMPT,
        "negative_prompt": "people",
        "num_inference_steps": 12,
        "guidance_scale": 3.5,
        "scheduler": "DDIM",
        "strength": 1.0,
        "seed": 1234,
    }


def test_the_time_told_is_utc():
    assert recipe(created=datetime(2026, 1, 1, tzinfo=UTC))["created"] == "2026-01-01T00:00:00Z"

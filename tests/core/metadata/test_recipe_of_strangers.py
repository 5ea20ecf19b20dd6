"""Files of other programs, and files that somebody changed, are read as far as they hold."""

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from core.metadata.exif import exif_with
from core.metadata.recipe import FILE_FORMATS, FileFormat, embed, read_recipe
from core.output import encode_picture
from tests.recipes import KNOWN, PIXELS, WRITTEN_BY_A1111, asked, png_saying, recipe, restored, settings_of

EACH_FORM = pytest.mark.parametrize("form", list(FILE_FORMATS))


def own(**changes: Any) -> bytes:
    """A PNG with a recipe that somebody changed."""
    return png_saying(backdrop_studio=json.dumps(recipe() | changes))


def files_of_a1111() -> list[bytes]:
    exif = exif_with(None, WRITTEN_BY_A1111)
    lossy = [encode_picture(PIXELS, ending, exif=exif) for ending in (".jpg", ".webp")]
    return [png_saying(parameters=WRITTEN_BY_A1111), *lossy]


@pytest.mark.parametrize("content", files_of_a1111(), ids=list(FILE_FORMATS))
def test_a_picture_of_a1111_gives_what_it_can(content: bytes):
    found = restored(content)
    assert (found.origin, found.run, len(found.remarks)) == ("a1111", None, 4)
    assert found.values == {
        "prompt": "product photo, (oak table:1.2), \nmorning light, 35mm",
        "negative_prompt": "people, text, watermark\nblurry: very",
        "num_inference_steps": 28,
        "guidance_scale": 6.5,
        "scheduler": "DPMSolverMultistep",
        "seed": 965400086,
    }


def test_settings_of_a1111_out_of_range_are_left_out_with_a_remark():
    line = "Steps: -4, Sampler: Euler, CFG scale: inf, Seed: NaN, Denoising strength: 7"
    found = restored(png_saying(parameters=f"<b>a table</b>\n{line}"))
    assert found.values == {"prompt": "<b>a table</b>", "negative_prompt": "", "scheduler": "EulerDiscrete"}
    assert [remark.split()[0] for remark in found.remarks] == [
        "The",  # denoising strength
        "num_inference_steps",
        "guidance_scale",
        "strength",
        "seed",
    ]


@pytest.mark.parametrize("run", ["0" * 31, "0" * 33, "A" * 32, "0" * 32 + "\n", "../" + "0" * 29, 7, None])
def test_a_run_id_that_is_none_is_not_handed_on(run: Any):
    found = restored(own(run=run))
    assert found.run is None
    assert found.values == settings_of(asked())


def test_a_recipe_of_another_version_is_read_as_far_as_it_goes():
    request = {**asked().model_dump(mode="json"), "style": "oil", "schema_version": 2}
    found = restored(own(version=2, request=request))
    assert found.values == settings_of(asked())
    assert found.remarks == (
        "The recipe was written by another version of the studio; check its settings.",
        "Not known here and left out: style.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        '{"schema":"backdrop-studio/recipe","request":{"seed":' + "9" * 10_000 + "}}",
        '{"schema":"backdrop-studio/recipe","request":7}',
        '{"schema":"backdrop-studio/recipe"}',
        '{"schema":["backdrop-studio/recipe"]}',
        '["backdrop-studio/recipe"]',
        '{"schema":"backdrop-studio/recipe","request":{}}' + " " * 10_000_000,
    ],
)
def test_recipes_that_are_none_say_nothing(text: str):
    assert read_recipe(png_saying(backdrop_studio=text), KNOWN) is None
    assert restored(png_saying(backdrop_studio=text, parameters=WRITTEN_BY_A1111)).origin == "a1111"


def test_numbers_that_json_does_not_have_are_left_out():
    text = (
        '{"schema":"backdrop-studio/recipe","version":1,"request":{"seed":NaN,"eta":-Infinity,"prompt":"a"}}'
    )
    found = restored(png_saying(backdrop_studio=text))
    assert (found.values, len(found.remarks)) == ({"prompt": "a"}, 2)


@pytest.mark.parametrize("content", [b"", b"\x89PNG", b"GIF89a" + bytes(99), b"not a picture", bytes(1_000)])
def test_files_that_are_no_picture_say_nothing(content: bytes):
    assert read_recipe(content, KNOWN) is None


@EACH_FORM
def test_files_that_are_cut_off_say_nothing(form: FileFormat):
    content = embed(PIXELS, form, recipe())
    for end in range(0, len(content) - 2, 97):
        assert read_recipe(content[:end], KNOWN) is None


def test_photos_that_say_nothing_say_nothing():
    for ending in (".png", ".jpg", ".webp"):
        assert read_recipe(encode_picture(PIXELS, ending), KNOWN) is None


@pytest.mark.parametrize("format", ["AVIF", "HEIF"])
def test_a_text_in_avif_and_heic_is_read_as_well(format: str):
    register_heif_opener()
    file = BytesIO()
    Image.fromarray(PIXELS).save(file, format, exif=exif_with(None, WRITTEN_BY_A1111))
    found = restored(file.getvalue())
    assert (found.origin, found.values["seed"]) == ("a1111", 965400086)
    for end in range(0, len(file.getvalue()) // 2, 97):
        assert read_recipe(file.getvalue()[:end], KNOWN) is None

"""A saved file says what made it and that a model had a part in it, or only the latter; strangers' files
are read within bounds."""

import io
import json
import zlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from PIL import Image, PngImagePlugin

from core.errors import ImageError
from core.exif_text import exif_with
from core.output import encode_picture
from core.provenance import FORMS, SCHEMA, Form, Restored, embed, read_recipe
from core.request import MAX_PROMPT, GenerationRequest
from core.xmp import LABEL
from tests.core.test_a1111 import WRITTEN_BY_A1111
from tests.recipes import PIXELS, PROMPT, RUN, asked, recipe, requests, settings_of

KNOWN = ("mini",)
EACH_FORM = pytest.mark.parametrize("form", list(FORMS))
PNG = encode_picture(PIXELS, ".png")


def restored(content: bytes) -> Restored:
    found = read_recipe(content, KNOWN)
    assert found is not None
    return found


def png_saying(**texts: str) -> bytes:
    info, buffer = PngImagePlugin.PngInfo(), io.BytesIO()
    for key, text in texts.items():
        info.add_text(key, text)
    Image.fromarray(PIXELS).save(buffer, format="PNG", pnginfo=info)
    return buffer.getvalue()


def own(**changes: Any) -> bytes:
    """A PNG with a recipe that somebody changed."""
    return png_saying(backdrop_studio=json.dumps(recipe() | changes))


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
def test_a_request_comes_back_from_each_form(form: Form, request: GenerationRequest):
    found = restored(embed(PIXELS, form, recipe(request)))
    assert found == Restored(values=settings_of(request), origin="studio", run=RUN)


@EACH_FORM
def test_control_characters_alone_do_not_come_back(form: Form):
    found = restored(
        embed(PIXELS, form, recipe(asked(prompt="a\0b\x1b\u202ec\x9f", negative_prompt="d\r\n")))
    )
    assert (found.values["prompt"], found.values["negative_prompt"]) == ("ab\u202ec", "d\n")
    assert len(found.remarks) == 2


@EACH_FORM
@pytest.mark.parametrize("with_recipe", [True, False])
def test_the_label_is_in_every_file(form: Form, with_recipe: bool):
    content = embed(PIXELS, form, recipe() if with_recipe else None)
    assert content.count(LABEL.encode()) == 1
    with Image.open(io.BytesIO(content)) as image:
        assert image.get_format_mimetype() == FORMS[form][1]
        assert image.info["xmp"].decode() == LABEL


def test_the_label_is_xmp_that_names_iptcs_source_type():
    (rdf,) = ElementTree.fromstring(LABEL)
    (description,) = rdf
    assert description.get("{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType") == (
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    )


@EACH_FORM
def test_a_file_without_recipe_tells_nothing(form: Form):
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
def test_pixels_are_untouched_in_png_and_webp(form: Form, picture: Any):
    assert np.array_equal(pixels_of(embed(picture, form, recipe())), PIXELS)


def test_a_jpeg_has_full_colour_resolution():
    with Image.open(io.BytesIO(embed(PNG, "jpeg", recipe()))) as image:
        layers = image.layer  # pyright: ignore[reportAttributeAccessIssue]
    assert [layer[1:3] for layer in layers] == [(1, 1)] * 3


@EACH_FORM
def test_nothing_the_picture_said_before_is_carried_over(form: Form):
    exif, buffer = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Camera of Ada"
    Image.fromarray(PIXELS).save(buffer, format="PNG", exif=exif)
    assert embed(buffer.getvalue(), form, recipe()) == embed(PIXELS, form, recipe())


@EACH_FORM
def test_bytes_that_are_no_picture_are_refused(form: Form):
    with pytest.raises(ImageError):
        embed(PNG[: len(PNG) // 2], form, None)


@EACH_FORM
@pytest.mark.parametrize("letter", ["w", "木", "🪵", '"', "é"])
def test_the_longest_prompts_fit_in_each_form(form: Form, letter: str):
    request = asked(prompt=letter * MAX_PROMPT, negative_prompt=letter * MAX_PROMPT)
    found = restored(embed(PIXELS, form, recipe(request)))
    assert (found.origin, found.values) == ("studio", settings_of(request))


def test_where_a_jpeg_is_too_small_for_our_recipe_it_has_the_other():
    request = asked(prompt="a" + "\1" * (MAX_PROMPT - 1), negative_prompt="\2" * MAX_PROMPT)
    found = restored(embed(PIXELS, "jpeg", recipe(request)))
    assert (found.origin, found.values["prompt"], found.values["seed"]) == ("a1111", "a", 1234)


@EACH_FORM
def test_a1111s_text_stands_for_a_recipe_that_got_lost(form: Form):
    content = embed(PIXELS, form, recipe(asked(negative_prompt="people")))
    found = restored(content.replace(b"backdrop-studio/recipe", b"something-else/recipe!"))
    assert (found.origin, found.run) == ("a1111", None)
    assert found.values == {
        "prompt": PROMPT,
        "negative_prompt": "people",
        "num_inference_steps": 20,
        "guidance_scale": 2.5,
        "scheduler": "DDIM",
        "strength": 1.0,
        "seed": 1234,
    }


def files_of_a1111() -> list[bytes]:
    exif = exif_with(None, WRITTEN_BY_A1111)
    lossy = [encode_picture(PIXELS, ending, exif=exif) for ending in (".jpg", ".webp")]
    return [png_saying(parameters=WRITTEN_BY_A1111), *lossy]


@pytest.mark.parametrize("content", files_of_a1111(), ids=list(FORMS))
def test_a_picture_of_a1111_gives_what_it_can(content: bytes):
    found = restored(content)
    assert (found.origin, found.run, len(found.remarks)) == ("a1111", None, 3)
    assert found.values == {
        "prompt": "product photo, (oak table:1.2), <lora:woods:0.8>\nmorning light, 35mm",
        "negative_prompt": "people, text, watermark\nblurry: very",
        "num_inference_steps": 28,
        "guidance_scale": 6.5,
        "scheduler": "DPMSolverMultistep",
        "seed": 965400086,
    }


def test_settings_of_a1111_out_of_range_are_left_out_with_a_remark():
    line = "Steps: -4, Sampler: Euler, CFG scale: inf, Seed: NaN, Denoising strength: 7"
    found = restored(png_saying(parameters=f"<b>a table</b>\n{line}"))
    assert found.values == {"prompt": "<b>a table</b>", "scheduler": "EulerDiscrete"}
    assert [remark.split()[0] for remark in found.remarks] == [
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
def test_files_that_are_cut_off_say_nothing(form: Form):
    content = embed(PIXELS, form, recipe())
    for end in range(0, len(content) - 2, 97):
        assert read_recipe(content[:end], KNOWN) is None


def test_photos_that_say_nothing_say_nothing():
    for ending in (".png", ".jpg", ".webp"):
        assert read_recipe(encode_picture(PIXELS, ending), KNOWN) is None


def test_the_time_told_is_utc():
    assert recipe(created=datetime(2026, 1, 1, tzinfo=UTC))["created"] == "2026-01-01T00:00:00Z"

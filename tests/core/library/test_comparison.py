"""How alike two pictures are, and what changed between two environments, in words."""

import numpy as np
import pytest

from core.library.comparison import changes, pixels_of, psnr, verdict
from core.library.encoding import png
from core.pipeline.stages import STAGE_NAMES

GREY = np.full((4, 6, 3), 100, np.uint8)


@pytest.mark.parametrize(
    ("by", "expected"), [(0, "identical"), (1, "near"), (2, "different"), (100, "different")]
)
def test_the_verdict_follows_the_difference(by: int, expected: str) -> None:
    found, decibels = verdict(GREY, GREY + np.uint8(by))
    assert found == expected
    assert (decibels is None) == (by == 0)


def test_one_level_everywhere_is_forty_eight_decibels() -> None:
    assert psnr(GREY, GREY + np.uint8(1)) == pytest.approx(48.1308, abs=1e-3)


def test_pictures_of_two_sizes_are_different() -> None:
    assert verdict(GREY, GREY[:2]) == ("different", None)


def test_pixels_come_back_from_a_file() -> None:
    assert np.array_equal(pixels_of(png(GREY)), GREY)


def test_nothing_changed_says_nothing() -> None:
    model = {"role": "base", "name": "a/b", "revision": "1" * 40}
    assert changes([model], [model], {"dtype": "float32"}, {"dtype": "float32"}) == ()


def test_each_change_is_a_sentence() -> None:
    old = [
        {"role": "base", "name": "a/b", "revision": "1" * 40},
        {"role": "matting", "name": "u2net", "revision": None},
    ]
    new = [{"role": "base", "name": "a/b", "revision": "2" * 40}]
    said = changes(
        old,
        new,
        {"dtype": "float32", "libraries": {"torch": "2.12", "rembg": "2", "numpy": None}},
        {"dtype": "float16", "frugal": True, "libraries": {"torch": "2.13", "numpy": "2", "scipy": "1"}},
    )
    assert said == (
        "The base model was a/b (111111111111) then, is a/b (222222222222) now.",
        "The matting model was u2net (of no known revision) then, is none now.",
        "It computed in float32 then, in float16 now.",
        "It was made in little memory now only.",
        "numpy was not there then, is 2 now.",
        "rembg was 2 then, is not there now.",
        "torch was 2.12 then, is 2.13 now.",
    )


def test_a_studio_that_was_updated_is_told_where_it_is_known() -> None:
    said = changes([], [], {"studio": "0.1.0"}, {"studio": "0.2.0"})
    assert said == ("The studio was of version 0.1.0 then, is of 0.2.0 now.",)
    assert changes([], [], {}, {"studio": "0.2.0"}) == ()


CPU = {
    "device": "cpu",
    "device_name": "CPU, 2 threads",
    "processor": "AMD EPYC",
    "cpu_capability": "AVX512",
    "threads": 2,
    "variables": {"ONEDNN_MAX_CPU_ISA": "AVX2"},
}


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ({"processor": "Xeon"}, "The processor was AMD EPYC then, is Xeon now."),
        ({"cpu_capability": "AVX2"}, "It computed with the instructions of AVX512 then, of AVX2 now."),
        (
            {"threads": 1, "device_name": "CPU, 1 threads"},
            "Torch split its work into 2 threads then, into 1 now.",
        ),
        ({"variables": {}}, "ONEDNN_MAX_CPU_ISA was AVX2 then, is not set now."),
    ],
)
def test_what_decides_pixels_on_a_processor_is_told_once(now: dict[str, object], sentence: str) -> None:
    assert changes([], [], CPU, {**CPU, **now}) == (sentence,)


def test_what_a_run_does_not_tell_of_its_processor_is_no_change() -> None:
    earlier = {"device": "cpu", "device_name": "CPU, 2 threads"}
    assert changes([], [], earlier, CPU) == changes([], [], CPU, earlier) == ()


def test_a_profile_that_was_edited_is_told() -> None:
    before, after = ({"profile": {"native_size": size, "control": "depth"}} for size in (256, 512))
    assert changes([], [], before, after) == ("The profile's native size was 256 then, is 512 now.",)
    assert changes([], [], {}, after) == ()


ALL_AT_FOUR = {"stages": dict.fromkeys(STAGE_NAMES, 4)}


def test_only_the_stages_that_changed_are_named() -> None:
    later = {"stages": {**ALL_AT_FOUR["stages"], "depth": 5}}
    assert changes([], [], ALL_AT_FOUR, later) == ("The depth is another one now (version 4 then, 5 now).",)
    assert changes([], [], ALL_AT_FOUR, ALL_AT_FOUR) == ()


@pytest.mark.parametrize(
    ("recorded", "changed"),
    [
        ({"stages": 4}, set[str]()),
        ({"stages": 3}, {"contact shadow"}),
        ({"stages": 2}, {"contact shadow", "enlargement of the background"}),
        (
            {},
            {
                "contact shadow",
                "enlargement of the background",
                "cut-out",
                "cleaning of the edges",
                "painting of the background",
            },
        ),
    ],
)
def test_runs_of_one_number_for_all_stages_say_what_changed_since(
    recorded: dict[str, int], changed: set[str]
) -> None:
    sentences = changes([], [], recorded, ALL_AT_FOUR)
    assert {sentence.split(" is another")[0].removeprefix("The ") for sentence in sentences} == changed


def test_a_stage_that_only_one_of_them_passed_is_no_change() -> None:
    scene = {"stages": {"orient": 4, "place": 1, "scene": 1, "composite": 4}}
    model = {"stages": {"orient": 4, "inpaint": 4, "composite": 4}}
    assert changes([], [], scene, model) == changes([], [], model, scene) == ()
    later = {"stages": {**scene["stages"], "scene": 2}}
    assert changes([], [], scene, later) == (
        "The painting of the scene is another one now (version 1 then, 2 now).",
    )
    assert changes([], [], model, later) == ()


def test_a_stage_that_scenes_did_not_pass_then_is_named() -> None:
    then = {"place": 1, "scene": 1, "composite": 4}
    assert changes([], [], {"stages": then}, {"stages": {**then, "rims": 1}}) == (
        "The cleaning of the rims is new; there was none then.",
    )


@pytest.mark.parametrize("recorded", [{}, {"stages": 2}, {"stages": 4}])
def test_older_runs_passed_no_stage_of_scenes(recorded: dict[str, int]) -> None:
    said = " ".join(changes([], [], recorded, {"stages": {"place": 1, "scene": 1, "scene_shadow": 1}}))
    assert "scene" not in said
    assert "placement" not in said


PAINTED = {"scene": {"pose": "stands", "painter": "painted"}}
TRACED = {"scene": {"pose": "stands", "painter": "traced", "variant": "llvm_ad_rgb", "samples": 8}}


def test_another_painter_of_the_scene_is_told() -> None:
    assert changes([], [], TRACED, PAINTED) == ("The scene was traced (llvm_ad_rgb) then, is painted now.",)
    other = {"scene": {**TRACED["scene"], "variant": "scalar_rgb"}}
    assert changes([], [], TRACED, other) == (
        "The scene was traced (llvm_ad_rgb) then, is traced (scalar_rgb) now.",
    )
    assert changes([], [], TRACED, TRACED) == changes([], [], {}, PAINTED) == ()


def test_what_torch_computes_with_is_no_change_of_a_scene() -> None:
    stages = {"scene": 1, "composite": 4}
    old = {"stages": stages, "device_name": "CPU, 2 threads", "dtype": "bfloat16", "threads": 2}
    new = {"stages": stages, "device_name": "CPU", "dtype": "float32"}
    assert changes([], [], old, new) == ()
    assert len(changes([], [], {**old, "stages": {"inpaint": 5}}, {**new, "stages": {"inpaint": 5}})) == 2

"""Plans: kept and read back, named by what they come to, estimated."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.errors import RequestError
from core.groups.batch import Item, Wishes
from core.groups.estimate import estimate, pixels_of, readable_bytes, readable_time
from core.groups.plan import Cell, Plan, PlannedPhoto, planned
from core.models.profiles import PROFILES, SCENE_PROFILE
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from store.records import Timing
from tests.groups import REQUESTS, batch_of, planned_photo

PLAN = batch_of(seeds=2)


def test_a_plan_is_read_back_as_it_was_kept() -> None:
    odd = replace(PLAN, photos=(replace(PLAN.photos[0], name="m\udcffg.png"), *PLAN.photos[1:]))
    for plan in (PLAN, odd):
        text = plan.to_json()
        assert text.isascii()
        assert Plan.from_json(text) == plan
        assert Plan.from_json(text).digest() == plan.digest()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 99}'])
def test_a_plan_that_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(RequestError):
        Plan.from_json(text)


def test_a_plan_is_named_by_its_pictures_not_by_names_and_folders() -> None:
    moved = replace(PLAN, photos=tuple(replace(one, name="x", place="elsewhere") for one in PLAN.photos))
    assert moved.digest() == PLAN.digest()
    assert batch_of(seeds=3).digest() != PLAN.digest()
    assert batch_of(("a.png",), seeds=2).digest() != PLAN.digest()


def test_a_plan_has_at_least_one_picture_and_not_too_many() -> None:
    with pytest.raises(RequestError, match="nothing to make"):
        planned("batch", [], [])
    cells: list[Cell] = [PLAN.cells[0]] * 100_001
    with pytest.raises(RequestError, match="100,001 pictures; at most 100,000"):
        planned("batch", PLAN.photos, cells)


def test_a_scene_depends_on_nothing_but_its_sentence_and_seed() -> None:
    """Hence a group can be extended, and a picture that was made alone serves it."""
    alone, _ = REQUESTS.of({"prompt": "on a table", "seed": 2, "profile": SCENE_PROFILE})
    REQUESTS.of({"prompt": "on a table", "seed": 1, "profile": SCENE_PROFILE})
    again, digest = REQUESTS.of({"prompt": "on a table", "seed": 2, "profile": SCENE_PROFILE})
    assert (again, digest) == (alone, alone.digest())
    assert again.scene is not None


def test_a_kind_s_own_name_is_the_sentence_where_there_is_none() -> None:
    wishes = Wishes(scenes=("beach",), base={})
    (values,) = wishes.values({}, Path("none"))
    request, _ = REQUESTS.of(values)
    assert (request.profile, request.prompt) == (SCENE_PROFILE, "beach")


def test_what_a_photo_s_row_says_goes_before_what_is_asked_of_all() -> None:
    wishes = Wishes(prompts=("a", "b"), seeds=(1, 2), base={"num_inference_steps": 2})
    own = {"seed": 9, "num_inference_steps": 5}
    values = wishes.values(Item(photo=planned_photo(), values=own).values, Path("none"))
    assert [(one["prompt"], one["seed"], one["num_inference_steps"]) for one in values] == [
        ("a", 9, 5),
        ("b", 9, 5),
    ]


def test_an_estimate_counts_each_picture_that_is_left_once() -> None:
    plan = batch_of(("a.png", "a.png", "b.png"), ("a beach",))
    pixels = [pixels_of(photo, plan.cells[0].request) for photo in plan.photos]
    timings = [Timing(steps=2, pixels=100, seconds={}, size=size) for size in (300, 500, 400)]
    found = estimate(
        plan, {plan.key(plan.cells[2])}, lambda _: timings, lambda _, count: count / 10, photos_there=()
    )
    assert (found.cells, found.photos, found.there, found.same, found.left) == (3, 2, 1, 1, 1)
    assert found.seconds == pixels[0] / 10
    assert found.size == pixels[0] * 4 + plan.photos[0].size
    assert found.sentence() == (
        "3 pictures of 2 photos, 1 there already, 1 the same as others, 1 to make, "
        f"about {readable_time(pixels[0] / 10)} and 1 MB."
    )


def test_what_nothing_tells_is_not_estimated() -> None:
    found = estimate(PLAN, set(), lambda _: [], lambda _cell, _pixels: None)
    assert (found.seconds, found.size) == (None, None)
    assert found.sentence().endswith(
        "8 to make, none like these was made here yet that would tell time and disk."
    )
    everything = estimate(PLAN, set(PLAN.keys()), lambda _: [], lambda _cell, _pixels: None)
    assert everything.sentence() == "8 pictures of 2 photos, 8 there already, 0 to make."


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({"scene": scene_for("on a table", 1)}, (768, 768)),
        ({"background": {"kind": "colour"}}, (768, 768)),
        ({"scene": scene_for("on a table", 1), "canvas": "2000x1000"}, (2000, 1000)),
        ({"background": {"kind": "colour"}, "canvas": "full"}, (198, 198)),
    ],
)
def test_a_picture_is_as_large_as_its_canvas(fields: dict[str, Any], size: tuple[int, int]) -> None:
    photo = PlannedPhoto(name="small.png", sha256="ab", width=198, height=198)
    request = GenerationRequest.for_profile(PROFILES["scene"], prompt="on a table", seed=1, **fields)
    assert pixels_of(photo, request) == size[0] * size[1]
    mini = GenerationRequest.for_profile(PROFILES["mini"], prompt="on a table", seed=1)
    assert pixels_of(photo, mini) == 198 * 198


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (12_000, "3 h 20 min")]
)
def test_times_are_readable(seconds: float, text: str) -> None:
    assert readable_time(seconds) == text


def test_sizes_are_readable() -> None:
    assert [readable_bytes(size) for size in (5, 3_400_000, 1_230_000_000)] == ["1 MB", "3 MB", "1.2 GB"]

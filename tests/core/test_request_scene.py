"""A request with a scene: part of its digest, checked with it, and told in one sentence where it will not
do."""

import json
from typing import Any

import pytest

from core.errors import RequestError
from core.models.profiles import PROFILES
from core.request import GenerationRequest, request_of
from core.scenes.drawing import scene_for
from core.scenes.spec import SceneSpec

BEACH = scene_for("on a beach at sunset", 3)


def asked(profile: str = "scene", **changes: Any) -> GenerationRequest:
    return GenerationRequest.for_profile(PROFILES[profile], **{"prompt": "a beach", "seed": 1, **changes})


def complaint(scene: object) -> str:
    with pytest.raises(RequestError) as caught:
        asked(scene=scene)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_without_a_scene_nothing_of_it_is_in_the_request() -> None:
    written = json.loads(asked(profile="mini").canonical_json())
    assert not {"scene", "pose", "scene_painter"} & written.keys()


def test_the_whole_scene_is_in_the_request_and_comes_back() -> None:
    request = asked(scene=BEACH, pose="lies", scene_painter="painted")
    written = json.loads(request.canonical_json())
    assert written["scene"] == BEACH.model_dump(mode="json")
    assert (written["pose"], written["scene_painter"]) == ("lies", "painted")
    assert request_of(written) == request
    assert request_of(written).digest() == request.digest()


def test_a_scene_and_its_values_are_one_request() -> None:
    values = BEACH.model_dump(mode="json")
    assert asked(scene=values).digest() == asked(scene=BEACH).digest()
    assert asked(scene=SceneSpec.from_json(BEACH.to_json())).digest() == asked(scene=BEACH).digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"seed": 4},
        {"season": "winter"},
        {"light": BEACH.light.model_copy(update={"height": 50.0})},
        {"camera": BEACH.camera.model_copy(update={"blur": 0.11})},
        {"colours": BEACH.colours.model_copy(update={"accent": "#123456"})},
    ],
)
def test_every_part_of_a_scene_is_part_of_the_digest(changes: dict[str, Any]) -> None:
    assert asked(scene=BEACH.model_copy(update=changes)).digest() != asked(scene=BEACH).digest()


@pytest.mark.parametrize(
    ("scene", "said"),
    [
        ({"kind": "moon", "seed": 1}, "kind must be one of "),
        ({"kind": "beach"}, "The scene has no seed; a scene needs a kind and a seed."),
        ({"kind": "beach", "seed": 1, "weather": "rain"}, "A scene has no field weather; it has "),
        ({"kind": "beach", "seed": -1}, "The scene will not do: seed must be greater than or equal to 0"),
        (
            {"kind": "beach", "seed": 1, "light": {"height": 91}},
            "light.height must be less than or equal to 90",
        ),
        ({"kind": "beach", "seed": 1, "light": {"time": "noon"}}, "light.time must be 'morning', "),
        ({"kind": "beach", "seed": 1, "colours": {"ground": "red"}}, "must be a colour such as #c8a27c"),
        ({"kind": "beach", "seed": 1, "materials": {"wall": "brick"}}, "must be left out for this kind"),
        ({"kind": "beach", "seed": 1, "props": ["piano"]}, "props must be one of "),
        ({"kind": "beach", "seed": 1, "light": {"height": float("nan")}}, "light.height "),
        ("a beach", "scene "),
        (7, "scene "),
    ],
)
def test_a_scene_that_will_not_do_is_told_in_one_sentence(scene: object, said: str) -> None:
    found = complaint(scene)
    assert said in found
    assert found.endswith(".")


@pytest.mark.parametrize(("field", "value"), [("pose", "flies"), ("scene_painter", "drawn")])
def test_a_word_that_there_is_not_is_told_with_those_there_are(field: str, value: str) -> None:
    with pytest.raises(RequestError, match=rf"^{field} must be 'auto', .* \(it is {value}\)\.$"):
        asked(**{field: value})

"""Further subjects and room per side in a request: how they are typed, limited, written and refused."""

import json
from typing import Any

import numpy as np
import pytest

from core.errors import RequestError
from core.models.profiles import PROFILES
from core.request import GenerationRequest
from core.scenes.several import also_words
from core.stages.hand_placement import beside, with_room
from core.stages.placement import Box, subject_box
from core.stages.pose import Pose
from tests.scenes import asked, bottle

SHA = "ab" * 32


@pytest.mark.parametrize(
    ("typed", "sides"),
    [("10,10,20,5", (10, 10, 20, 5)), ("8%", (8, 8, 8, 8)), ('{"top": 30}', (0, 0, 30, 0))],
)
def test_room_is_typed_by_side_or_for_all(typed: str, sides: tuple[float, ...]) -> None:
    room = asked(room=typed).room
    assert room is not None
    assert (room.left, room.right, room.top, room.bottom) == sides


@pytest.mark.parametrize("typed", ["10,10", "wide", "-1", "60,60,0,0", "{"])
def test_room_that_is_none_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(RequestError, match=r"^room .*\.$"):
        asked(room=typed)


def test_a_place_and_room_are_one_too_many() -> None:
    with pytest.raises(RequestError, match="place and room are one too many"):
        asked(room="10", place="0.5,0.5,0.5")


@pytest.mark.parametrize("pose", ["stands", "lies", "hangs"])
def test_the_subject_is_within_its_room(pose: Pose) -> None:
    matte = np.asarray(bottle(100, 100).getchannel("A"))
    room = asked(room="20,40,5,5").room
    assert room is not None
    placed = subject_box(with_room(matte, pose, room, (100, 100)).place(matte))
    assert placed.left >= 19
    assert placed.right <= 61
    assert placed.top >= 4
    assert placed.bottom <= 96
    if pose == "stands":
        assert abs(placed.bottom - 95) <= 1
    elif pose == "hangs":
        assert abs(placed.top - 5) <= 1


def test_further_subjects_are_written_short_and_read_again() -> None:
    request = asked(also=[{"photo": SHA}, {"photo": SHA, "place": "0.2,0.6,0.3"}])
    written = json.loads(request.canonical_json())
    assert written["also"][0] == {"photo": SHA}
    assert GenerationRequest.parse(written) == request
    assert also_words(written["also"]) == "abababab beside; abababab at 0.2, 0.6, 0.3"


@pytest.mark.parametrize(
    "changes",
    [
        {"also": [{"photo": "x"}]},
        {"also": [{"photo": SHA}] * 6},
        {"also": [{"photo": SHA, "place": "here"}]},
        {"also": [{"photo": SHA}], "scene_painter": "traced"},
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(changes: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match=r"^[^\n]*further subjects[^\n]*\.$|^Further subjects[^\n]*\.$"):
        asked(**changes)


def test_a_model_takes_one_subject() -> None:
    with pytest.raises(RequestError, match="choose the profile scene"):
        GenerationRequest.for_profile(PROFILES["mini"], prompt="beach", seed=1, also=[{"photo": SHA}])


def test_further_subjects_are_at_the_first_ones_sides_on_its_foot() -> None:
    first = Box(40, 30, 60, 80)
    places = [beside(first, Box(0, 0, 50, 100), (100, 100), nth, on_foot=True) for nth in range(4)]
    assert [place.x < 0.5 for place in places] == [False, True, False, True]
    assert places[2].x > places[0].x > 0.6
    assert all(abs(place.y + place.scale / 2 - 0.8) < 1e-3 for place in places)
    flat = beside(first, Box(0, 0, 400, 100), (100, 100), 0, on_foot=False)
    assert abs(flat.y - 0.55) < 1e-3
    assert flat.scale < 0.5  # as much of the canvas as the first takes, whatever its shape


def test_a_further_subject_is_within_the_canvas_even_beside_a_large_one() -> None:
    place = beside(Box(2, 10, 98, 90), Box(0, 0, 60, 80), (100, 100), 0, on_foot=True)
    assert place.x + place.scale * 60 / 80 / 2 <= 1.001


def test_a_place_at_the_edge_is_told_with_its_nought() -> None:
    row = {"photo": SHA, "place": {"x": 0.0, "y": 0.6, "scale": 0.4, "turn": 0.0}}
    assert also_words([row]).endswith("at 0, 0.6, 0.4")

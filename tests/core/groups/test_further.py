"""Further subjects of an axis and of a manifest's rows: named by their photos, kept, checked."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from core.errors import RequestError
from core.groups.axes import axis_of
from core.groups.extend import extended, more_further, more_values
from core.groups.further import further_of, further_typed, with_further
from core.groups.grid import grid
from core.groups.manifest import rows_in
from core.groups.plan import Plan
from core.scenes.canvas import Place
from tests.groups import REQUESTS, planned_photo, stock

MUG, PEN = (hashlib.sha256(name.encode()).hexdigest() for name in ("mug.png", "pen.png"))


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("none", ()),
        ("mug.png", ({"photo": "mug.png"},)),
        ("mug.png@0.7,0.6,0.3 + pen.png", ({"photo": "mug.png", "place": "0.7,0.6,0.3"}, {"photo": "pen.png"})),
        ("a@b.png @ 0.7, 0.6, 0.3, -5, mirror", ({"photo": "a@b.png", "place": "0.7, 0.6, 0.3, -5, mirror"},)),
        ("me@home.png", ({"photo": "me@home.png"},)),
        (["mug.png", {"photo": "pen.png", "place": None}], ({"photo": "mug.png"}, {"photo": "pen.png"})),
        ([], ()),
    ],
)  # fmt: skip
def test_subjects_are_named_with_their_places(typed: object, rows: tuple[dict[str, str], ...]) -> None:
    assert further_typed(typed) == rows


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (7, "Further subjects are photos"),
        ([7], "is missing"),
        ("mug.png +  + pen.png", "is missing"),
        ([{"photo": "mug.png", "size": 3}], "has a photo and"),
        ([{"place": "0.5,0.5,0.5"}], "has a photo and"),
        (" + ".join(["mug.png"] * 6), "at most 5"),
    ],
)
def test_what_names_none_is_told(typed: object, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        further_typed(typed)


def test_a_photo_that_is_kept_already_may_be_named_by_its_sha256() -> None:
    assert further_of(({"photo": MUG},), lambda name: "") == [{"photo": MUG}]


def planned(text: str, **base: Any) -> Plan:
    values = {"profile": "scene", "prompt": "on a table", "seed": 1, "background": "white", **base}
    return grid([axis_of(text, "", stock())], values, planned_photo(), REQUESTS)


def test_they_are_an_axis_that_can_be_extended() -> None:
    plan = planned("also=none | mug.png@0.7,0.6,0.3 + pen.png", also=[{"photo": PEN}])
    assert plan.axes[0].labels == ("none", "mug.png@0.7,0.6,0.3 + pen.png")
    first, second = (cell.request.also for cell in plan.cells)
    assert first == ()
    assert [one.photo for one in second] == [MUG, PEN]
    assert second[0].place == Place(x=0.7, y=0.6, scale=0.3)
    longer = extended(plan, 0, more_values(plan, 0, "none | pen.png", stock()), REQUESTS)
    assert [[one.photo for one in cell.request.also] for cell in longer.cells] == [[], [MUG, PEN], [PEN]]
    by_photo = more_further(plan, 0, [planned_photo("c.png")], lambda photo: photo.sha256)
    assert extended(plan, 0, by_photo, REQUESTS).axes[0].labels[-1] == "c.png"


def test_a_model_that_has_no_use_for_them_is_told() -> None:
    with pytest.raises(RequestError, match="choose the profile scene"):
        planned("also=mug.png", profile="mini", background=None)


def test_a_place_that_is_none_is_told() -> None:
    with pytest.raises(RequestError, match="Further subjects: "):
        planned("also=mug.png@0.7,0.6")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'photo,also\na.png,"mug.png@0.7,0.6,0.3 + pen.png"\n'),
        ("a.jsonl", '{"photo": "a.png", "also": ["mug.png@0.7,0.6,0.3", {"photo": "pen.png"}]}'),
        ("a.jsonl", '{"photo": "a.png", "also": "mug.png@0.7,0.6,0.3 + pen.png"}'),
    ],
)
def test_they_are_a_manifest_s_column(name: str, text: str) -> None:
    (row,) = rows_in(Path(name), text)
    found = with_further(row.values, stock().also)
    assert found == {"also": [{"photo": MUG, "place": "0.7,0.6,0.3"}, {"photo": PEN}]}


def test_a_row_s_subjects_are_checked_with_the_row() -> None:
    with pytest.raises(RequestError, match=r"a\.jsonl, row 1: Further subjects are photos"):
        rows_in(Path("a.jsonl"), '{"photo": "a.png", "also": 3}')

"""A scene's own fields as axes and columns: light, camera, materials, colours, season."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.errors import InputError, RequestError
from core.groups.axes import Axis, axis_of, photo_axis
from core.groups.extend import extended, more_photos, more_values
from core.groups.grid import grid
from core.groups.made import Made
from core.groups.manifest import rows_in
from core.groups.plan import Plan
from core.groups.report import report
from core.groups.scene_fields import FIELDS, scene_choices, scene_field_named, scene_limits, value_in
from tests.groups import REQUESTS, planned_photo, stock

BASE = {"prompt": "on an oak table", "profile": "scene", "seed": 1}


def axis(text: str, prompt: str = "on an oak table") -> Axis:
    return axis_of(text, prompt, stock())


def planned(*texts: str, **base: Any) -> Plan:
    return grid([axis(text) for text in texts], {**BASE, **base}, planned_photo(), REQUESTS)


def scenes(plan: Plan, field: str) -> dict[tuple[int, ...], Any]:
    return {cell.at: value_in(cell.request.scene, field) for cell in plan.cells if cell.request.scene}


@pytest.mark.parametrize(
    ("text", "title", "labels"),
    [
        ("light=-90..90 step 90", "Light from", ["-90", "0", "90"]),
        ("light-height=20, 60", "Light height", ["20", "60"]),
        ("hardness=0,1", "Hardness", ["0", "1"]),
        ("time of day=Day, golden", "Time of day", ["day", "golden"]),
        ("blur=0..1 step 0.5", "Blur behind", ["0", "0.5", "1"]),
        ("scene.camera.horizon=0.2, 0.4", "Horizon", ["0.2", "0.4"]),
        ("camera.distance=1,2", "Distance", ["1", "2"]),
        ("ground=oak, walnut", "Ground", ["oak", "walnut"]),
        ("wall_colour=#C8A27C, teal, none", "Wall colour", ["#c8a27c", "#008080", "as drawn"]),
        ("season=spring,winter", "Season", ["spring", "winter"]),
        ("kind=beach, table", "Scene to begin with", ["beach", "table"]),
    ],
)
def test_a_scene_s_fields_are_axes_by_what_people_call_them(text: str, title: str, labels: list[str]) -> None:
    found = axis(text)
    assert (found.title, list(found.head.labels)) == (title, labels)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("light_height=1, 20", "Light height is from 5 to 90 (one is 1)."),
        ("blur=much", "Blur behind: 'much' is no number"),
        ("time=noon", "Time of day is one of morning, day, overcast, foggy, golden, sunset, dusk, night"),
        ("wall_colour=reddish", "Wall colour is a colour such as #c8a27c or teal (one is 'reddish')."),
    ],
)
def test_a_value_that_no_scene_has_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(RequestError) as error:
        axis(text)
    assert str(error.value).startswith(said)


def test_a_word_of_the_sentence_is_replaced_where_the_values_are_no_scene_s() -> None:
    assert axis("wall=fence", "before a wall").title == "“wall”"


def test_each_cell_s_scene_has_its_own_light_and_is_otherwise_the_one_that_the_sentence_draws() -> None:
    plan = planned("light_height=20, 60", "seed=1..2", "blur=0, 0.5")
    drawn = REQUESTS.of({**BASE, "seed": 2})[0].scene
    cell = next(one for one in plan.cells if one.at == (1, 1, 0))
    assert scenes(plan, "scene.light.height") == {at: (20, 60)[at[0]] for at in scenes(plan, "season")}
    assert drawn is not None
    assert cell.request.scene is not None
    assert cell.request.scene.kind == drawn.kind
    assert cell.request.scene.colours == drawn.colours
    assert len({cell.digest for cell in plan.cells}) == 8


def test_fields_without_a_scene_or_that_the_kind_has_not_are_told() -> None:
    with pytest.raises(InputError, match=r"Light height is of a scene, and .* begins with none"):
        planned("light_height=20, 60", profile="mini")
    with pytest.raises(InputError, match="Season cannot be winter; it has none"):
        planned("season=winter", scene="paper")
    assert scenes(planned("light_height=20", profile="mini", scene="table"), "scene.light.height") == {
        (0,): 20
    }


@pytest.mark.parametrize("scene", [None, "beach"])
def test_an_extended_grid_is_the_grid_that_had_all_values_from_the_start(scene: str | None) -> None:
    first = planned("light_height=20, 60", "seed=1..2", scene=scene)
    more = extended(first, 0, more_values(first, 0, "80", stock()), REQUESTS)
    more = extended(more, 1, more_values(more, 1, "3", stock()), REQUESTS)
    whole = planned("light_height=20, 60, 80", "seed=1..3", scene=scene)
    assert {cell.at: cell.digest for cell in more.cells} == {cell.at: cell.digest for cell in whole.cells}


def test_a_grid_gets_more_photos_each_once_and_under_a_name_of_its_own() -> None:
    axes = [axis_of("seed=1..2", "", stock())]
    photos = [planned_photo("a.png"), planned_photo("bb.png")]
    plan = grid([photo_axis(photos), *axes], BASE, None, REQUESTS)
    other = planned_photo("d.png")
    more = more_photos(plan, 0, [photos[0], replace(other, name="a.png"), other])
    assert [value.label for value in more.values] == ["a.png (2)"]
    longer = extended(plan, 0, more, REQUESTS)
    assert longer.axes[0].labels == ("a.png", "bb.png", "a.png (2)")
    assert [longer.photos[cell.photo].sha256 for cell in longer.cells[4:]] == [other.sha256] * 2
    with pytest.raises(RequestError, match="in the grid already"):
        more_photos(longer, 0, photos)


def test_a_manifest_s_columns_may_be_a_scene_s_fields() -> None:
    text = "photo,light height,time,wall colour\nmug.png,30,golden,teal\n"
    (row,) = rows_in(Path("m.csv"), text)
    assert row.values == {
        "scene.light.height": 30.0,
        "scene.light.time": "golden",
        "scene.colours.wall": "#008080",
    }


def test_every_field_has_a_way_to_give_its_values() -> None:
    for field in FIELDS:
        assert scene_field_named(field) == field
        assert scene_limits(field) or scene_choices(field) or field.startswith("scene.colours.")


def test_a_negative_number_is_a_number_in_a_spreadsheet_and_a_formula_is_none() -> None:
    plan = planned("light=-60, 60", prompt="-1+cmd")
    table = report(plan, [Made(cell=cell, how="left") for cell in plan.cells], {})
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["Light from"] for row in rows] == ["-60", "60"]
    assert rows[0]["sentence"] == "'-1+cmd"

"""Grids: axes are read, cells stand where their labels say, in every form in which a grid is looked at."""

import base64
import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.errors import InputError, RequestError
from core.groups.axes import Axis, Stock, axis_of, sentence_axis
from core.groups.extend import more_values
from core.groups.grid import grid
from core.groups.grid_page import grid_page
from core.groups.made import Made
from core.groups.plan import Plan
from core.groups.report import report
from core.groups.sheet import MAX_PIXELS, _Measures, labelled, tables
from core.models.profiles import SCENE_PROFILE
from core.request import GenerationRequest
from tests.groups import REQUESTS, planned_photo

PROMPT = "a house by the forest"
PHOTOS = {name: planned_photo(name) for name in ("a.png", "bb.png", "ccc.png")}
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "day": {"prompt": "a bright day", "guidance_scale": 2.0, "seed": 99, "no field": 1},
    "night": {"prompt": "a dark night", "num_inference_steps": 7, "negative_prompt": ""},
}
STOCK = Stock(
    preset=PRESETS.__getitem__,
    photos=lambda text: [PHOTOS[name.strip()] for name in text.split(",")],
    scene=lambda text: text,
    lists=Path("none"),
    also=lambda name: hashlib.sha256(name.encode()).hexdigest(),
)
BASE: Mapping[str, Any] = {"prompt": PROMPT, "profile": "mini", "num_inference_steps": 2, "seed": 1}


def axis(text: str, prompt: str = PROMPT) -> Axis:
    return axis_of(text, prompt, STOCK)


def planned(*texts: str, **base: Any) -> Plan:
    values = {**BASE, **base}
    axes = [axis(text, values["prompt"]) for text in texts]
    return grid(axes, values, PHOTOS["a.png"], REQUESTS)


@pytest.mark.parametrize(
    ("typed", "rooms"),
    [
        ("5, 20", [(5, 5, 5, 5), (20, 20, 20, 20)]),
        ("10,10,30,5 | 20", [(10, 10, 30, 5), (20, 20, 20, 20)]),
        ("10, 10, 30, 5", [(10, 10, 30, 5)]),
        ("none, 15%", [None, (15, 15, 15, 15)]),
    ],
)
def test_room_on_each_side_of_the_subject_is_an_axis(
    typed: str, rooms: list[tuple[float, ...] | None]
) -> None:
    found = planned(f"room={typed}", prompt="on a beach", profile=SCENE_PROFILE, num_inference_steps=None)
    assert [head.title for head in found.axes] == ["Room per side"]
    assert [
        None if room is None else tuple(vars(room).values()) for room in asked(found, "room").values()
    ] == rooms
    assert not any(asked(found, "margin").values())


@pytest.mark.parametrize("typed", ["0, 0.1, 0.2", "0..1 step 0.5", "0.05"])
def test_room_in_shares_is_still_the_room_around_the_photo(typed: str) -> None:
    assert axis(f"room={typed}") == axis(f"margin={typed}")


def test_shares_are_no_more_values_of_room_per_side() -> None:
    begun = planned("room=5, 20", prompt="on a beach", profile=SCENE_PROFILE)
    assert more_values(begun, 0, "0%, 30", STOCK).head.labels == ("0%", "30")
    with pytest.raises(RequestError, match="Room per side is in per cent; write 0% for none"):
        more_values(begun, 0, "0", STOCK)


def asked(plan: Plan, field: str) -> dict[tuple[int, ...], Any]:
    return {cell.at: getattr(cell.request, field) for cell in plan.cells}


@pytest.mark.parametrize(
    ("text", "title", "labels"),
    [
        ("seed=1..3", "Seed", ["1", "2", "3"]),
        ("guidance = 1, 1.5, .., 2.5", "Guidance", ["1", "1.5", "2", "2.5"]),
        ("steps=2,4", "Steps", ["2", "4"]),
        ("controlnet=0.5, 1", "ControlNet strength", ["0.5", "1"]),
        ("cut-out=u2net,u2netp", "Cut-out model", ["u2net", "u2netp"]),
        ("prompt=on oak, warm|on {ice|snow}", "Scene", ["on oak, warm", "on ice", "on snow"]),
        ("forest=beach | city", "“forest”", ["forest", "beach", "city"]),
        ("by the forest=in Rome", "“by the forest”", ["by the forest", "in Rome"]),
        ("decontaminate=on,off", "Clean the edges", ["on", "off"]),
        ("photo=a.png,bb.png", "Photo", ["a.png", "bb.png"]),
        ("photo=a.png,a.png", "Photo", ["a.png", "a.png (2)"]),
        ("preset=day,night", "Preset", ["day", "night"]),
    ],
)
def test_an_axis_is_read_as_it_is_typed(text: str, title: str, labels: list[str]) -> None:
    found = axis(text)
    assert list(found.head.labels) == labels
    assert title in (found.title, "ControlNet strength", "Guidance", "Steps", "Cut-out model")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seed", "Write an axis as NAME=VALUES, such as seed=1..4 (it is 'seed')."),
        ("seed=", "Write an axis as NAME=VALUES"),
        ("=1", "Write an axis as NAME=VALUES"),
        ("sede=1", "There is no field 'sede' to vary, and the sentence has no such word"),
        ("seed=1,1", "The axis 'seed=1,1' has '1' twice"),
        ("forest=forest", "The axis 'forest=forest' has 'forest' twice"),
        ("schema_version=1", "There is no field 'schema_version' to vary"),
        ("seed=x", "seed: 'x' is no number"),
    ],
)
def test_an_axis_that_says_nothing_is_told(text: str, said: str) -> None:
    with pytest.raises(RequestError) as error:
        axis(text)
    assert str(error.value).startswith(said)


def test_a_cell_has_the_values_of_its_place() -> None:
    plan = planned("seed=5..7", "forest=beach", "guidance=1,2")
    assert asked(plan, "seed") == {at: 5 + at[0] for at in asked(plan, "seed")}
    assert {prompt for at, prompt in asked(plan, "prompt").items() if at[1] == 1} == {"a house by the beach"}
    assert asked(plan, "guidance_scale")[2, 0, 1] == 2.0
    assert len(plan.cells) == 12


def test_a_preset_goes_first_and_other_axes_change_it() -> None:
    plan = planned("guidance=4,5", "preset=day,night")
    assert asked(plan, "guidance_scale") == {(0, 0): 4, (1, 0): 5, (0, 1): 4, (1, 1): 5}
    assert asked(plan, "prompt")[0, 1] == "a dark night"
    assert set(asked(plan, "seed").values()) == {1}


def test_a_profile_brings_its_own_defaults_unless_they_are_given() -> None:
    plan = grid([axis("profile=mini,scene")], {"prompt": "on ice", "seed": 1}, PHOTOS["a.png"], REQUESTS)
    steps = asked(plan, "num_inference_steps")
    assert steps[0,] != steps[1,]
    assert [cell.request.scene is not None for cell in plan.cells] == [False, True]


def test_cells_of_one_profile_and_photo_follow_one_another() -> None:
    plan = planned("seed=1,2", "photo=a.png,bb.png,ccc.png")
    assert [cell.photo for cell in plan.cells] == [0, 0, 1, 1, 2, 2]
    assert [cell.position for cell in plan.cells] == list(range(6))
    assert {plan.photos[cell.photo].name for cell in plan.cells if cell.at[1] == 2} == {"ccc.png"}


def test_a_kind_of_scene_is_a_sentence_of_its_own() -> None:
    plan = grid([axis("scene=beach,table")], {"seed": 1}, PHOTOS["a.png"], REQUESTS)
    assert [cell.request.prompt for cell in plan.cells] == ["beach", "table"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "A grid has 1 to 3 axes (there are 0)."),
        (["seed=1", "steps=2", "guidance=1", "eta=0"], "A grid has 1 to 3 axes (there are 4)."),
        (["seed=1,2", "seed=3,4"], "Two axes vary Seed; take one."),
        (["seed=1..900", "steps=1..150"], "These are 135,000 pictures; at most 100,000"),
        (["forest=beach", "prompt=on oak|on ice"], "'forest' is not in the sentence 'on oak'"),
        (["guidance=900"], "guidance_scale must be"),
    ],
)
def test_a_grid_that_cannot_be_is_told(texts: Sequence[str], said: str) -> None:
    with pytest.raises(InputError) as error:
        planned(*texts)
    assert str(error.value).startswith(said)


def test_a_grid_needs_a_photo() -> None:
    with pytest.raises(RequestError, match="Name the photo"):
        grid([axis("seed=1")], BASE, None, REQUESTS)
    assert grid([axis("photo=bb.png")], BASE, None, REQUESTS).photos == (PHOTOS["bb.png"],)


def test_a_larger_grid_asks_for_the_same_pictures_and_some_more() -> None:
    small, large = planned("seed=1..3", "guidance=1,2"), planned("seed=1..4", "guidance=1,2,3")
    assert set(small.keys()) < set(large.keys())
    assert Plan.from_json(large.to_json()) == large


def test_variants_of_the_sentence_are_an_axis() -> None:
    plan = grid([axis("seed=1,2"), sentence_axis(("on oak", "on ice"))], BASE, PHOTOS["a.png"], REQUESTS)
    assert asked(plan, "prompt")[1, 1] == "on ice"


# The law of all sheets: what a label says is what the picture under it was made with. The picture of a cell
# is of one colour, which its request and its photo decide.
AXES = st.permutations(
    [
        "seed=1..{}",
        "guidance=1..{} step 0.5",
        "forest=" + "|".join(f"place{number}" for number in range(4)),
        "photo=a.png,bb.png,ccc.png",
        "steps=3..{}",
        "profile=mini,scene",
    ]
)
COUNTS = st.lists(st.integers(3, 6), min_size=3, max_size=3)


def colour(request: GenerationRequest, photo: str) -> tuple[int, int, int]:
    """One colour for each request and photo: made of what the axes vary."""
    words = {"forest": 0, **{f"place{number}": number + 1 for number in range(4)}}
    place = next(words[word] for word in request.prompt.split() if word in words)
    first = request.seed * 40 + {"mini": 0, "scene": 20}[request.profile]
    second = round(request.guidance_scale * 10) + len(photo) * 20
    return first % 256, second % 256, (place * 40 + min(request.num_inference_steps, 20)) % 256


def coloured(plan: Plan) -> list[Made]:
    """Every cell with a stand-in for its run: nothing but its own request tells its colour."""
    return [Made(cell=cell, how="there") for cell in plan.cells]


def look(plan: Plan, made: Made) -> Image.Image:
    return Image.new("RGB", (8, 6), colour(made.cell.request, plan.photos[made.cell.photo].name))


def told(plan: Plan, labels: Sequence[str]) -> tuple[int, int, int]:
    """The colour that a cell with these labels has to have, made anew of the labels alone."""
    values, photo = dict(BASE), "a.png"
    for head, label in zip(plan.axes, labels, strict=True):
        if head.title == "Photo":
            photo = label
        elif head.title == "“forest”":
            values["prompt"] = PROMPT.replace("forest", label)
        else:
            field = next(name for name in GenerationRequest.model_fields if _titled(name, head.title))
            values[field] = float(label) if label.replace(".", "").isdecimal() and "." in label else label
            values[field] = int(label) if label.isdecimal() else values[field]
    return colour(REQUESTS.of(values)[0], photo)


def _titled(name: str, title: str) -> bool:
    return GenerationRequest.model_fields[name].title == title


def grids(kinds: Sequence[str], counts: Sequence[int], axes: int) -> Plan:
    return planned(*(kind.format(count) for kind, count in zip(kinds[:axes], counts, strict=False)))


class Cells(HTMLParser):
    """What a reader sees of a grid's page: each sheet's title, labels and the colours under them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[tuple[str, ...], tuple[int, ...]]] = []
        self.sheet, self.columns, self.row, self.text = "", list[str](), "", ""
        self.inside, self.column = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section":
            self.sheet, self.columns = (given["data-title"] or "").partition(": ")[2], []
        elif tag == "th":
            self.inside, self.text = given.get("scope") or "", ""
        elif tag == "tr":
            self.column = 0
        elif tag == "img":
            data = base64.b64decode((given["src"] or "").partition(",")[2])
            pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
            labels = (self.columns[self.column], self.row, self.sheet)
            self.found.append((labels, tuple(int(one) for one in pixels.reshape(-1, 3).mean(axis=0).round())))

    def handle_endtag(self, tag: str) -> None:
        if tag == "th" and self.inside == "col":
            self.columns.append(self.text)
        elif tag == "th" and self.inside == "row":
            self.row = self.text
        elif tag == "td":
            self.column += 1

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(max_examples=12)
@given(AXES, COUNTS, st.integers(1, 3))
def test_label_and_picture_never_differ(kinds: Sequence[str], counts: list[int], axes: int) -> None:
    plan = grids(kinds, counts, axes)
    made = coloured(plan)
    shuffled = list(reversed(made))
    for sheet, (z, behind) in zip(tables(plan, shuffled), enumerate(_labels(plan, 2)), strict=True):
        assert sheet.title.endswith(behind)
        for y, (row, cells) in enumerate(sheet.rows):
            for x, (column, one) in enumerate(zip(sheet.columns, cells, strict=True)):
                assert (column, row, behind)[:axes] == plan.labels(one.cell)
                assert (x, y, z)[:axes] == one.cell.at
    for one in made:
        assert look(plan, one).getpixel((0, 0)) == told(plan, plan.labels(one.cell))


@settings(max_examples=6)
@given(AXES, COUNTS, st.integers(1, 3))
def test_on_the_labelled_picture_each_cell_has_the_colour_of_its_labels(
    kinds: Sequence[str], counts: list[int], axes: int
) -> None:
    plan = grids(kinds, counts, axes)
    drawn = labelled(plan, list(reversed(coloured(plan))), lambda one: look(plan, one), cell=24)
    assert len(drawn.boxes) == len(plan.cells)
    for cell in plan.cells:
        left, top, right, bottom = drawn.boxes[cell.at]
        column, row = (*plan.labels(cell), "")[:2]
        sheet = cell.at[2] if axes == 3 else 0
        assert (left, top) == (drawn.labels[sheet, "column", column][0], drawn.labels[sheet, "row", row][1])
        middle = drawn.image.getpixel(((left + right) // 2, (top + bottom) // 2))
        assert middle == told(plan, plan.labels(cell))


@settings(max_examples=4)
@given(AXES, COUNTS, st.integers(1, 3))
def test_on_the_page_and_in_the_table_each_cell_stands_beside_its_labels(
    kinds: Sequence[str], counts: list[int], axes: int
) -> None:
    plan = grids(kinds, counts, axes)
    made = list(reversed(coloured(plan)))
    page = Cells()
    page.feed(grid_page(plan, made, lambda one: look(plan, one), {}, "Grid"))
    assert len(page.found) == len(plan.cells)
    for labels, seen in page.found:
        wanted = told(plan, labels[:axes])
        assert max(abs(one - other) for one, other in zip(seen, wanted, strict=True)) <= 6  # lossy
    files = {cell.position: f"{cell.digest[-8:]}-{cell.photo}.png" for cell in plan.cells}
    for row in csv.reader(io.StringIO(report(plan, made, files)).readlines()[1:]):
        cell = plan.cells[int(row[0]) - 1]
        assert tuple(row[-axes:]) == plan.labels(cell)
        assert row[2] == files[cell.position]


def _labels(plan: Plan, axis: int) -> Sequence[str]:
    return plan.axes[axis].labels if axis < len(plan.axes) else ("",)


def test_what_has_no_picture_says_why_in_its_place() -> None:
    plan = planned("seed=1..3")
    made = [Made(cell=plan.cells[1], how="failed", sentence="The ice <b>broke</b>.")]
    page = grid_page(plan, made, lambda _: None, {}, "Grid")
    assert re.findall(r'class="none">([^<]*)', page) == [
        "not made yet",
        "The ice &lt;b&gt;broke&lt;/b&gt;.",
        "not made yet",
    ]
    assert len(labelled(plan, made, lambda _: None, cell=64).boxes) == 3


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("blue_ceramic_mug_front.png", ["blue_ceramic_", "mug_front.png"]),
        ("on an oak table", ["on an oak", "table"]),
        ("IMG-2031.final.jpeg", ["IMG-2031.", "final.jpeg"]),
        ("x" * 20, ["x" * 13, "x" * 7]),
        ("", [""]),
    ],
)
def test_a_label_is_parted_where_a_reader_parts_it(label: str, lines: list[str]) -> None:
    measures = _Measures(planned("seed=1..2"), tables(planned("seed=1..2"), []), 80)
    measures.letters = 13
    assert measures.wrapped(label) == lines


def test_a_large_grid_is_drawn_smaller_not_too_large() -> None:
    plan = planned("seed=1..60", "steps=1..20")
    small = Image.new("RGB", (32, 32))
    drawn = labelled(plan, coloured(plan), lambda _: small, cell=2048)
    assert drawn.image.width * drawn.image.height <= MAX_PIXELS * 1.1
    assert len(drawn.boxes) == 1_200


def test_a_page_names_files_and_fetches_nothing() -> None:
    plan = planned("seed=1..2")
    plan = replace(plan, axes=(replace(plan.axes[0], labels=("<i>", '"2"')),))
    files = {0: "a b:c.png"}
    html = grid_page(plan, coloured(plan), lambda one: look(plan, one), files, "Grid")
    assert 'href="./a%20b%3Ac.png"' in html
    assert "<i>" not in html
    assert set(re.findall(r'(?:src|href)="(\w+:|\./)', html)) == {"data:", "./"}

"""Soft grounds and indoor places: the same at every size, of the colour that their name says, each field with
its effect, ground to stand on."""

from typing import Any

import cv2
import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import Floats, Painting, View, paint
from core.scenes.spec import SceneSpec
from core.scenes.traced.tracing import can_trace
from tests.places import at_first, few, painted


def spec(kind: str, **fields: Any) -> SceneSpec:
    place = KINDS[kind]
    camera = {"horizon": sum(place.horizon) / 2, "blur": sum(place.blur) / 2}
    values: dict[str, Any] = {"kind": kind, "seed": 3, "camera": camera, "light": {"hardness": 0.3}}
    if place.backdrops:
        values["backdrop"] = place.backdrops[0]
    return SceneSpec.parse({**values, **fields})


def seen(kind: str, size: int = 96, /, **fields: Any) -> Painting:
    return painted(spec(kind, **fields), View(size, size))


def lab(image: Floats) -> tuple[float, float, float]:
    """Lightness, chroma and hue (degrees) of the mean light of a picture."""
    mean = (image**2.2).mean((0, 1)) ** (1 / 2.2)
    light, red, yellow = cv2.cvtColor(mean.astype(np.float32)[None, None], cv2.COLOR_RGB2LAB)[0, 0]
    return float(light), float(np.hypot(red, yellow)), float(np.degrees(np.arctan2(yellow, red)) % 360)


def swatch(code: str) -> tuple[float, float, float]:
    values = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return lab(np.array(values, np.float32)[None, None])


def alike(large: Painting, small: Painting) -> float:
    size = small.image.shape[1], small.image.shape[0]
    reduced = cv2.resize(large.image, size, interpolation=cv2.INTER_AREA)
    return float(-10 * np.log10(((reduced - small.image) ** 2).mean() + 1e-12))


@pytest.mark.parametrize(
    "ground",
    few(["straw", "knitted wool", "wool rug", "picnic blanket", "banana leaf", "persian rug"], "straw"),
)
def test_a_soft_ground_is_the_same_at_every_size(ground: str) -> None:
    large, small = (seen("flat_lay", size, materials={"ground": ground}) for size in (192, 96))
    assert alike(large, small) >= 26


@pytest.mark.parametrize("wall", few(["velvet", "silk", "linen", "logs"], "velvet", "logs"))
def test_a_curtain_and_logs_are_the_same_at_every_size(wall: str) -> None:
    large, small = (seen("hanging_wall", size, materials={"wall": wall}) for size in (192, 96))
    assert alike(large, small) >= 26


@pytest.mark.parametrize(
    "kind", few(["blanket", "bed", "sofa", "bar", "workbench", "spa", "stable"], "sofa", "bar", "spa")
)
def test_a_place_is_the_same_at_every_size_and_has_ground(kind: str) -> None:
    large, small = (seen(kind, size) for size in (192, 96))
    ground = small.ground
    assert alike(large, small) >= 26
    assert ground.vanish < ground.far < ground.foot < 1
    rows = np.arange(92, 96)
    exact = ((rows + 0.5) / 96 - ground.vanish) / (1 - ground.vanish)
    assert np.allclose(small.disparity[rows, 48], exact, atol=2e-3)


LOOKS: dict[str, tuple[float, float, float, float]] = {
    "bed linen": (84, 96, 0, 5),
    "towel": (82, 95, 0, 6),
    "wool rug": (76, 92, 0, 12),
    "knitted wool": (70, 90, 0, 15),
    "black slate": (12, 30, 0, 6),
    "black marble": (12, 30, 0, 6),
    "denim": (28, 50, 8, 25),
    "jute rug": (55, 76, 15, 32),
    "straw": (48, 72, 18, 40),
    "cork": (48, 70, 18, 36),
    "kraft paper": (54, 74, 18, 34),
    "banana leaf": (35, 60, 25, 55),
    "grass": (38, 58, 22, 48),
    "rippled sand": (66, 86, 10, 28),
    "fur": (78, 94, 0, 11),
}
"""Lightness and chroma of grounds by their names, each from … to."""


@pytest.mark.parametrize("ground", at_first(7, LOOKS))
def test_a_ground_is_as_light_and_as_colourful_as_its_name_says(ground: str) -> None:
    light, chroma, hue = lab(seen("flat_lay", materials={"ground": ground}).image)
    low, high, least, most = LOOKS[ground]
    assert low <= light <= high
    assert least <= chroma <= most
    if "leaf" in ground or ground == "grass":
        assert 100 < hue < 155


WALLS = {
    "white brick": (82, 96, 6),
    "tiles": (82, 97, 6),
    "white painted wood": (78, 96, 8),
    "logs": (34, 58, 32),
}


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_is_as_light_as_its_name_says(wall: str) -> None:
    light, chroma, _ = lab(seen("hanging_wall", materials={"wall": wall}).image[20:])
    low, high, most = WALLS[wall]
    assert low <= light <= high
    assert chroma <= most


@pytest.mark.parametrize("code", ["#a9c9e8", "#f4f4f2", "#1a2750"])
@pytest.mark.parametrize(
    ("kind", "place", "material"),
    [
        *(("flat_lay", "ground", name) for name in ("knitted wool", "towel", "bed linen", "fur")),
        *(("hanging_wall", "wall", name) for name in ("plaster", "paint", "white brick", "linen", "velvet")),
    ],
)
def test_a_colour_that_is_asked_for_comes_out(kind: str, place: str, material: str, code: str) -> None:
    made = seen(kind, 64, materials={place: material}, colours={place: code}).image[14:]
    light, chroma, hue = lab(made)
    wanted = swatch(code)
    assert abs(light - wanted[0]) < 12
    assert abs(chroma - wanted[1]) < 12
    assert wanted[1] < 6 or abs((hue - wanted[2] + 180) % 360 - 180) < 15


@pytest.mark.parametrize("kind", few(["nursery", "boutique", "gallery", "lobby"], "nursery", "lobby"))
def test_a_white_wall_of_a_room_is_light_and_neutral(kind: str) -> None:
    made = seen(
        kind, colours={"wall": "#f4f4f2"}, materials={"ground": "oak" if kind != "lobby" else "concrete"}
    )
    light, chroma, _ = lab(made.image[2:30])
    assert light > 72
    assert chroma < 8


@pytest.mark.parametrize("kind", few(["blanket", "bed", "bar", "spa"], "blanket", "bar"))
def test_each_field_of_a_place_shows(kind: str) -> None:
    plain = seen(kind, 48).image
    for fields in ({"light": {"time": "dusk"}}, {"light": {"warmth": 0.9}}, {"camera": {"horizon": 0.3}}):
        assert np.abs(seen(kind, 48, **fields).image - plain).mean() > 1e-3


@pytest.mark.parametrize("kind", few(["bed", "sofa", "blanket", "leaf"], "sofa", "blanket"))
def test_the_ground_of_a_soft_place_takes_the_colour(kind: str) -> None:
    plain = seen(kind, 64).image[-10:].mean((0, 1))
    blue = seen(kind, 64, colours={"ground": "#26408b"}).image[-10:].mean((0, 1))
    assert blue[2] - blue[0] > plain[2] - plain[0] + 0.05


def test_a_wide_picture_shows_the_same_blanket() -> None:
    fields: dict[str, Any] = {"backdrop": "living_room", "materials": {"ground": "picnic blanket"}}
    wide = paint(spec("blanket", **fields), View(144, 96)).image[-24:, 24:120]
    assert np.abs(wide - seen("blanket", **fields).image[-24:]).mean() < 0.03


def test_a_rug_lies_on_the_floor_of_a_room() -> None:
    bare = seen("living_room", materials={"ground": "oak"}).image[-12:, 30:66]
    rug = seen("living_room", materials={"ground": "wool rug"}, colours={"ground": "#2f5f9f"}).image[
        -12:, 30:66
    ]
    assert rug.mean((0, 1))[2] > bare.mean((0, 1))[2]
    assert rug.mean((0, 1))[0] < bare.mean((0, 1))[0]


def test_what_hangs_has_something_to_hang_from() -> None:
    """Where neither rail, peg nor hook is asked for, a nail; before a curtain always a rail."""
    nail = seen("hanging_wall", 256, materials={"wall": "paint"}, colours={"wall": "#f4f4f2"}).image
    assert nail[24:30, 122:134].min() < nail[60:80, 100:150].mean() - 0.08
    for props in ([], ["hook"], ["shelf"]):
        curtain = seen("hanging_wall", 128, materials={"wall": "linen"}, props=props).image
        rail = curtain[8:20].mean((1, 2))
        assert np.ptp(rail) > 0.05


def test_no_shelf_stands_before_a_curtain() -> None:
    plain = seen("hanging_wall", materials={"wall": "velvet"}).image
    assert np.array_equal(plain, seen("hanging_wall", materials={"wall": "velvet"}, props=["shelf"]).image)


def test_a_curtain_and_a_fur_are_painted_and_not_traced() -> None:
    assert not can_trace(spec("hanging_wall", materials={"wall": "velvet"}))
    assert not can_trace(spec("flat_lay", materials={"ground": "fur"}))
    assert not can_trace(spec("flat_lay", materials={"ground": "jute rug"}))
    assert can_trace(spec("hanging_wall", materials={"wall": "plaster"}))

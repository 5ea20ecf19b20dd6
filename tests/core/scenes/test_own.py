"""Backgrounds of one's own, canvases and placements as they are typed and written; and what shops ask for."""

import json
from typing import Any

import pytest

from core.errors import RequestError
from core.models.profiles import PROFILES
from core.request import ADDED, GenerationRequest, own_background, request_of
from core.scenes.own import OwnBackground
from core.scenes.shops import for_shop, shops

SHA = "ab" * 32


def asked(profile: str = "scene", **changes: Any) -> GenerationRequest:
    return GenerationRequest.for_profile(PROFILES[profile], prompt="a place", seed=1, **changes)


@pytest.mark.parametrize(
    ("typed", "kind", "colours"),
    [
        ("white", "colour", ("#ffffff", None)),
        ("#FA0", "colour", ("#ffaa00", None)),
        ("f4f1ec", "colour", ("#f4f1ec", None)),
        ("white..#123456", "gradient", ("#ffffff", "#123456")),
        ("Transparent", "transparent", ("#ffffff", None)),
        ('{"kind": "colour", "colour": "navy"}', "colour", ("#000080", None)),
    ],
)
def test_a_background_is_typed_in_a_word(typed: str, kind: str, colours: tuple[str, str | None]) -> None:
    found = own_background(typed)
    assert (found.kind, found.colour, found.second) == (kind, *colours)
    assert asked(background=typed).digest() == asked(background=found).digest()


@pytest.mark.parametrize("typed", ["whit", "#12", "white..", '{"kind": "sky"}', "{", '{"kind": "picture"}'])
def test_what_is_none_is_said_in_one_sentence(typed: str) -> None:
    with pytest.raises(RequestError, match=r"^background [^\n]*\.$"):
        asked(background=typed)


def test_equal_backgrounds_have_one_digest_and_come_back() -> None:
    plain = asked(background={"kind": "colour", "colour": "#ffffff", "blur": 0.5, "second": "#000000"})
    assert plain.digest() == asked(background="white").digest()
    assert json.loads(plain.canonical_json())["background"] == {"kind": "colour"}
    whole = asked(
        background={"kind": "picture", "picture": SHA, "blur": 0.2, "horizon": -0.0},
        canvas="4:5",
        place="0.5 0.6 0.7 -4 mirror",
        shadow_direction=-30,
    )
    again = request_of(json.loads(whole.canonical_json()))
    assert (again, again.digest()) == (whole, whole.digest())
    assert again.place is not None
    assert (again.place.turn, again.place.mirror) == (-4.0, True)


def test_nothing_of_it_is_in_a_request_that_asks_for_none_of_it() -> None:
    written = json.loads(asked().canonical_json())
    new = {name for name in ADDED if name.startswith("shadow_") or name in ("background", "canvas", "place")}
    assert len(new) == 7
    assert not new & written.keys()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("photo", "photo"), ("Full", "full"), ("4:5", "4:5"), ("2000X1500", "2000x1500"), ("64 × 64", "64x64")],
)
def test_a_canvas_is_written_in_one_way(typed: str, kept: str) -> None:
    assert asked(canvas=typed).canvas == kept


@pytest.mark.parametrize("typed", ["1:0", "9:1", "10x10", "9000x9000", "8192x8192", "square", "4:5:6"])
def test_a_canvas_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(RequestError, match=r"^canvas [^\n]*\.$"):
        asked(canvas=typed)


@pytest.mark.parametrize("typed", ["0.5,0.5", "a,b,c", "0,0,9", "0.5,0.5,0.5,60", "0.5,0.5,0.5,1,2"])
def test_a_placement_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(RequestError, match=r"^place [^\n]*\.$"):
        asked(place=typed)


def test_scene_and_background_are_one_too_many() -> None:
    with pytest.raises(RequestError, match="one too many"):
        asked(background="white", scene={"kind": "beach", "seed": 1})


def test_a_model_takes_no_background_and_a_traced_scene_no_other_shadow() -> None:
    with pytest.raises(RequestError, match="choose the profile scene"):
        asked("mini", background="white")
    asked("mini", canvas="1:1", place="0.5,0.6,0.5", shadow_strength=0.5)
    with pytest.raises(RequestError, match="shadow is set by hand"):
        asked(scene_painter="traced", shadow_length=1.0)


@pytest.mark.parametrize("name", sorted(shops()))
def test_a_shops_picture_meets_the_shops_own_limits(name: str) -> None:
    shop = shops()[name]
    request = asked(**for_shop({"canvas": name}))
    width, height = map(int, request.canvas.split("x"))
    for limits, value in (
        (shop.longest, max(width, height)),
        (shop.shortest, min(width, height)),
        (shop.ratio, width / height),
        (shop.fill, shop.scale),
    ):
        if limits is not None:
            assert value is not None
            assert limits[0] <= value <= limits[1]
    if shop.white:
        assert request.background == OwnBackground(kind="colour")
        assert request.shadow_strength == 0
    assert shop.source.startswith("https://")


def test_what_is_given_besides_goes_before_the_shops_own() -> None:
    given = for_shop({"canvas": "Amazon", "background": "black", "place": "0.5,0.5,0.5"})
    assert given == {"canvas": "2000x2000", "background": "black", "place": "0.5,0.5,0.5"}
    assert for_shop({"canvas": "amazon", "scene": "beach"}) == {
        "canvas": "2000x2000",
        "place": {"scale": 0.87},
        "scene": "beach",
    }
    assert for_shop({"background": "transparent"})["shadow_strength"] == 0
    assert for_shop({"background": "transparent", "shadow_strength": 1})["shadow_strength"] == 1

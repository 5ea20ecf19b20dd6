"""An evening with lights or rain is a late one, and a street then one of lights."""

import pytest

from core.scenes.drawing import drawn
from core.scenes.reading import read


@pytest.mark.parametrize(
    "sentence",
    [
        "I would like a rainy city street in the evening with blurry lights.",
        "Verregnete Straße am Abend mit verschwommenen Lichtern",
        "calle lluviosa por la tarde con luces borrosas",
        "rue pluvieuse le soir avec des lumières floues",
        "yağmurlu akşam sokağı, bulanık ışıklar",
    ],
)
def test_a_rainy_street_with_lights_in_the_evening_is_dark_wet_and_lit(sentence: str) -> None:
    reading = read(sentence)
    spec = drawn(reading, 3)
    assert (spec.kind, spec.light.time, spec.materials.ground) == ("city_lights", "dusk", "wet asphalt")
    assert spec.camera.blur == 0.9
    assert not reading.not_painted


@pytest.mark.parametrize(
    ("sentence", "kind", "time"),
    [
        ("rainy evening in the city", "street", "dusk"),
        ("a stormy evening at the sea", "sea", "dusk"),
        ("street lamps in the evening", "street", "dusk"),
        ("terrace in the evening with string lights", None, "dusk"),
        ("foggy morning street with street lamps", "street", "overcast"),
        ("a street with string lights on a sunny day", "street", "day"),
        ("a street in the warm evening sun", "street", "golden"),
        ("snowy street at night with warm lights", "street", "night"),
        ("city street with bokeh lights", "city_lights", "dusk"),
    ],
)
def test_how_late_it_is_depends_on_weather_and_lights(sentence: str, kind: str | None, time: str) -> None:
    spec = drawn(read(sentence), 3)
    assert kind in {None, spec.kind}
    assert spec.light.time == time


def test_a_snowy_street_keeps_its_winter() -> None:
    assert drawn(read("snowy street at night with warm lights"), 3).season == "winter"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("a snowy garden", "snow"),
        ("a meadow in winter", "snow"),
        ("a vineyard with snowy mountains behind", "vineyard"),
        ("meadow with snow capped mountains behind", "meadow"),
        ("winter garden", "greenhouse"),
        ("a park in winter", "park"),
    ],
)
def test_where_a_place_has_no_winter_snow_stands_for_it(sentence: str, kind: str) -> None:
    assert drawn(read(sentence), 3).kind == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("with fairy lights behind", "bokeh"),
        ("in front of white roses", "garden"),
        ("garden with fairy lights behind", "garden"),
        ("cherry trees in bloom along a path", "park"),
        ("A sunny Mediterranean terrace with lemon trees, slightly out of focus.", "terrace"),
    ],
)
def test_what_is_named_by_its_things_alone_is_a_place(sentence: str, kind: str) -> None:
    assert drawn(read(sentence), 3).kind == kind

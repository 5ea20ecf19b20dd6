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

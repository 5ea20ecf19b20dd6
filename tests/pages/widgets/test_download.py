"""Download: what the file is called and holds, with the recipe and without."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PIL import Image
from streamlit.runtime.media_file_manager import MediaFileManager

from core.metadata.recipe import read_recipe
from core.models.profiles import PROFILES
from tests.pages.generating import Page
from tests.places import at_first, few

RECIPE = "download_recipe"


@dataclass
class Offered:
    """The files that the page would hand out, newest last: what makes each, and its name."""

    make: list[Callable[[], bytes]] = field(default_factory=list[Callable[[], bytes]])
    names: list[str] = field(default_factory=list[str])


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Listens where Streamlit keeps what a press would make: a test has no browser to press with."""
    heard, keep = Offered(), MediaFileManager.add_deferred

    def listen(self: Any, make: Any, mimetype: Any, coordinates: str, **more: Any) -> str:
        heard.make.append(make)
        heard.names.append(more["file_name"])
        return keep(self, make, mimetype, coordinates, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", listen)
    return heard


def test_with_its_recipe_the_file_tells_what_made_it(page: Page, offered: Offered) -> None:
    page.ready("by a lake").click("generate").made()
    assert page.at.toggle(key=RECIPE).value
    restored = read_recipe(offered.make[-1](), PROFILES)
    assert restored is not None
    assert restored.values["prompt"] == "by a lake"
    assert "lake" in offered.names[-1]


@pytest.mark.parametrize("form", few(["png", "jpeg", "webp"], "jpeg"))
def test_without_its_recipe_neither_file_nor_name_tells_what_made_it(
    page: Page, offered: Offered, form: str
) -> None:
    page.ready("by a lake").click("generate").made()
    page.at.button_group(key="download_form").set_value(form)
    page.at.toggle(key=RECIPE).set_value(False)
    page.run()
    file = offered.make[-1]()
    assert read_recipe(file, PROFILES) is None
    assert b"lake" not in file
    assert b"compositeSynthetic" in file  # a painted place, no trained model
    assert "lake" not in offered.names[-1]


@pytest.mark.parametrize(
    ("part", "asked", "form", "channels"),
    at_first(
        2,
        [("cut-out", "jpeg", "PNG", 4), ("background", "jpeg", "JPEG", 3), ("cut-out", "png", "PNG", 4)],
    ),
)
def test_a_part_of_the_picture_is_handed_out_at_its_size(  # noqa: PLR0917
    page: Page, offered: Offered, part: str, asked: str, form: str, channels: int
) -> None:
    page.ready("by a lake").click("generate").made()
    page.at.button_group(key="download_part").set_value(part)
    page.at.button_group(key="download_form").set_value(asked)
    page.run()
    file = offered.make[-1]()
    assert read_recipe(file, PROFILES) is None
    assert b"lake" not in file
    assert offered.names[-1].startswith(f"{part}-")
    outcome = page.runs[-1].outcome
    assert outcome is not None
    with Image.open(io.BytesIO(file)) as image:
        assert (image.format, len(image.getbands())) == (form, channels)
        assert image.size == (outcome.width, outcome.height)
    assert ("JPEG has no transparency" in page.said) is (part == "cut-out" and asked == "jpeg")


def test_the_recipe_comes_back_with_its_toggle(page: Page, offered: Offered) -> None:
    page.ready("by a lake").click("generate").made()
    for wanted in (False, True):
        page.at.toggle(key=RECIPE).set_value(wanted)
        page.run()
        assert (read_recipe(offered.make[-1](), PROFILES) is not None) is wanted

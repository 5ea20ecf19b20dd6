"""What changed from a run to the next, and a family's sheet."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.library.family import request_changes, sheet_page, sheet_picture
from store.records import Run
from tests.store_runs import finished, new_run, open_store, png


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Run, Run]:
    """A run, and one with another seed and guidance."""
    store = open_store(tmp_path)
    one = finished(store.runs, new_run("on oak <b>", 5))
    two = finished(store.runs, new_run("on oak <b>", 9, guidance_scale=4.0, parent=one.id))
    store.close()
    return one, two


def test_what_changed_is_told_with_the_seed_first(pair: tuple[Run, Run]) -> None:
    assert request_changes(*pair) == [("seed", 5, 9), ("guidance_scale", 3.5, 4.0)]
    assert request_changes(pair[0], pair[0]) == []
    photo = replace(pair[0].artifacts["upload"], sha256="00" * 32)
    other = replace(pair[0], artifacts={**pair[0].artifacts, "upload": photo}, source_name="dog.jpg")
    assert request_changes(pair[0], other) == [("photo", "mug.jpg", "dog.jpg")]


def test_a_sheet_holds_each_picture_with_its_words_and_asks_nobody(pair: tuple[Run, Run]) -> None:
    webp = png(form="WEBP")
    html = sheet_page(pair, lambda run: webp if run.seed == 5 else None, lambda run: [run.prompt], "Family")
    assert (html.count("<figure>"), html.count("data:image/webp")) == (2, 1)
    assert "<b>" not in html.partition("<main>")[2]
    assert "http" not in html.replace("http-equiv", "")


def test_a_sheet_as_one_picture_has_room_for_all(pair: tuple[Run, Run]) -> None:
    drawn = sheet_picture([*pair] * 3, lambda run: png("red"), lambda run: [f"seed {run.seed}", "x " * 200])
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.size[0] == 12 + 3 * 268
        assert image.getpixel((12 + 128, 12 + 128)) == (255, 0, 0)
        assert image.getpixel((12 + 2 * 268 + 128, image.size[1] - 12 - 3 * 16 - 128)) == (255, 0, 0)

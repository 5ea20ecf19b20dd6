"""A photo is looked at beside what else there is to do, unless it is so large that it is held once."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.cli import generate
from core.cli.generate import looked_at_ahead
from tests.photos import cutout, png
from tests.studios import asked


@pytest.mark.parametrize("large", [False, True])
def test_a_large_photo_is_held_once(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    picture, done = cutout(), list[str]()
    monkeypatch.setattr(generate, "AHEAD_PIXELS", picture.width * picture.height - large)
    cut_out_model = SimpleNamespace(load=lambda: done.append("load"))
    analysis = SimpleNamespace(
        models=SimpleNamespace(matting=lambda name: cut_out_model),
        matte=lambda photo, request: done.append("matte"),
    )
    with looked_at_ahead(cast(Any, analysis), png(picture), asked()):
        pass
    assert sorted(done) == ([] if large else ["load", "matte"])

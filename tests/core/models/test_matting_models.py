"""The table of cut-out models says what rembg does, and nothing but local models is in it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image

from core.errors import DeviceError
from core.models.licences import LICENCES
from core.models.matting_models import MATTING_MODELS
from core.stages.matting import local_session_class, predict


class Recorder:
    """Stands in for rembg's inner session: keeps what it is fed, and answers with the same each time."""

    def __init__(self) -> None:
        self.feeds: list[dict[str, np.ndarray]] = []

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name="input")]

    def run(self, names: None, feed: dict[str, np.ndarray]) -> list[np.ndarray]:
        self.feeds.append(feed)
        return [np.linspace(-9, 9, 64, dtype=np.float32).reshape(1, 1, 8, 8)]


def session_around(inner: Any, name: str) -> Any:
    """rembg's session of this name without weights."""
    session: Any = object.__new__(cast("type", local_session_class(name, Path("none.onnx"))))
    session.inner_session = inner
    return session


@pytest.mark.parametrize("name", MATTING_MODELS)
def test_every_model_is_fed_as_rembg_feeds_it(name: str) -> None:
    recorder = Recorder()
    session = session_around(recorder, name)
    photo = Image.fromarray(np.random.default_rng(0).integers(0, 256, (50, 40, 3), dtype=np.uint8))
    session.predict(photo)
    prediction = predict(session, MATTING_MODELS[name], photo)
    theirs, ours = (feed["input"] for feed in recorder.feeds)
    assert np.array_equal(theirs, ours)
    sigmoid = 1 / (1 + np.exp(9))
    assert prediction[0, 0] == pytest.approx(sigmoid if "birefnet" in name else -9)


def test_a_model_that_cannot_be_run_says_so() -> None:
    session = session_around(SimpleNamespace(get_inputs=Recorder().get_inputs), "u2netp")
    with pytest.raises(DeviceError, match="could not be run"):
        predict(session, MATTING_MODELS["u2netp"], Image.new("RGB", (20, 20)))


def test_red_goes_in_first() -> None:
    recorder = Recorder()
    session = session_around(recorder, "u2net")
    predict(session, MATTING_MODELS["u2net"], Image.new("RGB", (20, 20), (255, 0, 0)))
    channels = recorder.feeds[0]["input"][0].mean(axis=(1, 2))
    assert channels[0] > 2
    assert (channels[1:] < -1).all()


@pytest.mark.parametrize("name", MATTING_MODELS)
def test_every_model_has_a_licence_for_any_use(name: str) -> None:
    model = MATTING_MODELS[name]
    assert model.name == name
    assert model.licence in ("Apache-2.0", "MIT")
    assert LICENCES[model.name].source.startswith("https://github.com/")

"""A matte comes from the model a person chose, unless there is no subject to cut out."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image
from scipy.ndimage import grey_dilation, grey_erosion

from core.errors import ModelMissingError, RequestError, SubjectError
from core.models.matting_models import MATTING_MODELS
from core.models.matting_weights import is_present
from core.settings import Settings
from core.stages.image import is_cutout, read_image
from core.stages.matting import (
    MatteOptions,
    Matting,
    check_subject,
    lean_options,
    refine,
)
from tests.places import at_first

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
PHOTO = Image.new("RGB", (120, 80), "white")


@pytest.fixture(scope="session")
def weights_dir() -> Path:
    folder = Settings.from_environment().weights_dir
    if not is_present("u2net", folder):
        pytest.skip("the weights of u2net are not here; make setup fetches them")
    return folder


@pytest.fixture(scope="session")
def u2net(weights_dir: Path) -> Matting:
    return Matting("u2net", weights_dir)


def belief(background: float = 0.0, subject: float = 1.0, share: float = 0.25) -> np.ndarray:
    """A prediction of a square subject that takes up this share of the frame."""
    prediction = np.full((320, 320), background, np.float32)
    side = round(320 * share**0.5)
    prediction[:side, :side] = subject
    return prediction


def matter(prediction: np.ndarray) -> Matting:
    return Matting("u2net", Path("nowhere"), predictor=lambda image: prediction)


def test_a_small_doubtful_part_goes_unless_it_is_to_be_kept() -> None:
    prediction = belief()
    prediction[300:310, 300:310] = 0.78
    gone, kept = (matter(prediction).alpha(PHOTO, islands=islands)[76, 114] for islands in (False, True))
    assert (int(gone), 180 < kept < 240) == (0, True)


def square(side: int = 40) -> np.ndarray:
    alpha = np.zeros((100, 100), np.uint8)
    alpha[:side, 30 : 30 + side] = 255
    return alpha


def test_a_matte_has_the_photos_size_and_is_certain_inside_and_outside() -> None:
    alpha = matter(belief(background=0.02, subject=0.97)).alpha(PHOTO)
    assert (alpha.shape, alpha.dtype) == ((80, 120), np.uint8)
    assert (alpha[20, 30], alpha[60, 90]) == (255, 0)


@pytest.mark.parametrize(
    "prediction",
    [
        belief(0, 0),
        belief(0, 0.08),
        belief(0, 0.85),
        belief(share=0.001),
        np.linspace(0, 1, 320 * 320, dtype=np.float32).reshape(320, 320),
    ],
)
def test_what_no_model_is_sure_of_is_no_subject(prediction: np.ndarray) -> None:
    with pytest.raises(SubjectError, match="subject was found"):
        matter(prediction).alpha(PHOTO)


def test_a_frame_that_is_all_subject_has_no_background() -> None:
    with pytest.raises(SubjectError, match="fills the whole frame"):
        matter(belief(1, 1)).alpha(PHOTO)


def test_an_unknown_or_remote_model_is_refused_with_the_choices() -> None:
    for name in ("withoutbg", "bria-rmbg", "../u2net"):
        with pytest.raises(RequestError, match="u2net, u2netp, u2net_human_seg"):
            Matting(name, Path("nowhere"))


@pytest.mark.parametrize("name", MATTING_MODELS)
def test_missing_weights_are_named_with_size_and_command(name: str, tmp_path: Path) -> None:
    size = f"{MATTING_MODELS[name].size_mb:.0f} MB"
    with pytest.raises(ModelMissingError) as caught:
        Matting(name, tmp_path).alpha(PHOTO)
    for part in (f"model {name} ", size, f"python -m core fetch {name}"):
        assert part in str(caught.value)


def test_damaged_weights_are_told_and_the_command_to_mend_them(tmp_path: Path) -> None:
    matter = Matting("u2netp", tmp_path)
    matter.path.parent.mkdir(parents=True)
    matter.path.write_bytes(b"not a model")
    with pytest.raises(ModelMissingError, match="damaged; get it with: python -m core fetch u2netp"):
        matter.alpha(PHOTO)


ALPHAS = arrays(np.uint8, (9, 11), elements=st.integers(0, 255))


@given(ALPHAS)
def test_no_options_leave_the_matte_alone(alpha: np.ndarray) -> None:
    assert refine(alpha, MatteOptions()) is alpha


@given(ALPHAS, st.integers(1, 4))
def test_growing_and_shrinking_are_morphology_by_a_disc(alpha: np.ndarray, radius: int) -> None:
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    disc = x * x + y * y <= radius * radius
    for grow, reference in ((radius, grey_dilation), (-radius, grey_erosion)):
        expected = np.asarray(reference(alpha, footprint=disc, mode="nearest"), np.uint8)
        if is_cutout(expected):
            assert np.array_equal(refine(alpha, MatteOptions(grow=grow)), expected)


def test_a_threshold_makes_the_matte_hard() -> None:
    alpha = np.tile(np.arange(256, dtype=np.uint8), (4, 1))
    hard = refine(alpha, MatteOptions(threshold=100))
    assert np.array_equal(hard, np.where(alpha >= 100, 255, 0))


def test_shrinking_leaves_a_subject_at_the_frames_edge_there() -> None:
    shrunk = refine(square(40), MatteOptions(grow=-5))
    assert shrunk[0, 50] == 255
    assert (shrunk > 0).sum() == 35 * 30


def test_feathering_softens_edges_and_keeps_the_middle() -> None:
    soft = refine(square(60), MatteOptions(feather=3))
    assert (soft[20, 60], soft[95, 10]) == (255, 0)
    assert 100 < soft[20, 30] < 200
    assert abs(int(soft.sum()) - int(square(60).sum())) < 0.02 * square(60).sum()


@pytest.mark.parametrize("options", [MatteOptions(grow=-64), MatteOptions(threshold=0)])
def test_options_that_leave_nothing_are_refused(options: MatteOptions) -> None:
    with pytest.raises(SubjectError, match="use milder values"):
        refine(square(), options)


@pytest.mark.parametrize(
    "values",
    [{"threshold": -1}, {"threshold": 256}, {"grow": 65}, {"feather": -0.1}, {"feather": float("nan")}],
)
def test_options_out_of_range_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match=f"{next(iter(values))} must be from"):
        MatteOptions(**values)


def test_a_matte_without_subject_or_background_is_refused() -> None:
    check_subject(square())
    for value, said in ((0, "No subject"), (120, "No subject"), (255, "fills the whole frame")):
        with pytest.raises(SubjectError, match=said):
            check_subject(np.full((50, 50), value, np.uint8))


def flat() -> np.ndarray:
    return np.full((300, 400, 3), (200, 60, 40))


def gradient() -> np.ndarray:
    return np.linspace(0, 255, 300)[:, None, None] * np.ones((1, 400, 3))


def random_noise() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (300, 400, 3))


@pytest.mark.weights
@pytest.mark.parametrize("make", at_first(1, [gradient, flat, random_noise]))
def test_u2net_finds_nothing_where_nothing_is(u2net: Matting, make: Callable[[], np.ndarray]) -> None:
    with pytest.raises(SubjectError, match="No subject was found"):
        u2net.alpha(Image.fromarray(make().astype(np.uint8)))


@pytest.mark.weights
def test_a_matters_model_is_loaded_once_for_all_threads_and_leaves_the_environment_alone(
    weights_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("U2NET_HOME", "elsewhere")
    matter, start, found = Matting("u2net", weights_dir), Barrier(4), set[int]()

    def load() -> None:
        start.wait()
        found.add(id(matter._loaded()))

    threads = [Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 1
    assert os.environ["U2NET_HOME"] == "elsewhere"


@pytest.mark.weights
@pytest.mark.slow
@pytest.mark.thorough
def test_mattes_are_as_good_as_the_published_masks(u2net: Matting) -> None:
    folder = SHARED / "objects_u2net"
    if not folder.is_dir():
        pytest.skip("../shared with the published masks is not beside this checkout")
    overlaps: list[float] = []
    for path in sorted((folder / "images").iterdir()):
        ours = u2net.alpha(read_image(path).convert("RGB")) > 127
        mask = np.asarray(Image.open(folder / "u2net" / f"{path.stem}.png").convert("L")) > 127
        overlaps.append(float((ours & mask).sum() / (ours | mask).sum()))
    assert len(overlaps) == 9
    assert np.mean(overlaps) >= 0.975


def test_a_models_threads_sleep_while_they_wait() -> None:
    assert lean_options().get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_what_reading_a_model_took_is_given_back_before_it_sees_a_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = list[str]()

    def predictor(_: Image.Image) -> np.ndarray:
        said.append("sees")
        return np.pad(np.ones((40, 40), np.float32), 20)

    def load(_: Matting) -> Callable[[Image.Image], np.ndarray]:
        said.append("reads")
        return predictor

    monkeypatch.setattr(Matting, "_load", load)
    monkeypatch.setattr("core.stages.matting.is_present", lambda *_: True)
    monkeypatch.setattr("core.stages.matting.give_back", lambda: said.append("gives back"))
    Matting("u2net", tmp_path).alpha(PHOTO)
    assert said[-3:] == ["reads", "gives back", "sees"]

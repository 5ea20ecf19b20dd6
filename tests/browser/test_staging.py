"""The subject is put where it is wanted on the live preview: by mouse, finger and keys."""

import io
import re
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from bench.serving import Server, browser_path
from scripts.browser.generating import STAGED, button
from scripts.browser.person import PATIENCE, Person
from tests.browser.test_seeing import CLIPPED, CONTRAST
from tests.photos import png, scene

pytestmark = pytest.mark.slow
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
SOON = 150
"""Milliseconds within which a drag is seen."""
FRAME = """() => {
    const all = root => [...root.querySelectorAll('*')].flatMap(
        one => one.shadowRoot ? [one, ...all(one.shadowRoot)] : [one]);
    return all(document).find(one => one.matches('.frame:has(.cut)') && one.clientWidth > 0);
}"""
LAGS = """frame => {
    window.lags = [];
    frame.addEventListener('pointermove', event => requestAnimationFrame(() => requestAnimationFrame(
        seen => window.lags.push([seen - event.timeStamp, frame.querySelector('.cut').style.transform]))));
}"""
"""From a pointer's move to the frame after the one that shows it, with where the subject is then."""
TOLD = re.compile(r"(-?\d+) % across, (-?\d+) % down, (\d+) % large(?:, turned (-?[\d.]+)°)?(, mirrored)?")


def lamp(width: int = 240, height: int = 320) -> Image.Image:
    """A photo that brings its own matte, of something that no mirror leaves as it is."""
    photo = scene(width, height)
    matte = Image.new("L", (width, height))
    draw = ImageDraw.Draw(matte)
    draw.polygon([(60, 40), (140, 40), (180, 130), (40, 130)], fill=255)
    draw.rectangle((95, 130, 115, 270), fill=255)
    draw.rectangle((60, 262, 150, 284), fill=255)
    photo.putalpha(matte)
    return photo


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """A studio that reads no models."""
    if browser_path() is None:
        pytest.skip("there is no Chromium on this machine")
    folder = tmp_path_factory.mktemp("staging")
    around = {"STUDIO_DATA_DIR": str(folder / "data"), "STUDIO_PRELOAD": "0"}
    with Server(folder / "server.log", around) as started:
        yield started


@pytest.fixture
def stages(comes: Callable[..., Person], server: Server) -> Callable[..., Person]:
    """Has a person come to Generate with a photo and a background, and wait until the canvas stands."""

    def stage(background: str = "Colour", **look: Any) -> Person:
        person = comes(server, **{**DESK, "device_scale_factor": 1, **look})
        person.open("/generate", "Generate")
        person.page.locator("input[type=file]").first.set_input_files(
            {"name": "lamp.png", "mimeType": "image/png", "buffer": png(lamp())}
        )
        expect(person.image(STAGED)).to_be_visible()
        if background != "Scene":
            # On a phone the preview above may move it while it is pressed.
            person.page.get_by_role("radio", name=background, exact=True).evaluate("one => one.click()")
        if background != "My picture":
            stands(person)
        return person

    return stage


def subject(page: Page) -> Locator:
    return page.get_by_role("application")


def stands(person: Person) -> None:
    expect(person.image(STAGED)).to_be_visible()
    expect(subject(person.page)).to_be_visible()
    person.settled()


def where(page: Page) -> dict[str, float]:
    """Where the canvas says that the subject is."""
    found = TOLD.search(subject(page).get_attribute("aria-label") or "")
    assert found is not None
    x, y, scale = (int(found[at]) / 100 for at in (1, 2, 3))
    return {"x": x, "y": y, "scale": scale, "turn": float(found[4] or 0), "mirror": bool(found[5])}


def middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, part: Locator, across: float, down: float, steps: int = 12) -> None:
    x, y = middle(part)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + across * step / steps, y + down * step / steps)
        page.wait_for_timeout(16)
    page.mouse.up()


def undone(person: Person) -> None:
    """Press Undo until there is nothing more to undo, each press once the one before is answered."""
    page = person.page
    undo = page.get_by_role("button", name="Undo", exact=True)
    for _ in range(12):
        person.settled()
        if undo.is_disabled():
            return
        told = subject(page).get_attribute("aria-label") or ""
        undo.click()
        expect(subject(page)).not_to_have_attribute("aria-label", told)
    raise AssertionError("there is always more to undo")


def touch(page: Page, paths: list[tuple[tuple[float, float], tuple[float, float]]], steps: int = 10) -> None:
    """Fingers that go from where to where, all at once."""
    session = page.context.new_cdp_session(page)

    def send(kind: str, share: float) -> None:
        points = [
            {"x": x + (to_x - x) * share, "y": y + (to_y - y) * share, "id": index}
            for index, ((x, y), (to_x, to_y)) in enumerate(paths)
        ]
        session.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if kind != "touchEnd" else []}
        )

    send("touchStart", 0)
    for step in range(1, steps + 1):
        send("touchMove", step / steps)
        page.wait_for_timeout(16)
    send("touchEnd", 1)


def field(page: Page, name: str) -> Locator:
    return page.get_by_role("spinbutton", name=name, exact=True)


def test_a_drag_is_seen_at_once_and_the_fields_follow(stages: Callable[..., Person]) -> None:
    person = stages("Scene")
    page = person.page
    before = where(page)
    frame = page.evaluate_handle(FRAME)
    frame.evaluate(LAGS)
    drag(page, subject(page), 150, -60, steps=30)
    lags = page.evaluate("() => window.lags")
    assert float(np.median([lag for lag, _ in lags])) <= SOON
    assert len({transform for _, transform in lags}) >= 10
    width = frame.evaluate("frame => frame.clientWidth")
    after = where(page)
    assert after["x"] - before["x"] == pytest.approx(150 / width, abs=0.02)
    expect(field(page, "Placed across")).to_have_value(re.compile(rf"^{after['x']:.2f}"[:-1]))
    person.settled()
    field(page, "Placed across").fill("0.25")
    field(page, "Placed across").press("Tab")
    expect(subject(page)).to_have_attribute("aria-label", re.compile("25 % across"))
    assert person.complaints == []


def test_corners_scale_the_dot_turns_and_all_is_undone(stages: Callable[..., Person]) -> None:
    person = stages()
    page = person.page
    first = where(page)
    page.mouse.move(*middle(subject(page)))
    corner, dot = page.locator(".grip.corner:visible"), page.locator(".grip.turn:visible")
    drag(page, corner.nth(2), -60, -60)
    smaller = where(page)
    assert smaller["scale"] < first["scale"] - 0.05
    page.mouse.move(*middle(subject(page)))
    drag(page, dot, 40, 10)
    turned = where(page)
    assert turned["turn"] > 5
    page.get_by_role("button", name="Mirror", exact=True).click()
    expect(subject(page)).to_have_attribute("aria-label", re.compile("mirrored"))
    undone(person)
    assert where(page) == first
    page.get_by_role("button", name="Redo", exact=True).click()
    expect(subject(page)).to_have_attribute(
        "aria-label", re.compile(f"{smaller['scale']:.0%}".replace("%", " %"))
    )


def test_keys_do_all_of_it(stages: Callable[..., Person]) -> None:
    page = stages().page
    first = where(page)
    subject(page).focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowUp", "+", "]", "]", "m"):
        page.keyboard.press(key)
    now = where(page)
    assert now["x"] == pytest.approx(first["x"] + 0.06, abs=0.011)
    assert now["y"] == pytest.approx(first["y"] - 0.01, abs=0.011)
    assert (now["turn"], now["mirror"]) == (2.0, True)
    expect(field(page, "Turned")).to_have_value("2.0")
    page.keyboard.press("Control+z")
    expect(subject(page)).not_to_have_attribute("aria-label", re.compile("mirrored"))
    page.keyboard.press("Control+Shift+z")
    expect(subject(page)).to_have_attribute("aria-label", re.compile("mirrored"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Automatic", exact=True)).to_be_disabled()
    assert where(page) == first


@pytest.mark.parametrize("fingers", [1, 2])
def test_fingers_move_and_scale_it(stages: Callable[..., Person], fingers: int) -> None:
    page = stages("Scene", **PHONE).page
    subject(page).scroll_into_view_if_needed()
    first, (x, y) = where(page), middle(subject(page))
    if fingers == 1:
        touch(page, [((x, y), (x + 60, y - 30))])
    else:
        touch(page, [((x - 20, y), (x - 8, y)), ((x + 20, y), (x + 8, y))])
    expect(field(page, "Placed across")).to_be_attached()
    now = where(page)
    if fingers == 1:
        assert now["x"] > first["x"] + 0.1
        assert now["scale"] == first["scale"]
    else:
        assert now["scale"] < first["scale"] * 0.7


def test_a_reload_keeps_the_place(stages: Callable[..., Person]) -> None:
    person = stages()
    page = person.page
    drag(page, subject(page), 90, 30)
    moved = where(page)
    expect(field(page, "Placed across")).to_be_visible()
    person.settled()
    page.reload()
    stands(person)
    assert where(page) == moved


def test_the_subject_snaps_to_the_middle(stages: Callable[..., Person]) -> None:
    page = stages().page
    drag(page, subject(page), 100, 0)
    assert where(page)["x"] > 0.55
    drag(page, subject(page), -97, 0)
    assert where(page)["x"] == 0.5


def test_on_a_picture_of_ones_own_it_is_moved_too(stages: Callable[..., Person]) -> None:
    person = stages("My picture")
    page = person.page
    page.locator("[class*=st-key-own_upload_] input[type=file]").set_input_files(
        {"name": "behind.png", "mimeType": "image/png", "buffer": png(scene(300, 200))}
    )
    stands(person)
    before = where(page)
    drag(page, subject(page), -80, 0)
    assert where(page)["x"] < before["x"]


def test_what_was_dragged_is_made_checked_mended_and_handed_out_in_parts(
    stages: Callable[..., Person],
) -> None:
    person = stages()
    page = person.page
    drag(page, subject(page), 120, 0)
    expect(field(page, "Placed across")).to_be_visible()
    person.settled()
    button(person, 1).click()
    save = page.get_by_role("button", name="Download", exact=True)
    expect(save).to_be_visible(timeout=PATIENCE)
    person.settled()
    save.click()
    files: dict[str, Image.Image] = {}
    parts = {"Picture": "Save as PNG", "Cut-out alone": "Save the cut-out as PNG"}
    for name, save_words in {**parts, "Background alone": "Save the background as PNG"}.items():
        page.get_by_role("radio", name=name, exact=True).click()
        person.settled()
        with page.expect_download() as handed:
            page.get_by_role("button", name=save_words, exact=True).click()
        files[name] = Image.open(io.BytesIO(Path(handed.value.path()).read_bytes()))
    sizes = {image.size for image in files.values()}
    assert len(sizes) == 1
    alone, behind = np.asarray(files["Cut-out alone"]), np.asarray(files["Background alone"])
    picture, opaque = np.asarray(files["Picture"]), alone[..., 3] == 255
    assert np.array_equal(alone[opaque][:, :3], picture[opaque])
    assert np.array_equal(behind[alone[..., 3] == 0], picture[alone[..., 3] == 0])
    columns = np.flatnonzero(opaque.any(axis=0))
    assert (columns[0] + columns[-1]) / 2 > 0.53 * opaque.shape[1]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Shop check").click()
    page.get_by_role("radio", name="Amazon, main picture").click()
    page.get_by_role("button", name="Mend it").click()
    expect(page.get_by_text("2000 × 2000").first).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_in_a_popover_can_be_read(stages: Callable[..., Person], scheme: str) -> None:
    person = stages(color_scheme=scheme)
    page = person.page
    button(person, 1).click()
    save = page.get_by_role("button", name="Download", exact=True)
    expect(save).to_be_visible(timeout=PATIENCE)
    person.settled()
    save.click()
    expect(page.get_by_role("radio", name="Cut-out alone", exact=True)).to_be_visible()
    page.mouse.move(2, 2)
    person.settled()
    assert page.evaluate(CONTRAST, 4.5)["faint"] == []


def test_a_shop_shows_how_much_it_asks_for(stages: Callable[..., Person]) -> None:
    person = stages()
    page = person.page
    canvas = page.get_by_role("combobox", name="Canvas")
    # A list closes where its page scrolls, which a press on what is out of sight makes it do.
    canvas.scroll_into_view_if_needed()
    person.settled()
    page.wait_for_timeout(500)
    canvas.click()
    page.get_by_role("option", name=re.compile("Amazon")).click()
    expect(subject(page)).to_have_attribute(
        "aria-label", re.compile("87 % large.*Amazon.* asks for 85 % to 100 %")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_canvas_and_tools_are_in_sight(stages: Callable[..., Person], width: int, scheme: str) -> None:
    look = PHONE if width == 390 else DESK
    person = stages("Scene", **look, color_scheme=scheme)
    page = person.page
    tools = page.get_by_role("group", name="Placement of the subject")
    assert page.evaluate(CLIPPED) == []
    for part in (person.image(STAGED), tools):
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1
    assert tools.get_by_role("button").count() == 9
    choices = page.get_by_role("radiogroup", name="Background", exact=True).get_by_role("radio").all()
    assert len({round(one.evaluate("one => one.getBoundingClientRect().top")) for one in choices}) == 1
    tools.get_by_role("button", name="How to").click()
    expect(page.get_by_text("Drag the subject to move it")).to_be_visible()


@pytest.mark.parametrize("look", [DESK, PHONE, {**DESK, "color_scheme": "dark"}])
def test_a_second_subject_is_added_and_seen_beside_the_first(
    stages: Callable[..., Person], look: dict[str, Any], tmp_path: Path
) -> None:
    person = stages(**look)
    page = person.page
    page.get_by_text("Add another subject").click()
    before = page.screenshot()
    page.locator("input[type=file]").nth(1).set_input_files(
        {"name": "other.png", "mimeType": "image/png", "buffer": png(lamp(160, 240))}
    )
    expect(page.get_by_text("Subject 2", exact=True)).to_be_visible(timeout=PATIENCE)
    assert page.screenshot() != before
    assert page.evaluate(CLIPPED) == []
    page.screenshot(path=tmp_path / "two.png", full_page=True)

"""A user before a browser: what they see and press, and what the browser requested and complained about."""

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from core.settings import ROOT

HERE = {"localhost", "127.0.0.1"}
HARMLESS = re.compile(r"/_stcore/(health|host-config)$")
"""A deep link makes Streamlit ask beside the page first; it is told 404 and asks at the right place."""
PATIENCE = 90_000
"""Milliseconds after which a test that waits has failed: models are read meanwhile, on a busy machine."""
SETTLED = """() => {
    const images = [];
    const walk = node => node.querySelectorAll('*').forEach(one => {
        if (one.tagName === 'IMG') images.push(one);
        if (one.shadowRoot) walk(one.shadowRoot);
    });
    walk(document);
    const near = images.filter(one => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight);
    return near.every(one => one.complete && one.naturalWidth > 0)
        && !document.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]')
        && document.fonts.status === 'loaded'
        && !!document.querySelector('[data-test-script-state=notRunning]');
}"""
TO_TOP = "document.querySelector('[data-testid=stMain]').scrollTo({top: 0, behavior: 'instant'})"
POINTER_AWAY = (380, 2)
"""A place where nothing shows itself because the pointer is there."""
FOCUSED = """() => {
    let one = document.activeElement;
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
    const presses = one?.matches('a, button, input, textarea, summary, [role]');
    return presses ? (one.getAttribute('aria-label') || one.innerText).trim() : '';
}"""


class Person:
    """One browser session on the studio at ``url``; ``look`` is how their browser shows pages."""

    def __init__(self, browser: Browser, url: str, **look: Any) -> None:
        given: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1.5}
        self.context: BrowserContext = browser.new_context(base_url=url, **{**given, **look})
        self.context.set_default_timeout(PATIENCE)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("response", self._answered)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("console", self._said)
        self.page = self.tab()

    def tab(self) -> Page:
        """Another tab of the same person; a session of its own to the studio."""
        page = self.context.new_page()
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        return page

    def _said(self, message: Any) -> None:
        if message.type == "error" and not HARMLESS.search(message.location.get("url", "")):
            self.complaints.append(f"{message.text} {message.location}")

    def _answered(self, response: Any) -> None:
        if "/blob/" in response.url and response.status != 200:
            self.complaints.append(f"{response.status} {response.url}")

    def strangers(self) -> list[str]:
        """The addresses asked for that are not on this machine."""
        return [url for url in self.asked if not _is_here(url)]

    def open(self, path: str, heading: str) -> None:
        """Go to a page by its address and wait until it stands."""
        self.page.goto(path)
        self.stands(heading)

    def turn(self, title: str, heading: str) -> None:
        """Go to a page by the sidebar."""
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True).click()
        self.stands(heading)

    def stands(self, heading: str) -> None:
        """Wait for a page's heading."""
        expect(self.page.get_by_role("heading", name=heading, exact=True).first).to_be_visible(
            timeout=PATIENCE
        )

    def settled(self) -> None:
        """Wait until nothing is half loaded."""
        self.page.wait_for_function(SETTLED, timeout=PATIENCE)

    def press(self, name: str, **more: Any) -> None:
        """Press the button of exactly that name."""
        self.page.get_by_role("button", name=name, exact=True, **more).first.click()

    def image(self, alt: str | re.Pattern[str]) -> Locator:
        """The first picture whose words are ``alt``, or begin with it."""
        return self.page.get_by_role("img", name=alt).first

    def painted(self, picture: Locator) -> npt.NDArray[np.uint8]:
        """The picture's pixels on the screen, H×W×3; fails where it is not there or of one colour."""
        expect(picture).to_be_visible(timeout=PATIENCE)
        self.settled()
        assert picture.evaluate("one => one.complete ? one.naturalWidth : 0") > 0
        pixels = seen(picture)
        assert pixels.std() > 8, "the picture is of one colour"
        return pixels

    def shot(self, name: str, *, settle: bool = True) -> None:
        """Keep what the screen shows, for the README and for those who look a failure up."""
        self.page.mouse.move(*POINTER_AWAY)
        self.page.evaluate(TO_TOP)
        if settle:
            self.settled()
        folder = Path(os.environ.get("STUDIO_SCREENSHOTS") or ROOT / "out" / "screenshots")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")

    def tab_to(self, name: str | re.Pattern[str], most: int = 90) -> None:
        """Press Tab until what has the focus is called so."""
        wanted = re.compile(re.escape(name)) if isinstance(name, str) else name
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if wanted.search(self.page.evaluate(FOCUSED)):
                return
        raise AssertionError(f"the keyboard does not come to {name!r}")

    def close(self) -> None:
        """Close all tabs."""
        self.context.close()


def seen(part: Locator | Page) -> npt.NDArray[np.uint8]:
    """H×W×3 uint8: what the screen shows of it."""
    with Image.open(BytesIO(part.screenshot(animations="disabled"))) as image:
        return np.asarray(image.convert("RGB"))


def _is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob"} or parts.hostname in HERE

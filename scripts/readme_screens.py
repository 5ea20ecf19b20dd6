"""Makes the README's pictures of the studio: ``python -m scripts.readme_screens`` writes them to docs/.

A real server, a real browser and scenes; the subject is the vase that we render, so that the
repository holds no one's photograph.
"""

import re
import tempfile
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import FilePayload, expect

from bench.serving import Server, browser
from core.output import encode_picture, write_whole
from core.settings import Settings
from scripts.browser.generating import STAGED, done, generate, number
from scripts.browser.person import PATIENCE, POINTER_AWAY, TO_TOP, Person
from scripts.readme_pictures import PLACES
from scripts.vase import render_vase

DOCS = Path("docs")
SCREEN = {"width": 1360, "height": 940}
GROUP = 4
FIRST, SECOND = "green forest, morning light", "the sea at sunset"


def main() -> None:
    """Write docs/studio.webp, docs/compare.webp and docs/history.webp."""
    expect.set_options(timeout=PATIENCE)
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        folder = Path(name)
        around = {"STUDIO_DATA_DIR": name, "STUDIO_WEIGHTS_DIR": str(Settings().weights_dir)}
        with Server(folder / "server.log", around) as server:
            person = Person(chromium, server.url, viewport=SCREEN)
            _upload(person)
            for prompt, seed in PLACES:
                if prompt not in (FIRST, SECOND):
                    _make(person, prompt, seed, 2)
            for prompt in (FIRST, SECOND):
                _make(person, prompt, dict(PLACES)[prompt], GROUP)
            _keep(person, "studio")
            person.open("/history", "History")
            _keep(person, "history")
            _compare(person)
            _keep(person, "compare")
            person.close()


def _upload(person: Person) -> None:
    person.open("/generate", "Generate")
    person.settled()
    given = FilePayload(
        name="vase.png",
        mimeType="image/png",
        buffer=encode_picture(np.asarray(render_vase().convert("RGB")), ".png"),
    )
    person.page.locator("input[type=file]").first.set_input_files(given)
    expect(person.image(STAGED)).to_be_visible(timeout=PATIENCE)
    person.page.get_by_text("Keep this seed").click()


def _make(person: Person, prompt: str, seed: int, pictures: int) -> None:
    number(person, "Seed", seed)
    generate(person, prompt, pictures)
    done(person, prompt)


def _compare(person: Person) -> None:
    """The newest picture of each of the last two groups, under the slider."""
    runs = [_newest(person, prompt) for prompt in (FIRST, SECOND)]
    person.open(f"/compare?runs={','.join(runs)}", "Compare")


def _newest(person: Person, prompt: str) -> str:
    person.open(f"/history?words={prompt.split(maxsplit=1)[0]}", "History")
    person.page.get_by_role("button", name=re.compile(re.escape(prompt[:12]))).first.click()
    person.page.wait_for_url(re.compile(r"run=[0-9a-f]{32}"))
    found = re.search(r"run=([0-9a-f]{32})", person.page.url)
    assert found is not None
    return found[1]


def _keep(person: Person, name: str) -> None:
    person.page.mouse.move(*POINTER_AWAY)
    person.page.evaluate(TO_TOP)
    person.settled()
    with Image.open(BytesIO(person.page.screenshot(animations="disabled", caret="hide"))) as screen:
        buffer = BytesIO()
        screen.convert("RGB").save(buffer, "WEBP", quality=88, method=6)
    write_whole(DOCS / f"{name}.webp", buffer.getvalue())


if __name__ == "__main__":
    main()

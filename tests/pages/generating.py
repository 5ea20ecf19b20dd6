"""The page Generate on a real studio in a folder of its own, with a generator that paints at once."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import create_engine
from streamlit.testing.v1 import AppTest

from core.models.matting_weights import matting_path
from core.pipeline.analysis import Analysis
from core.pipeline.models import PhotoModels
from core.settings import Settings
from core.stages.arrays import Pixels
from core.stages.depth import DepthEstimator
from core.studio import Studio
from pages.ui.shell import resources
from pages.ui.shell.text import JOINER
from store.records import Run, RunQuery
from tests.fakes import FakeGenerators, gradient, until
from tests.pages.studios import ROOT, forget_studio
from tests.photos import cutout, png

SEED, PICTURES, PROMPT, KEEP_SEED = "draft_seed", "draft_pictures", "draft_prompt", "draft_keep_seed"
NOBODY_THERE = "postgresql+psycopg://127.0.0.1:1/studio"
"""No server listens on the first port of a machine."""
AWAY = "The database server does not answer"
"""How the sentence about that begins."""


class FlatDepth(DepthEstimator):
    """A slope in place of a depth model, which takes seconds to load."""

    def disparity(self, image: Image.Image) -> Pixels:
        return gradient(*image.size)[..., 0]


def open_light(folder: Path, generators: FakeGenerators) -> Studio:
    """A studio on ``folder`` for photos that bring their own matte, of at most a megapixel; it believes
    that the default cut-out model is there."""
    settings = Settings(
        data_dir=folder, weights_dir=folder / "weights", max_pixels=1_000_000, max_upload_mb=1
    )
    weights = matting_path("u2net", settings.weights_dir)
    weights.parent.mkdir(parents=True)
    weights.touch()
    analysis = Analysis(settings, models=PhotoModels(settings, make_depth=FlatDepth))
    return Studio.open(settings, generators=generators, preload=False, mirror=False, analysis=analysis)


@dataclass
class Page:
    """The page as one browser tab sees it."""

    studio: Studio
    generators: FakeGenerators
    at: AppTest

    @classmethod
    def on(cls, studio: Studio, generators: FakeGenerators) -> "Page":
        """A browser tab of its own."""
        at = AppTest.from_file(str(ROOT / "pages" / "generate.py"), default_timeout=30)
        return cls(studio, generators, at)

    def open(self, **params: str) -> "Page":
        for name, value in params.items():
            self.at.query_params[name] = value
        return self.run()

    def run(self) -> "Page":
        self.at.run()
        assert not self.at.exception
        return self

    def model(self, profile: str = "mini") -> "Page":
        """The background is a model's, not a scene."""
        self.at.button_group(key="background").set_value("Model")
        self.run()
        if self.at.selectbox(key="draft_profile").value == profile:
            return self
        self.at.selectbox(key="draft_profile").set_value(profile)
        return self.run()

    def photo(self, content: bytes | None = None, name: str = "cup.png") -> "Page":
        self._upload(png(cutout()) if content is None else content, name)
        return self.run()

    def _upload(self, content: bytes, name: str = "cup.png") -> None:
        self.at.file_uploader[0].upload(name, content, "image/png")

    def prompt(self, words: str) -> "Page":
        self.at.text_area(key=PROMPT).set_value(words)
        return self.run()

    def number(self, key: str, value: float) -> "Page":
        self.at.number_input(key=key).set_value(value)
        return self.run()

    def numbers(self, **values: float) -> "Page":
        """Several at once, for the sake of runs."""
        for key, value in values.items():
            self.at.number_input(key=key).set_value(value)
        return self.run()

    def click(self, key: str | None) -> "Page":
        assert key is not None
        self.at.button(key=key).click()
        return self.run()

    def ready(self, words: str = "on white paper", pictures: int = 1) -> "Page":
        """Everything filled in at once, for the sake of runs; Generate can be pressed."""
        self.open()
        self._upload(png(cutout()))
        self.at.text_area(key=PROMPT).set_value(words)
        return self.number(PICTURES, pictures)

    def made(self) -> "Page":
        """The page once all that is queued is over."""
        until(lambda: not self.studio.queue().jobs)
        return self.run()

    @property
    def runs(self) -> Sequence[Run]:
        """All runs there are, in the order they were asked for."""
        return sorted(self.studio.runs.search(RunQuery()).runs, key=lambda run: (run.created, run.position))

    @property
    def said(self) -> str:
        """All words on the page but those of widgets."""
        kinds = (
            self.at.text,
            self.at.markdown,
            self.at.caption,
            self.at.error,
            self.at.info,
            self.at.subheader,
        )
        whole = "\n".join(str(element.value) for kind in kinds for element in kind)
        return whole.replace("\\", "").replace(JOINER, "")

    def has(self, key: str) -> bool:
        """Whether there is a button of that key."""
        return any(button.key == key for button in self.at.button)


@contextmanager
def out_of_reach(studio: Studio) -> Generator[None]:
    """For as long as the block lasts the studio's database is a server that does not answer."""
    database = studio.library.database
    here, database.engine = database.engine, create_engine(NOBODY_THERE)
    try:
        yield
    finally:
        database.engine.dispose()
        database.engine = here


def opened_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Page]:
    """A tab on a studio of its own, which all pages of this process then find; for a fixture."""
    generators = FakeGenerators()
    studio = open_light(folder / "data", generators)
    forget_studio()
    monkeypatch.setattr(resources, "open_studio", lambda: studio)
    yield Page.on(studio, generators)
    if generators.gate is not None:
        generators.gate.set()
    forget_studio()
    studio.close()

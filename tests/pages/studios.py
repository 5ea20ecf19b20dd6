"""A real studio in a folder of its own, with a generator that paints at once, and a page on it."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from core.request import GenerationRequest
from core.settings import Settings
from core.studio import Studio
from pages.ui.shell.text import JOINER
from tests.fakes import FakeGenerators, until
from tests.photos import cutout, png

ROOT = Path(__file__).resolve().parents[2]
Opener = Callable[[FakeGenerators], Studio]


def open_in(folder: Path, generators: FakeGenerators) -> Studio:
    """A studio on ``folder`` that loads nothing in advance and mirrors nothing."""
    return Studio.open(Settings(data_dir=folder), generators=generators, preload=False, mirror=False)


def submit(studio: Studio, *prompts: str, owner: str = "ann", photo: bytes | None = None) -> tuple[str, ...]:
    """One run for each prompt, in one group; its seeds count from 1."""
    requests = [
        GenerationRequest.parse({"prompt": one, "seed": seed, "profile": "mini", "num_inference_steps": 3})
        for seed, one in enumerate(prompts, start=1)
    ]
    return studio.submit(requests, photo or png(cutout()), source_name="cup.png", owner=owner)


def make(studio: Studio, *prompts: str) -> tuple[str, ...]:
    """The same, and wait until they are over."""
    ids = submit(studio, *prompts)
    until(lambda: not studio.queue().jobs)
    return ids


def home() -> AppTest:
    """Home as one browser tab sees it, run once."""
    at = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=30).run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    """All words of the page and its sidebar as a person reads them."""
    kinds = (at.title, at.subheader, at.text, at.markdown, at.caption, at.error, at.warning)
    whole = "\n".join(str(element.value) for kind in kinds for element in kind)
    return whole.replace("\\", "").replace(JOINER, "")


def forget_studio() -> None:
    """Let the next page open a studio anew."""
    st.cache_resource.clear()

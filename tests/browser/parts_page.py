"""A page of nothing but shared parts, with words that would like to be more than words."""

from datetime import UTC, datetime

import numpy as np
import streamlit as st

from pages.ui.shell.errors import show
from pages.ui.shell.media import data_url, png_bytes
from pages.ui.shell.text import plain
from pages.ui.widgets.gallery import Thumbnail, gallery, pick, thumbnails
from pages.ui.widgets.slider import slider
from store.records import Run, RunStatus
from tests.browser.hostile import PROMPTS, WORDS


def picture(red: int, size: tuple[int, int] = (90, 60)) -> str:
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    pixels[..., 0] = red
    return data_url(png_bytes(pixels))


def run(number: int, prompt: str) -> Run:
    return Run(
        id=f"{number:032x}",
        status=RunStatus.FAILED,
        created=datetime.now(UTC),
        started=None,
        ended=None,
        request={"prompt": prompt, "seed": number, "profile": "mini"},
        digest="",
        source_name="",
        owner="",
        group="",
        group_kind="single",
        position=0,
        parent=None,
        worker="",
        outcome=None,
        failure=None,
        rating=None,
        starred=number == 1,
        note="",
        tags=(),
        deleted=None,
        mirrored=False,
    )


st.title("Parts")
slider(picture(0), picture(255), key="slider", alt_before="black", alt_after="red", size=(90, 60))
runs = [run(number, prompt) for number, prompt in enumerate(PROMPTS)]
opened = gallery(runs, key="gallery", label="To open")
if opened:
    st.session_state["opened"] = opened
st.text(f"opened {st.session_state.get('opened')}")
st.session_state.setdefault("chosen", [])
pick(
    runs,
    key="pick",
    chosen=lambda: st.session_state["chosen"],
    on_choose=lambda ids: st.session_state.update(chosen=ids),
    limit=2,
    label="To choose",
)
st.text(f"chosen {' '.join(st.session_state['chosen'])}")
shapes = [
    Thumbnail(id=f"{width}", url=picture(99, (width, height)), words="", alt="", width=width, height=height)
    for width, height in ((60, 240), (240, 60), (90, 90))
]
thumbnails(shapes, key="shapes", label="Shapes")
for number, word in enumerate(WORDS):
    with st.container(key=f"words-{number}"):
        st.caption(plain(word))
        st.button(plain(word), key=f"button-{number}")
        show(word)

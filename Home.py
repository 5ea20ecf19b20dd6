"""The front door: what this is, what it can do on this machine, the latest pictures."""

from pathlib import Path

import streamlit as st

from core.samples import LICENCES, sample_names
from pages.ui.generate.samples import sample_alt, sample_thumbnail, sample_title
from pages.ui.home import making
from pages.ui.home.interrupted import offer
from pages.ui.runs import undo
from pages.ui.shell import begun
from pages.ui.shell.errors import guard, show_errors
from pages.ui.shell.frame import page
from pages.ui.shell.generate_address import to_a_new_form, to_the_form
from pages.ui.shell.machine import machine_state, models_section
from pages.ui.shell.media import blob_url, data_url
from pages.ui.shell.text import brief
from pages.ui.widgets.gallery import Thumbnail, gallery, thumbnails
from pages.ui.widgets.slider import slider
from store.records import RunQuery, RunStatus

DOCS = Path(__file__).parent / "docs"

studio = page("Home")

with guard():
    latest = studio.runs.search(RunQuery(statuses=(RunStatus.FINISHED,), page_size=8)).runs

st.title("Backdrop Studio", anchor=False)
st.markdown("Put your subject somewhere else. The subject stays yours, to the pixel.")
machine_state(studio)
undo.show()
making.tell(studio)
begun.offer(studio)
offer(studio)

shown, asked = st.columns([3, 2], gap="large")

with shown:
    first = next((run for run in latest if {"source", "composite"} <= run.artifacts.keys()), None)
    if first is None:
        slider(
            data_url((DOCS / "before.webp").read_bytes(), "image/webp"),
            data_url((DOCS / "after.webp").read_bytes(), "image/webp"),
            key="home-example",
            alt_before="A vase on a table in a grey room",
            alt_after="The same vase before the sea at sunset",
            size=(768, 768),
            max_height=480,
        )
        st.caption("A vase rendered by us, before and after “the sea at sunset”, made by mini.")
    else:
        picture = first.artifacts["composite"]
        slider(
            blob_url(first.artifacts["source"]),
            blob_url(picture),
            key="home-latest",
            alt_before="The photo of the latest picture, as it was",
            alt_after=f"The latest picture: {brief(first.prompt, 200)}",
            size=(picture.width or 1, picture.height or 1),
            max_height=480,
        )
        st.text(f"The latest picture: {brief(first.prompt, 120)}")

with asked:
    label = "Make a picture" if latest else "Make the first picture"
    if st.button(label, type="primary", icon=":material/auto_awesome:", width="stretch", key="begin"):
        st.switch_page("pages/generate.py", query_params=to_the_form())
    st.markdown("##### Or begin with a sample photo")
    sample = None
    with show_errors():
        photos = [
            Thumbnail(
                id=name,
                url=data_url(sample_thumbnail(name), "image/jpeg"),
                words=f"Try the {sample_title(name).lower()}",
                alt=sample_alt(name),
            )
            for name in sample_names()
        ]
        sample = thumbnails(photos, key="home-samples", label="Sample photos")
    if sample:
        st.switch_page("pages/generate.py", query_params=to_a_new_form(sample=sample))
    with st.popover("Who took them", type="tertiary"):
        st.caption("  \n".join(LICENCES[name] for name in sample_names()))

st.subheader("Latest pictures", anchor=False)
if latest:
    with guard():
        opened = gallery(latest, key="home-latest-pictures", label="Latest pictures")
    if opened:
        st.switch_page("pages/history.py", query_params={"run": opened})
    st.page_link("pages/history.py", label="All pictures in History", icon=":material/history:")
else:
    st.caption("Nothing is here yet. Every picture you make is kept, with all that made it.")

with st.expander("Models on this machine", icon=":material/deployed_code:"):
    models_section(studio)

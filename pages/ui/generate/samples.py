"""The sample photos as users see them before trying one."""

from io import BytesIO

import streamlit as st
from PIL import Image, ImageOps

from core.samples import load_sample

SIDE = 360
ROW = "samples"
"""Key of the container with the samples, which page.css keeps side by side on a phone as well."""
ALT = {
    "coffee": "A cup of coffee on a wooden table",
    "chelsea": "A ginger cat looking at the camera",
    "astronaut": "An astronaut in an orange suit, smiling",
}


def sample_title(name: str) -> str:
    """The sample's name as it is shown."""
    return {"chelsea": "Cat"}.get(name, name.capitalize())


def sample_alt(name: str) -> str:
    """The sample's alternative text."""
    return ALT.get(name, f"The sample photo {name}")


@st.cache_data(show_spinner=False)
def sample_thumbnail(name: str) -> bytes:
    """The middle of the photo, 360×360 px, as JPEG, which Pillow writes and Streamlit reads again without
    importing every format's plugin; raises as ``core.samples.load_sample``."""
    buffer = BytesIO()
    square = ImageOps.fit(load_sample(name), (SIDE, SIDE), Image.Resampling.LANCZOS)
    square.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()

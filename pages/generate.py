"""Generate: a photo and a sentence become pictures. The left third asks, the right two thirds show."""

import streamlit as st

from pages.ui import advanced, arrivals, asking, draft, forms, look, models, photo, presets, results
from pages.ui.errors import told
from pages.ui.frame import page

studio = page("Generate")
draft.begin(studio.profiles()[studio.default_profile()])
arrivals.arrive(studio)

st.title("Generate", anchor=False)
asks, shows = st.columns([1, 2], gap="large")

with asks:
    photo.choose()
    forms.scene()
    forms.room()
    forms.seed_and_count()
    profile, model_missing = models.choose(studio)
    advanced.advanced(profile)
    with told():
        presets.manage(studio)
    forms.descent()

with shows:
    found = look.seen(studio)
    view = asking.view_switch()
    if view == asking.PICTURES:
        with told("Press Pictures again in a moment."):
            results.pictures(studio)
    elif found is None:
        forms.no_photo()
    elif view == asking.CUTOUT:
        look.cutout(found)
    else:
        look.depth(found)

with asks:
    forms.generate_button(studio, look.why_not(found, model_missing))

draft.keep()

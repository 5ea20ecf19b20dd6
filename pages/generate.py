"""Generate: a photo and a sentence become pictures. The left third asks, the right two thirds show."""

import streamlit as st

from pages.ui.generate import (
    advanced,
    background,
    callbacks,
    canvas,
    drafts,
    form,
    form_state,
    further,
    links,
    model_picker,
    own,
    photo,
    presets,
    preview,
    results,
    staging,
    taking,
    view_switch,
)
from pages.ui.groups.batch_form import batch_page
from pages.ui.groups.section import section
from pages.ui.shell import begun, late
from pages.ui.shell.errors import guard, show_errors
from pages.ui.shell.frame import page
from pages.ui.widgets.reveal import reveal

studio = page("Generate")
if "batch" in st.query_params:
    with guard("Reload the page to try again."):
        batch_page(studio)
    st.stop()
form_state.begin(studio.profiles()[studio.default_profile()])
links.follow_link(studio)

section("generate")
st.title("Generate", anchor=False)
with st.container():  # its place is kept: a popover below, open meanwhile, would be closed by a new line
    taking.offer_undo()
asks, shows = st.columns([1, 2], gap="large")

with shows:
    switch = st.container()
    stage = st.container(key="stage")
    # Empty at once when there is a photo, which is then looked at for a while.
    before_a_photo = st.empty()
# What follows a drag comes before all else of the page, which takes longer to draw.
drawn = staging.ahead(studio, stage)

with asks:
    begun_before = st.empty()
    with st.container(key="photo_part"):
        photo.choose(studio, drafts.begin_another)
        if photo.content() is not None:
            further.section(studio)
    chosen = background.choose(studio)
    if chosen in (background.PICTURE, background.COLOUR):
        own.panel(studio)
        background.pose("pose")
    else:
        form.scene(is_scene=chosen == background.SCENE)
    if chosen == background.SCENE:
        background.panel()
    elif chosen == background.MODEL:
        background.start()
        form.room()
    if chosen == background.MODEL:
        canvas.of_model()
    else:
        canvas.panel()
    if chosen in (background.SCENE, background.MODEL):
        form.seed_and_count()
    profile, model_missing = model_picker.choose(studio)
    advanced.advanced(profile)
    with show_errors():
        presets.manage(studio)
    form.beginnings(studio)

    late.drawn()
    bar = form.generate_bar()

# Before what takes a while: a reload meanwhile loses nothing either.
form_state.keep()
drafts.save(studio)
links.name_form()
if drafts.is_kept() and drafts.holds_work():
    begun.remember()

refine = None
with switch:
    found = preview.inspect(studio)
    view = view_switch.view_switch(is_scene=staging.is_shown(studio))
with shows:
    if view == view_switch.PICTURES:
        with show_errors("Press Pictures again in a moment."):
            results.pictures(studio)
    elif found is None:
        with begun_before.container():
            begun.offer(studio)
        with before_a_photo:
            form.no_photo()
    elif view == view_switch.STAGING:
        refine = staging.show(studio, found, stage, drawn)
    elif view == view_switch.CUTOUT:
        preview.cutout(found)
    else:
        preview.depth(found)

form.generate_button(studio, bar, preview.why_not(found, model_missing))

reveal(f"{photo.digest()} {view_switch.group()}", ".st-key-view")
reveal(f"afresh {st.session_state.get(callbacks.AFRESH, 0)}", "h1", key="reveal_top", wide=True)
if refine is not None:
    refine()

"""Generate's form: the scene in words, what to avoid, the seed, how many pictures."""

from contextlib import suppress
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import StudioError
from core.request import MAX_PROMPT, MAX_SEED, description
from core.scenes.reading import remark_for_model
from core.studio import Studio
from core.variations import draw_seed
from pages.ui.generate import background, callbacks, drafts, form_state, photo, results, scene_state
from pages.ui.generate.prompt_examples import ADVICE, AVOID_ADVICE, EXAMPLES, own_words, with_example
from pages.ui.runs import job_panel
from pages.ui.runs.picture import picture_alt
from pages.ui.shell import messages
from pages.ui.shell.errors import show, show_errors
from pages.ui.shell.text import plain


class Bar(NamedTuple):
    """The places of the button and of what is said below it."""

    button: DeltaGenerator
    reason: DeltaGenerator


_WITHOUT = "generate_without_photo"
"""Session key of whether there was no photo when the bar was drawn last."""


def scene(*, is_scene: bool) -> None:
    """The prompt; for a model with examples to begin from and the negative prompt, for a scene with what is
    understood of it."""
    st.text_area(
        "Scene",
        key=form_state.key("prompt"),
        on_change=scene_state.reread,
        height=96,
        max_chars=MAX_PROMPT,
        help=f"`prompt`: {ADVICE}",
        placeholder="placed on an oak table, soft morning light from a window",
    )
    if is_scene:
        background.understood()
        return
    _unpainted_language()
    st.session_state["example"] = own_words(str(form_state.get("prompt")))[1]
    st.pills(
        "Examples",
        list(EXAMPLES),
        key="example",
        on_change=take_example,
        label_visibility="collapsed",
        wrap=True,
        help="Fills the scene, or adds to what you wrote; pressed again it takes its words back.",
    )
    st.text_area(
        "Avoid",
        key=form_state.key("negative_prompt"),
        height=68,
        max_chars=MAX_PROMPT,
        help=f"`negative_prompt`: {AVOID_ADVICE}",
        placeholder="nothing in particular",
    )


def _unpainted_language() -> None:
    """Beside a sentence that a model will not understand."""
    if remark := remark_for_model(str(form_state.get("prompt"))):
        st.caption(remark)


def take_example() -> None:
    """Callback: lay the example that was pressed into the scene, in place of another, or take it back."""
    form_state.put(prompt=with_example(str(form_state.get("prompt")), st.session_state["example"]))


def room() -> None:
    """How much is added around the photo."""
    st.slider(
        "Room around the photo",
        min_value=0.0,
        max_value=1.0,
        step=0.05,
        format="percent",
        key=form_state.key("margin"),
        help=f"`margin`: {description('margin')}. A product that fills its photo gets a place to stand in.",
    )


def seed_and_count() -> None:
    """The seed with dice and lock, and the number of pictures."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key="seed_row"):
        st.number_input(
            "Seed",
            min_value=0,
            max_value=MAX_SEED,
            value=None,
            step=1,
            key=form_state.key("seed"),
            on_change=keep_seed,
            help="`seed`: the same one and settings make the same picture again. Empty it to have one drawn.",
            width=180,
        )
        st.button(
            "New",
            icon=":material/casino:",
            key="dice",
            help="Draw another seed",
            on_click=lambda: form_state.put(seed=draw_seed()),
        )
    st.toggle(
        "Keep this seed",
        key=form_state.key("keep_seed"),
        help="On: the same seed again; typing one turns it on. Off: a new one is drawn, and shown here, for "
        "each Generate.",
    )
    st.number_input(
        "Pictures",
        min_value=1,
        max_value=form_state.MAX_PICTURES,
        value=None,
        step=1,
        key=form_state.key("pictures"),
        on_change=form_state.refill,
        args=("pictures", form_state.EXTRAS["pictures"]),
        help="Each has a seed of its own, which is shown beside it; the first has the one above.",
    )


def keep_seed() -> None:
    """Callback: a seed that the user typed is kept, or Generate would draw another in its place; where the
    field was emptied, one is drawn."""
    if form_state.get("seed") is None:
        form_state.put(seed=draw_seed(), keep_seed=False)
    else:
        form_state.put(keep_seed=True)


def no_photo() -> None:
    """The right side before there is a photo."""
    with st.container(key="no_photo"):
        st.subheader("Begin with a photo", anchor=False)
        st.write(
            "Its subject is cut out and stays as it is, to the pixel; the cut-out and the photo's depth show "
            "here at once. Then say where the subject should be."
        )


def generate_bar() -> Bar:
    """The place of the page's one primary button, drawn before the photo is looked at: that there is none is
    not said any longer meanwhile."""
    with st.container(key="generate_bar", gap="xsmall"):
        bar = Bar(st.empty(), st.empty())
        if photo.content() is not None and st.session_state.get(_WITHOUT):
            bar.reason.caption("The subject is being cut out …")
    st.session_state[_WITHOUT] = photo.content() is None
    return bar


def generate_button(studio: Studio, bar: Bar, why_not: str | None) -> None:
    """The page's one primary button in its ``bar``, in sight for as long as the form is; ``why_not`` is the
    sentence why it cannot be pressed now."""
    # On a background of one's own every picture would be the same.
    pictures = 1 if form_state.get("background") is not None else int(form_state.get("pictures"))
    with bar.button:
        st.button(
            "Generate 1 picture" if pictures == 1 else f"Generate {pictures} pictures",
            key="generate",
            type="primary",
            icon=":material/auto_awesome:",
            width="stretch",
            help="Ctrl+Enter does the same.",
            disabled=why_not is not None,
            on_click=callbacks.generate,
        )
    with bar.reason.container(gap="xsmall"):
        if why_not is not None:
            st.caption(plain(why_not))
        if problem := messages.message_while(f"{form_state.values()} {photo.digest()}"):
            show(problem)
        # Where the columns lie one below the other, the pictures being made are out of sight. What is wrong
        # with the store is shown beside them.
        with suppress(StudioError):
            job_panel.brief_panel(studio, results.group_runs(studio))


def beginnings(studio: Studio) -> None:
    """The picture that the next ones are derived from, and the ways to forget it or all of the form."""
    if parent := st.session_state.get(form_state.PARENT):
        with show_errors(), st.container(horizontal=True, vertical_alignment="center", key="descent"):
            found = studio.runs.many([parent])
            if found and "thumbnail" in found[0].artifacts:
                st.image(studio.runs.artifact(parent, "thumbnail"), width=56, alt=picture_alt(found[0]))
            st.caption("Derived from this picture." if found else "Derived from a picture that was deleted.")
            st.button("Not derived", key="no_parent", type="tertiary", on_click=forget_parent)
    if drafts.is_touched() or photo.content() is not None:
        st.button(
            "Start afresh",
            key="afresh",
            icon=":material/restart_alt:",
            help="An empty form: no photo, no words, the usual settings. Back brings this one again.",
            on_click=callbacks.start_afresh,
        )


def forget_parent() -> None:
    """Callback: what is made next is derived from no run."""
    st.session_state[form_state.PARENT] = None

"""Everything a request holds beyond words, seed and model: folded away, limits from the model's fields."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.models.local import readable_size
from core.models.matting_models import MATTING_MODELS
from core.models.profile import ModelProfile
from core.models.profiles import DEPTH_MODELS
from core.request import choices, description, label, limits
from pages.ui.generate import form_state

STEPS = {
    "num_inference_steps": 1,
    "max_side": 64,
    "matte_threshold": 1,
    "matte_grow": 1,
    "matte_feather": 0.5,
}
"""What a click on plus or minus adds; 0.05 where nothing is said."""

NULLABLE = ("matte_threshold",)
"""Numbers that may be left empty, which keeps the matte as soft as it is."""

SAMPLING = ("num_inference_steps", "guidance_scale", "scheduler", "eta", "strength", "max_side")
SCENE = ("scene_painter", "max_side")
CONTROL = (
    "controlnet_conditioning_scale",
    "depth_scope",
    "control_guidance_start",
    "control_guidance_end",
    "depth_model",
)
DEPTH_ONLY = ("depth_scope", "depth_model")
MATTE = (
    "matting_model",
    "matte_threshold",
    "matte_grow",
    "matte_feather",
    "keep_source_alpha",
    "matte_detail",
    "keep_small_parts",
    "decontaminate",
)


def advanced(profile: ModelProfile) -> None:
    """The expander, with the way back to the defaults of ``profile``."""
    with st.expander("Advanced", icon=":material/tune:", key="advanced"):
        if profile.paints_scenes:
            group("Scene", SCENE, profile)
        else:
            _denoising(profile)
        group("Cut-out", MATTE, profile)
        model = MATTING_MODELS[form_state.get("matting_model")]
        st.caption(f"{model.name}: {model.licence}. {model.licence_note}")
        st.button(
            "Back to the model's defaults",
            key="reset",
            icon=":material/restart_alt:",
            on_click=form_state.reset,
            args=(profile,),
        )


def _denoising(profile: ModelProfile) -> None:
    """How a diffusion model samples, and what controls it."""
    group("Sampling", SAMPLING, profile)
    if profile.control == "mask":  # It is shown the subject's outline and asks no depth model.
        names = [name for name in CONTROL if name not in DEPTH_ONLY]
        group("Control by the subject's outline", names, profile)
        return
    group("Depth control", CONTROL, profile)
    if chosen := form_state.get("depth_model"):
        ref = DEPTH_MODELS[chosen]
        st.caption(f"{ref.name}: {ref.licence}, {readable_size(ref.size_mb)}.")


def group(title: str, names: Sequence[str], profile: ModelProfile) -> None:
    """The widgets of some fields below a title, one below the other: two beside each other cut their labels
    and values off; ``profile`` has their defaults."""
    usual = form_state.fresh(profile)
    st.caption(f"**{title}**")
    for name in names:
        widget(name, usual[name])


def widget(name: str, usual: Any) -> None:
    """The widget of one field, with the field's own label and help; ``usual`` is the model's default."""
    options: dict[str, Any] = {
        "label": label(name),
        "key": form_state.key(name),
        "help": f"`{name}`: {description(name)}",
    }
    if name == "matting_model":
        titles = {model.name: model.title for model in MATTING_MODELS.values()}
        st.selectbox(options=list(titles), format_func=titles.__getitem__, **options)
    elif name == "depth_model":
        st.selectbox(options=list(DEPTH_MODELS), index=None, placeholder="The model's own", **options)
    elif choices(name):
        st.selectbox(options=choices(name), **options)
    elif isinstance(form_state.get(name), bool):
        st.toggle(**options)
    else:
        number(name, usual, options)


def number(name: str, usual: Any, options: dict[str, Any]) -> None:
    """The widget of a number within the field's limits; ``options`` are the label, the key and the help.
    Emptied it is ``usual`` again, where it may not be empty."""
    low, high = limits(name)
    step = STEPS.get(name, 0.05)
    kind = type(step)
    bounds = {
        "min_value": None if low is None else kind(low),
        "max_value": None if high is None else kind(high),
    }
    shown = "%d" if kind is int else "%.6g"
    if name in NULLABLE:
        options |= {"placeholder": "soft"}
    else:
        options |= {"on_change": form_state.refill, "args": (name, usual)}
    st.number_input(step=step, format=shown, value=None, **bounds, **options)

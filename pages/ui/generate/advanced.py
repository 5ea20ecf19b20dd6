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
    "decontaminate",
)


def advanced(profile: ModelProfile) -> None:
    """The expander, with the way back to the defaults of ``profile``."""
    with st.expander("Advanced", icon=":material/tune:", key="advanced"):
        _group("Sampling", SAMPLING)
        if profile.control == "mask":  # It is shown the subject's outline and asks no depth model.
            _group("Control by the subject's outline", [name for name in CONTROL if name not in DEPTH_ONLY])
        else:
            _group("Depth control", CONTROL)
            _depth_licence()
        _group("Cut-out", MATTE)
        _matting_licence()
        st.button(
            "Back to the model's defaults",
            key="reset",
            icon=":material/restart_alt:",
            on_click=form_state.reset,
            args=(profile,),
        )


def _group(title: str, names: Sequence[str]) -> None:
    st.caption(f"**{title}**")
    for start in range(0, len(names), 2):
        for column, name in zip(
            st.columns(2, vertical_alignment="bottom"), names[start : start + 2], strict=False
        ):
            with column:
                _widget(name)


def _widget(name: str) -> None:
    asked: dict[str, Any] = {
        "label": label(name),
        "key": form_state.key(name),
        "help": f"`{name}`: {description(name)}",
    }
    if name == "matting_model":
        st.selectbox(options=list(MATTING_MODELS), format_func=_matting_title, **asked)
    elif name == "depth_model":
        st.selectbox(options=list(DEPTH_MODELS), index=None, placeholder="The model's own", **asked)
    elif choices(name):
        st.selectbox(options=choices(name), **asked)
    elif isinstance(form_state.get(name), bool):
        st.toggle(**asked)
    else:
        _number(name, asked)


def _number(name: str, asked: dict[str, Any]) -> None:
    low, high = limits(name)
    step = STEPS.get(name, 0.05)
    kind = type(step)
    bounds = {
        "min_value": None if low is None else kind(low),
        "max_value": None if high is None else kind(high),
    }
    shown = "%d" if kind is int else "%.6g"
    if name in NULLABLE:
        asked |= {"value": None, "placeholder": "soft"}
    st.number_input(step=step, format=shown, **bounds, **asked)


def _matting_title(name: str) -> str:
    return MATTING_MODELS[name].title


def _matting_licence() -> None:
    """What the chosen cut-out model's licence says."""
    model = MATTING_MODELS[form_state.get("matting_model")]
    st.caption(f"{model.name}: {model.licence}. {model.licence_note}")


def _depth_licence() -> None:
    """What there is to know of a depth model that was chosen in place of the model's own."""
    if chosen := form_state.get("depth_model"):
        ref = DEPTH_MODELS[chosen]
        st.caption(f"{ref.name}: {ref.licence}, {readable_size(ref.size_mb)}.")

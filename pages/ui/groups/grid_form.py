"""Grid: a picture for every combination of one to three things, drafted before it is made."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.errors import InputError, RequestError
from core.groups.axes import Axis, sentence_axis, with_scene
from core.groups.grid import grid
from core.groups.plan import Plan
from core.groups.variants import variants
from core.request import MAX_PROMPT, MAX_SEED
from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.spec import SceneSpec
from core.studio import Studio
from pages.ui.groups import starting
from pages.ui.groups.addresses import GRID
from pages.ui.groups.axis_form import AXES, USUAL_OF_AXES, axis_form
from pages.ui.groups.choices import chosen_model, model_choice, preset_choice
from pages.ui.groups.draft import Form
from pages.ui.groups.fields import PHOTO, PRESET, PROMPT, SCENE, WORDS, varied
from pages.ui.groups.photo_field import photo_field
from pages.ui.groups.planning import preset_fields, requests_of
from pages.ui.groups.section import section
from pages.ui.runs import understanding
from pages.ui.runs.history_link import run_id
from pages.ui.shell.errors import show
from pages.ui.shell.messages import message
from pages.ui.shell.text import brief, plain
from pages.ui.shell.words import in_page_words

USUAL: Mapping[str, Any] = {
    "photo": [],
    "prompt": "",
    "profile": "",
    "kind": "",
    "seed": 1,
    "preset": "",
    "base": {},
    **USUAL_OF_AXES,
}
FORM = Form(GRID, USUAL)
MAX_TOLD = 4
"""Sentences of which it is said what is understood."""


def grid_page(studio: Studio) -> None:
    """The whole page."""
    section("grid")
    FORM.begin(studio, lambda: from_run(studio, run_id(st.query_params.get("run"))))
    st.title("Grid", anchor=False)
    asks, shows = st.columns([2, 3], gap="large")
    with asks:
        _base(studio)
        axes, lacking = _axes(studio)
    with shows:
        if problem := message():
            show(problem)
        why_not, plan = lacking or "Choose what varies, and its values.", None
        if axes and not lacking:
            try:
                plan, why_not = plan_of_form(studio, axes), ""
            except InputError as error:
                why_not = in_page_words(str(error))
        if plan is not None:
            _understood(studio, plan)
        starting.draft(studio, plan, why_not, key="grid_start")
    FORM.keep(studio)


def from_run(studio: Studio, run: str | None) -> dict[str, Any]:
    """What the form begins with for a grid from a run: its photo, words and all its settings."""
    runs = studio.runs.many([run]) if run else []
    if not runs:
        return {}
    found = runs[0]
    photo = studio.library.group_photos.keep(found.source_name, studio.runs.upload(found.id))
    kept = {"schema_version", "prompt", "profile", "seed"}
    return {
        "photo": [vars(photo)],
        "prompt": found.prompt,
        "profile": found.profile,
        "seed": found.seed,
        "base": {name: value for name, value in found.request.items() if name not in kept},
        "x_what": "seed",
    }


def _base(studio: Studio) -> None:
    """What all pictures share."""
    photo_field(studio, FORM, "photo", "Photo", several=False)
    st.text_area(
        "Scene",
        key=FORM.key("prompt"),
        height=80,
        max_chars=MAX_PROMPT,
        placeholder="on an {oak|walnut} table, soft morning light",
        help="`prompt`: {a|b} makes one of each, as one more axis; `__NAME__` one of each line of a list.",
    )
    model = chosen_model(studio, FORM)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        model_choice(studio, FORM)
        st.number_input(
            "Seed", min_value=0, max_value=MAX_SEED, step=1, value=None, key=FORM.key("seed"), width=150
        )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if model.paints_scenes:
            st.selectbox(
                "Kind of scene",
                ["", *KINDS],
                key=FORM.key("kind"),
                format_func=lambda kind: KINDS[kind].title if kind in KINDS else "As the sentence says",
                width=220,
            )
        preset_choice(studio, FORM)
    if FORM.get("base"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("All other settings as in the picture that it began with.")
            st.button(
                "Usual settings", key="grid_usual", type="tertiary", on_click=FORM.put, kwargs={"base": {}}
            )


def _understood(studio: Studio, plan: Plan) -> None:
    """What is said of the first sentences of a plan; of those that there is nothing to say of none."""
    sentences = dict.fromkeys((cell.request.prompt, cell.request.profile) for cell in plan.cells)
    for sentence, profile in list(sentences)[:MAX_TOLD]:
        paints = studio.profiles()[profile].paints_scenes
        said = (understanding.understood if paints else understanding.for_model)(sentence)
        if said:
            st.caption(f"{plain(brief(sentence, 40))}: {said}" if len(sentences) > 1 else said)


def _axes(studio: Studio) -> tuple[list[Axis], str]:
    """The axes as they stand, one after the other appears; and why one of them is none yet."""
    names = varied(studio.profiles().get(FORM.get("profile")))
    kind = _kind_of_all()
    prompt, found, lacking = str(FORM.get("prompt") or ""), list[Axis](), ""
    for which in AXES:
        axis = axis_form(studio, FORM, which, names, prompt, kind=kind)
        if axis is None:
            break
        if isinstance(axis, str):
            lacking = lacking or axis
        else:
            found.append(axis)
    return found, lacking


def _kind_of_all() -> str | None:
    """The kind of scene that all pictures have; ``None`` where they may have several, or none is known."""
    if {FORM.get(f"{which}_what") for which in AXES} & {PROMPT, WORDS, SCENE, PRESET}:
        return None
    if kind := FORM.get("kind"):
        return str(kind)
    kept = FORM.get("base").get("scene")
    if isinstance(kept, Mapping):
        return str(kept.get("kind"))
    prompt = str(FORM.get("prompt") or "").strip()
    if not prompt or "{" in prompt or "__" in prompt:
        return None
    return scene_for(prompt, int(FORM.get("seed") or 0)).kind


def plan_of_form(studio: Studio, axes: list[Axis]) -> Plan:
    """The grid that the form describes. Raises ``InputError``."""
    lists = studio.settings.data_dir / "wordlists"
    prompt = str(FORM.get("prompt") or "").strip()
    base = dict(FORM.get("base"))
    if name := FORM.get("preset"):
        base |= {key: value for key, value in preset_fields(studio, name).items() if key != PROMPT}
    base |= {"profile": FORM.get("profile"), "seed": FORM.get("seed"), PROMPT: prompt}
    written = variants(prompt, lists) if prompt else ()
    if len(written) == 1:
        base[PROMPT] = written[0]
    elif written and not any(PROMPT in value.changes for axis in axes for value in axis.values):
        axes = [*axes, sentence_axis(written)]
    axes, base["scene"] = _scene(studio, axes, base.get("scene"))
    photos, of_photos = FORM.photos("photo"), PHOTO in {FORM.get(f"{which}_what") for which in AXES}
    if not (photos or of_photos):
        raise RequestError("Add the photo, or choose Photo as what varies.")
    shares = photos[0] if photos and not of_photos else None
    return grid(axes, base, shares, requests_of(studio))


def _scene(studio: Studio, axes: list[Axis], kept: Any) -> tuple[list[Axis], Any]:
    """The scene that all begin with: the kind that was chosen, else the one that the picture had."""
    if not studio.profiles()[FORM.get("profile")].paints_scenes:
        return axes, None
    if kind := FORM.get("kind"):
        return axes, kind
    if isinstance(kept, Mapping):
        return with_scene(axes, SceneSpec.model_validate(kept))
    return axes, None

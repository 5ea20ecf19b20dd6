"""What stands behind the subject: a scene of ours, what a model paints, or a background of one's own."""

import streamlit as st

from core.errors import StudioError
from core.request import choices, description, label
from core.scenes.reading import remark_for_scene
from core.scenes.spec import PATTERNS, TIMES, SceneSpec
from core.studio import Studio
from pages.ui.generate import form_state, own_state, scene_gallery, scene_state, view_switch
from pages.ui.runs import understanding
from pages.ui.runs.names import field_title
from pages.ui.shell.errors import show
from pages.ui.shell.laid import begun_with, entered, lay
from pages.ui.shell.words import GUESSED, VALUE_WORDS
from pages.ui.widgets.sun import moved, sun

SCENE, MODEL, PICTURE, COLOUR = "Scene", "Model", "My picture", "Colour"
KINDS_OF_BACKGROUND = (SCENE, MODEL, PICTURE, COLOUR)
_CHOICE, _SUN = "background", "sun"


def choose(studio: Studio) -> str:
    """The switch between ``KINDS_OF_BACKGROUND``; returns the one that is on."""
    profiles = studio.profiles()
    if form_state.get("profile") not in profiles:
        form_state.put(profile=studio.default_profile())
    own = PICTURE if own_state.is_picture() else COLOUR
    is_on = own if own_state.is_on() else SCENE if scene_state.is_on(profiles) else MODEL
    lay(_CHOICE, is_on)

    def turned() -> None:
        chosen, default = st.session_state[_CHOICE], studio.default_profile()
        view_switch.staging_changed()
        own_state.leave()
        if chosen in (SCENE, MODEL):
            scene_state.switch(studio.profiles(), scene=chosen == SCENE, default=default)
        else:
            own_state.switch(studio, picture=chosen == PICTURE, default=default)

    st.segmented_control(
        "Background",
        KINDS_OF_BACKGROUND,
        key=_CHOICE,
        required=True,
        wrap=True,
        on_change=turned,
        help="Scene: a place that we paint, with the subject standing in its light. "
        "Model: what a diffusion model makes of your words. My picture, Colour: a background of your own.",
    )
    return is_on


def start() -> None:
    """By a model: whether it begins with a scene, and how much of that it keeps."""
    st.toggle(
        "Begin with a scene",
        key=form_state.key("from_scene"),
        on_change=_start_turned,
        help="The model begins with the scene of your words, the subject in it, and is shown its depth. "
        "`strength`, under Advanced, says how much of it is made anew.",
    )
    if form_state.get("from_scene"):
        understood()
        panel()


def _start_turned() -> None:
    begins = bool(form_state.get("from_scene"))
    form_state.put(strength=0.6 if begins else 1.0)


def understood() -> None:
    """Beside the sentence: what of it is painted, and what is not."""
    if not str(form_state.get("prompt")).strip():
        st.caption("Say where the subject should be, or take a scene from below.")
        return
    sentence = str(form_state.get("prompt"))
    below = "; a scene from below fills the sentence." if remark_for_scene(sentence) else ""
    st.caption(f"{understanding.understood(sentence)}{below}")


def panel() -> None:
    """The scene's gallery and its controls."""
    scene_gallery.gallery()
    try:
        scene = scene_state.current()
    except StudioError as error:
        show(str(error))
        return
    with st.container(horizontal=True, gap="small", key="scene_buttons"):
        st.button(
            "Another place",
            key="another_place",
            icon=":material/casino:",
            on_click=scene_state.another_place,
            help="Another place of the same words and light.",
        )
        st.button(
            "Other light",
            key="other_light",
            icon=":material/wb_twilight:",
            on_click=scene_state.other_light,
            help="The same place in other light.",
        )
    pose("pose", "size")
    _light(scene)
    _place(scene)
    if form_state.get(scene_state.CHANGES):
        st.button(
            "Back to the sentence's own",
            key="scene_reset",
            type="tertiary",
            icon=":material/restart_alt:",
            on_click=lambda: form_state.put(**{scene_state.CHANGES: {}}),
        )


def pose(*names: str) -> None:
    """How the subject is held up, and how large it is."""
    for name in names:
        st.segmented_control(
            label(name),
            choices(name),
            key=form_state.key(name),
            required=True,
            format_func=VALUE_WORDS[name].__getitem__,
            help=f"`{name}`: {description(name)}. {GUESSED}: guessed from the photo.",
            wrap=True,
        )


def _light(scene: SceneSpec) -> None:
    """The sun on its half disc, time of day, softness and the pattern that the light falls through."""
    light = scene.light
    behind = abs(light.direction) > 90
    direction = turned_round(light.direction) if behind else light.direction
    st.caption("**Light**")

    def dragged() -> None:
        place = moved(_SUN)
        if place is not None:
            side, height = place
            if behind:
                side = turned_round(side)
            scene_state.set_changes(light__direction=side, light__height=height)

    label = "Light: drag the sun, or press the arrow keys"
    sun(direction, light.height, behind=behind, key=_SUN, on_change=dragged, label=label)
    _toggle("From behind", "light_behind", behind, turned_round(light.direction))
    times, patterns = (
        [one for one in every if one in allowed]
        for every, allowed in ((TIMES, scene.place.times), (PATTERNS, scene.place.patterns))
    )
    if len(times) > 1:
        _select("light.time", light.time, times)
    _slider("light.hardness", light.hardness, (0.0, 1.0), "0 is an overcast sky, 1 a small sun.")
    _slider("light.warmth", light.warmth, (-1.0, 1.0), "-1 is bluish, 1 is orange.")
    _slider("light.exposure", light.exposure, (-2.5, 1.0), "Less is dark and moody, more pale and airy.")
    if len(patterns) > 1:
        _select("light.pattern", light.pattern, patterns)


def turned_round(direction: float) -> float:
    """The direction with the light on the other side of the subject, in degrees."""
    return (180 - abs(direction)) * (1 if direction >= 0 else -1)


def _place(scene: SceneSpec) -> None:
    """Blur, distance and colours of the place."""
    if scene.place.view == "eye":
        st.caption("**Place**")
        _slider("camera.blur", scene.camera.blur, (0.0, 1.0), "0 is all sharp.")
        _slider("camera.distance", scene.camera.distance, (0.5, 2.0), "More shows more of the place.")
    _slider("camera.contrast", scene.camera.contrast, (0.0, 1.0), "0 is flat, as it was painted.")
    places = scene.place.colours
    if not places:
        return
    with st.container(horizontal=True, key="colours"):
        for place in places:
            _colour(f"colours.{place}", getattr(scene.colours, place))


def _changed(name: str, widget: str) -> None:
    if entered(f"scene_{name}", widget):
        scene_state.set_changes(**{name.replace(".", "__"): st.session_state[widget]})


def _slider(name: str, value: float, limits: tuple[float, float], text: str) -> None:
    shown = round(min(max(value, limits[0]), limits[1]), 2)
    widget = begun_with(f"scene_{name}", shown)
    st.slider(
        _title(name), *limits, shown, 0.05, key=widget, help=text, on_change=_changed, args=(name, widget)
    )


def _select(name: str, value: str, options: list[str]) -> None:
    kept = options if value in options else [*options, value]
    widget, words = begun_with(f"scene_{name}", value), VALUE_WORDS[f"scene.{name}"]
    st.selectbox(
        _title(name),
        kept,
        kept.index(value),
        key=widget,
        format_func=words.__getitem__,
        on_change=_changed,
        args=(name, widget),
    )


def _title(name: str) -> str:
    """What a scene's field is called, here as in tables."""
    return field_title(f"scene.{name}")


def _toggle(title: str, name: str, value: bool, turned: float) -> None:
    widget = begun_with(name, value)
    st.toggle(title, value, key=widget, on_change=_turned, args=(name, widget, turned))


def _turned(name: str, widget: str, turned: float) -> None:
    if entered(name, widget):
        scene_state.set_changes(light__direction=turned)


def _colour(name: str, value: str | None) -> None:
    shown = value or "#c8c0b4"
    widget = begun_with(f"scene_{name}", shown)
    st.color_picker(_title(name), shown, key=widget, on_change=_changed, args=(name, widget))

"""Canvas, placement, shadow and tone of the subject, on every background."""

import streamlit as st

from core.request import ADDED, SHADOW, description, label, limits
from core.scenes.canvas import AS_PHOTO, FULL, RATIOS, plain_canvas
from core.scenes.several import MOST_ROOM, SIDES
from core.scenes.shops import shops
from pages.ui.generate import form_state, placing, shop_canvas
from pages.ui.generate.place_fields import place_fields
from pages.ui.generate.shop_canvas import SHOP
from pages.ui.runs.names import field_title
from pages.ui.shell.laid import lay
from pages.ui.shell.messages import set_message
from pages.ui.widgets.canvas import Zone

_CANVAS = "canvas_choice"
USUAL_SHADOW = {"shadow_softness": 0.7, "shadow_direction": 40.0, "shadow_length": 0.8}
"""Where the sliders begin when a shadow is set by hand."""
_SHADOW_SET, _ROOM_SET = "shadow_set", "room_set"
USUAL_ROOM = 10.0
"""Per cent on each side when room is first asked for."""


def panel() -> None:
    """All of it."""
    _canvas(FULL)
    _placed()


def of_model() -> None:
    """All of it for a picture that a model paints, which is not as large as any photo."""
    _canvas()
    if not form_state.get("from_scene"):
        st.caption(
            "A model paints around the subject, which stays where it is in the photo unless canvas, place or "
            "room say otherwise. Shade is the model's own unless something is said of the shadow."
        )
    _placed()


def _placed() -> None:
    help_text = "Off: the subject is put where it stands well in the place. Dragging it also turns this on."
    place_fields(0, help_text)
    _room()
    _shadow()
    _number("harmonise", 0.0)


def by_numbers() -> bool:
    """Whether numbers say where the subject is, so that it is known before a model paints."""
    return placing.current() is not None or form_state.get("room") is not None


def _canvas(*more: str) -> None:
    now = form_state.get("canvas")
    chosen = shop_canvas.shop_of(now) or now
    shop_names = [f"{SHOP}{name}" for name in shops()]
    options = list(dict.fromkeys([AS_PHOTO, *more, *RATIOS, *shop_names, chosen]))
    lay(_CANVAS, chosen)
    st.selectbox(
        label("canvas"),
        options,
        key=_CANVAS,
        format_func=canvas_words,
        accept_new_options=True,
        on_change=_canvas_chosen,
        help=f"`canvas`: {description('canvas')}, such as 1200x900. A shop also sets background and place.",
    )
    if (shop := shop_canvas.shop_named(chosen)) is not None:
        shop_canvas.told(shop)


def canvas_words(choice: str) -> str:
    """What a canvas is called."""
    if (shop := shop_canvas.shop_named(choice)) is not None:
        return f"{shop.title} ({shop.canvas.replace('x', ' × ')})"
    if choice == FULL:
        return "The photo's own size"
    return "As the photo" if choice == AS_PHOTO else choice.replace("x", " × ")


def zone() -> Zone | None:
    """How much of the picture the shop whose canvas is chosen asks the subject to take."""
    canvas = form_state.get("canvas")
    for shop in shops().values():
        if shop.canvas == canvas and shop.fill is not None:
            return Zone(shop.title, *shop.fill, shop.scale)
    return None


def _canvas_chosen() -> None:
    choice = str(st.session_state[_CANVAS] or AS_PHOTO)
    if (shop := shop_canvas.shop_named(choice)) is not None:
        shop_canvas.use(shop)
        return
    try:
        form_state.put(canvas=plain_canvas(choice))
    except ValueError as error:
        set_message(f"{label('canvas')} {error} (it is {choice}).")
        return
    shop_canvas.leave()


def _room() -> None:
    room = form_state.get("room")
    lay(_ROOM_SET, room is not None)
    st.toggle(
        label("room"),
        key=_ROOM_SET,
        on_change=_room_turned,
        help="The subject is as large as the room around it lets it be, in per cent of the canvas.",
    )
    if room is None:
        return
    with st.container(horizontal=True, key="room_numbers", gap="small"):
        for side in SIDES:
            widget = f"room_{side}"
            lay(widget, float(room[side]))
            st.number_input(
                field_title(f"room.{side}"),
                0.0,
                MOST_ROOM / 2,
                step=1.0,
                format="%.1f",
                key=widget,
                on_change=_room_moved,
                args=(side, widget),
                width=132,
            )


def _room_turned() -> None:
    if st.session_state[_ROOM_SET]:
        placing.put(None, "room")
        form_state.put(room=dict.fromkeys(SIDES, USUAL_ROOM))
    else:
        form_state.put(room=None)


def _room_moved(side: str, widget: str) -> None:
    if st.session_state[widget] is not None:
        form_state.put(room={**form_state.get("room"), side: st.session_state[widget]})


def _shadow() -> None:
    st.caption("**Shadow**")
    _number("shadow_strength", 1.0)
    names = [name for name in SHADOW if name in USUAL_SHADOW]
    is_set = any(form_state.get(name) is not None for name in names)
    lay(_SHADOW_SET, is_set)
    st.toggle(
        "Another shadow than the light's",
        key=_SHADOW_SET,
        on_change=_shadow_turned,
        help="Off: softness, direction and length are those of the light.",
    )
    if is_set:
        for name in names:
            _number(name, USUAL_SHADOW[name])


def _shadow_turned() -> None:
    on = st.session_state[_SHADOW_SET]
    form_state.put(**{name: usual if on else ADDED[name] for name, usual in USUAL_SHADOW.items()})


def _number(name: str, usual: float) -> None:
    """The slider of one of the shadow's fields."""
    low, high = limits(name)
    assert low is not None
    assert high is not None
    value = form_state.get(name)
    widget = f"slider_{name}"
    lay(widget, float(usual if value is None else value))
    st.slider(
        label(name),
        float(low),
        float(high),
        step=5.0 if name == "shadow_direction" else 0.05,
        key=widget,
        help=f"`{name}`: {description(name)}.",
        on_change=_set,
        args=(name, widget),
    )


def _set(name: str, widget: str) -> None:
    form_state.put(**{name: st.session_state[widget]})

"""A shop as the canvas: what it asks for is laid into the form, and what was there before is found again."""

from typing import Any

import streamlit as st

from core.errors import RequestError
from core.request import own_background
from core.scenes.canvas import Place
from core.scenes.shops import Shop, shops
from pages.ui.generate import form_state, own_state
from pages.ui.shell.resources import studio
from pages.ui.shell.text import plain

SHOP = "shop:"
"""What stands before a shop's name among the choices of a canvas."""
_BEFORE = "before_shop"
"""The form's field of what a shop's own values took the place of."""


def shop_named(choice: str) -> Shop | None:
    """The shop that a choice of a canvas is, ``None`` where it is none."""
    return shops().get(choice.removeprefix(SHOP)) if choice.startswith(SHOP) else None


def shop_of(canvas: str) -> str | None:
    """The choice of the shop whose canvas and placement the form has."""
    scale = (form_state.get("place") or {}).get("scale")
    fits = (name for name, shop in shops().items() if (shop.canvas, shop.scale) == (canvas, scale))
    return next((f"{SHOP}{name}" for name in fits), None)


def use(shop: Shop) -> None:
    """Callback's way to a shop: canvas and placement as it wants them, and its background where one's own
    colour is on."""
    before = form_state.get(_BEFORE) or _placed()
    form_state.put(canvas=shop.canvas, place=_place(shop), room=None)
    if shop.background is not None and own_state.is_on() and not own_state.is_picture():
        _whiten(shop)
    form_state.put(**{_BEFORE: {**before, "set": _placed()}})


def leave() -> None:
    """Callback's way from a shop to another canvas: what the shop had set and nobody has changed since is as
    it was before the shop."""
    before = form_state.get(_BEFORE)
    was_set, now = before.get("set", {}), _placed()
    back = {name: before[name] for name in now if name in before and now[name] == was_set.get(name)}
    if not {"place", "room"} <= back.keys():  # a place by hand and room on the sides exclude each other
        back = {name: value for name, value in back.items() if name == "shadow_strength"}
    form_state.put(**{_BEFORE: {}}, **back)


def told(shop: Shop) -> None:
    """What the canvas is as the shop asks for, and what the background is not, with the press that mends
    it."""
    source = shop.source.split(";")[0]
    wanted = shop.background
    if wanted is None or _has(wanted):
        st.caption(plain(f"As asked for by {source}"))
        return
    st.caption(
        plain(f"Canvas and place are as asked for by {source}; the background is not: it wants {wanted}.")
    )
    st.button(
        f"Make it {wanted}",
        key="canvas_whiten",
        icon=":material/format_color_fill:",
        on_click=_background_of,
        args=(shop,),
    )


def _placed() -> dict[str, Any]:
    return {name: form_state.get(name) for name in ("place", "room", "shadow_strength")}


def _place(shop: Shop) -> dict[str, Any] | None:
    return None if shop.scale is None else Place(scale=shop.scale).model_dump(mode="json")


def _has(wanted: str) -> bool:
    """Whether the form's background is the wanted one."""
    try:
        return own_state.is_on() and own_state.current() == own_background(wanted)
    except RequestError:  # a picture that is not chosen yet
        return False


def _whiten(shop: Shop) -> None:
    own_state.set_values(kind="colour", colour="#ffffff")
    form_state.put(shadow_strength=0.0 if shop.white else 1.0)


def _background_of(shop: Shop) -> None:
    """Callback: turn to a background of one's own, of the shop's colour."""
    own_state.leave()
    own_state.switch(studio(), picture=False, default=studio().default_profile())
    use(shop)

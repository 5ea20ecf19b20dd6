"""What shops ask of a product's picture: their canvas, and the limits that are checked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.models.parameters import Frozen
from core.scenes.own import NOTHING, OwnBackground

TABLE = Path(__file__).with_name("shops.toml")
Limits = tuple[float, float]


class Shop(Frozen):
    """One shop. ``canvas``, ``background`` (as it is typed) and the subject's ``scale`` make the picture;
    ``white`` asks for a background of pure white, ``whole`` for the whole subject; ``fill`` is the share of
    the picture's width or height that the subject takes, ``longest`` and ``shortest`` a side in px, ``ratio``
    width over height, each at least and at most; ``megabytes`` is what the file may have, in 10⁶ bytes,
    ``formats`` which ones it may be, as Pillow calls them. ``source`` says where all that stands."""

    title: str
    source: str
    canvas: str
    background: str | None = None
    scale: float | None = None
    white: bool = False
    whole: bool = False
    fill: Limits | None = None
    longest: Limits | None = None
    shortest: Limits | None = None
    ratio: Limits | None = None
    megabytes: float | None = None
    formats: tuple[str, ...]

    @property
    def values(self) -> dict[str, Any]:
        """The request's fields that make a picture for it."""
        values: dict[str, Any] = {"canvas": self.canvas}
        if self.background is not None:
            values["background"] = self.background
        if self.scale is not None:
            values["place"] = {"scale": self.scale}
        if self.white:
            # Even a soft shadow is not white.
            values["shadow_strength"] = 0.0
        return values


@cache
def shops() -> Mapping[str, Shop]:
    """Every shop by the name it is asked for by."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return {name: Shop.model_validate(row) for name, row in table.items()}


def for_shop(given: Mapping[str, Any]) -> dict[str, Any]:
    """A request's fields as they were given, with those of the shop whose name is given as the canvas; what
    is given besides goes before the shop's own. A scene is the background in place of the shop's."""
    usual = {"shadow_strength": 0.0} if _is_nothing(given.get("background")) else {}
    shop = shops().get(str(given.get("canvas")).strip().lower())
    if shop is None:
        return {**usual, **given}
    values = {**shop.values, **usual}
    if given.get("scene") is not None:
        values = {name: value for name, value in values.items() if name in ("canvas", "place")}
    asked = given.get("background")
    if asked is not None and not usual and not _is_alike(asked, shop.background):
        values.pop("shadow_strength", None)
    return values | {name: value for name, value in given.items() if name != "canvas"}


def _is_alike(asked: object, usual: str | None) -> bool:
    """Whether a background is the shop's own, however it is written."""
    try:
        own = None if usual is None else OwnBackground.model_validate(usual)
        return OwnBackground.model_validate(asked) == own
    except ValidationError:  # told where the request is made
        return False


def _is_nothing(background: object) -> bool:
    """Whether nothing is asked for behind the subject: a cut-out, which has no shadow unless one is asked
    for."""
    if isinstance(background, str):
        return background.strip().lower() in NOTHING
    return isinstance(background, Mapping) and dict(background).get("kind") == "transparent"

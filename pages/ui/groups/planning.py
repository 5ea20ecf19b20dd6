"""What plans are made of, on pages: requests, and what axes take their values from."""

import json
from collections.abc import Mapping
from typing import Any

from core.errors import RequestError
from core.groups.axes import Stock
from core.groups.requests import Requests
from core.studio import Studio


def requests_of(studio: Studio) -> Requests:
    """What makes requests of plain values, by the profiles of this machine."""
    return studio.plain_requests()


def stock_of(studio: Studio) -> Stock:
    """What axes take values from; photos are no words on a page."""

    def no_file(name: str) -> str:
        raise RequestError(f"There is no photo {name!r} here; upload it.")

    return Stock(
        preset=lambda name: preset_fields(studio, name),
        photos=lambda _: (),
        scene=lambda typed: typed,
        lists=studio.settings.data_dir / "wordlists",
        also=no_file,
    )


def preset_fields(studio: Studio, name: str) -> Mapping[str, Any]:
    """A preset's fields, its scene as the JSON that a scene is read of. Raises ``NotFoundError``."""
    values = studio.presets.get(name).values
    scene = values.get("scene")
    return {**values, "scene": json.dumps(scene)} if isinstance(scene, dict) else dict(values)

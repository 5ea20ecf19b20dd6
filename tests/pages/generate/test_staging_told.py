"""What the preview says of who paints the picture."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.pipeline.scene_painter import SEEN_THROUGH, SEVERAL, may_trace
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from core.studio import Studio
from pages.ui.generate.staging import TRACED, Staged, painter_told

ALSO = ({"photo": "ab" * 32},)


def tracing() -> Studio:
    """A studio that can trace every place."""
    return cast(Studio, SimpleNamespace(traces=lambda request, scene: may_trace(request)))


def staged(seen_through: bool) -> Staged:
    empty: dict[str, Any] = {"behind": b"", "before": b"", "places": (), "boxes": (), "remarks": ()}
    scene = scene_for("on a table", 1, kind="table")
    made = Staged(
        pose="stands", guessed=False, measure="hand", scene=scene, size=(8, 8), foot=0.8, seen_through=False,
        **empty,
    )  # fmt: skip
    return replace(made, seen_through=seen_through)


@pytest.mark.parametrize(
    ("seen_through", "changes", "told"),
    [
        (False, {}, [TRACED]),
        (True, {}, [SEEN_THROUGH]),
        (True, {"scene_painter": "traced"}, [TRACED]),
        (False, {"also": ALSO}, [SEVERAL]),
        (True, {"also": ALSO}, [SEEN_THROUGH]),
        (True, {"also": ALSO, "scene_painter": "painted"}, []),
        (False, {"shadow_direction": 40.0}, []),
    ],
)
def test_it_says_what_is_so_and_why(seen_through: bool, changes: dict[str, Any], told: list[str]) -> None:
    request = GenerationRequest.parse({"prompt": "x", "seed": 1, "profile": "scene", **changes})
    assert painter_told(tracing(), request, staged(seen_through)) == told

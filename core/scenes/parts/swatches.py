"""Colours that studios choose where a spec leaves them open."""

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb

PAPERS = (
    "e9e6e1", "d9d2c6", "e3cfc0", "d8b7a6", "c7a894", "b9c3b4", "a9b5ab", "b7c4cd", "9fb0bd", "cdc3d4",
    "d9a98f", "c98b6f", "8c9a86", "6f7f86", "d7c08c", "c4bfb8", "8b8883", "54585c", "2f3336", "e8d9d6",
)  # fmt: skip
WALLS = (
    "e6e1d8", "d8cfc2", "c9bfb0", "d6c2b1", "d9bfb8", "cfcac4", "d9c7a0", "e9e4dd", "b6b9ac", "c7a48c",
    "a8b4b9", "9aa595", "8b9aa3", "c98f78", "b86f56", "7a8b7d", "4f6266", "8f8a84", "5c5f63", "3b4046",
)  # fmt: skip
"""Pale ones first: on these, shadows show best."""


def pick(rng: Random, codes: tuple[str, ...]) -> str:
    """One of the colours as ``#rrggbb``."""
    return f"#{codes[int(rng.integers(len(codes)))]}"


def linear(code: str) -> Array:
    """``#rrggbb`` in linear light, no brighter than paint is."""
    return to_linear(rgb(code.removeprefix("#")) * 0.97)


def shaded(code: str, by: float) -> str:
    """The colour darker (``by`` < 1) or lighter, as ``#rrggbb``."""
    values = [min(255, round(255 * float(value) * by)) for value in rgb(code.removeprefix("#"))]
    return "#" + "".join(f"{value:02x}" for value in values)

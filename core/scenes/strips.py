"""Large pictures strip by strip, so that what is worked out of them in floats takes little memory."""

from collections.abc import Iterator

STRIP_PIXELS = 1_000_000
"""Of a picture that are worked on at once where each pixel is on its own."""


def strips(shape: tuple[int, ...]) -> Iterator[slice]:
    """The rows of a picture H×W… from above to below, as many at a time as make ``STRIP_PIXELS``."""
    rows = max(1, STRIP_PIXELS // max(1, shape[1]))
    for top in range(0, shape[0], rows):
        yield slice(top, min(top + rows, shape[0]))

"""What pymatting has numba compile, without the rest of pymatting, which takes a second to import."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from core.runtime.parts import part_of
from core.runtime.put_off import put_off


class Undocumented:
    """In place of a docstring of scipy's, of which it reads 170 to add a note that nobody sees here: a tenth
    of a second."""

    def __init__(self, function: object) -> None:
        self._notes: list[str] = []

    def __getitem__(self, section: str) -> list[str]:
        return self._notes

    def __str__(self) -> str:
        return "\n"


ASIDE: Mapping[str, Mapping[str, Any]] = {
    "scipy._lib._docscrape": {"FunctionDoc": Undocumented},
    # numba looks whether it is there; images' filters take two functions for rotations from the other.
    "scipy.linalg": {},
    "scipy.linalg.cython_blas": {},
    "scipy.special": {},
}
"""What scipy's filters, its sparse matrices and numba import at their top and no stage here asks for."""


@cache
def foreground_kernel() -> Any:
    """pymatting's ``estimate_foreground_ml``."""
    with put_off(ASIDE):
        return part_of("pymatting.foreground.estimate_foreground_ml").estimate_foreground_ml


@cache
def laplacian_kernel() -> Any:
    """pymatting's ``cf_laplacian``."""
    with put_off(ASIDE):
        return part_of("pymatting.laplacian.cf_laplacian").cf_laplacian


@cache
def image_filters() -> Any:
    """``scipy.ndimage``, which stages ask for by its own name."""
    with put_off(ASIDE):
        import scipy.ndimage

    return scipy.ndimage

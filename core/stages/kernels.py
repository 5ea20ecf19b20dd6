"""What pymatting has numba compile, without the rest of pymatting, which takes a second to import."""

from functools import cache
from typing import Any

from core.runtime.parts import part_of


@cache
def foreground_kernel() -> Any:
    """pymatting's ``estimate_foreground_ml``."""
    return part_of("pymatting.foreground.estimate_foreground_ml").estimate_foreground_ml


@cache
def laplacian_kernel() -> Any:
    """pymatting's ``cf_laplacian``."""
    return part_of("pymatting.laplacian.cf_laplacian").cf_laplacian

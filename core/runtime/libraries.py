"""Which versions of libraries are installed."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def version_of(name: str) -> str | None:
    """The installed version of the package ``name``, which is not imported; ``None`` where there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None

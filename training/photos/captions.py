"""What a caption of an environment map or a photograph holds."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class View:
    """A range of directions of an environment map that look alike. ``yaws`` are degrees of the camera's
    direction from the map's left edge (a range may pass 360). ``phrases`` are wordings of the place,
    ``details`` facts, each one wording or several. ``far`` is the disparity of what stands behind the
    ground (0 = infinity), ``key`` the brightness to expose for (linear, 0.18 = mid grey), ``mirror`` how
    much the ground reflects, ``hardness`` how sharp shadows are, ``shade`` how dark a contact shadow is."""

    yaws: tuple[float, float]
    family: str
    phrases: tuple[str, ...]
    details: tuple[str | list[str], ...] = ()
    far: float = 0.05
    key: float = 0.2
    mirror: float = 0.03
    hardness: float = 0.2
    shade: float = 0.4


@dataclass(frozen=True, kw_only=True)
class Shot:
    """``crop`` is the part that serves, (left, top, right, bottom) in 0…1 of the photograph; ``horizon`` the
    y in 0…1 of the photograph above which nothing can stand; the rest as in ``View``."""

    crop: tuple[float, float, float, float]
    horizon: float
    family: str
    phrases: tuple[str, ...]
    details: tuple[str | list[str], ...] = ()
    far: float = 0.05
    mirror: float = 0.0
    light_from: float = 0.0
    hardness: float = 0.2
    shade: float = 0.35

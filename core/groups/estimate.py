"""What a plan comes to before it is paid for: pictures, time and disk, judged by pictures made before."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from statistics import median

from core.groups.plan import Cell, Key, Plan, PlannedPhoto
from core.request import GenerationRequest
from core.scenes.canvas import AS_PHOTO
from core.stages.hand_placement import canvas_asked
from store.records import Timing

UNKNOWN = "none like {these} was made here yet that would tell time and disk"


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """``cells`` of ``photos``, of which ``there`` are made already and ``same`` are the same picture as
    another cell; ``seconds`` and ``size`` (bytes) of the ``left`` ones, ``None`` where
    no picture like one of them was made yet."""

    cells: int
    photos: int
    there: int
    same: int
    seconds: float | None
    size: int | None

    @property
    def left(self) -> int:
        """Pictures to make."""
        return self.cells - self.there - self.same

    def sentence(self) -> str:
        """All of it, for a person."""
        of = f"{self.cells:,} {_many('picture', self.cells)} of {self.photos:,} {_many('photo', self.photos)}"
        there = [f"{self.there:,} there already"] if self.there else []
        same = [f"{self.same:,} the same as others"] if self.same else []
        parts = [of, *there, *same, f"{self.left:,} to make"]
        if self.left and self.seconds is not None and self.size is not None:
            parts.append(f"about {readable_time(self.seconds)} and {readable_bytes(self.size)}")
        elif self.left:
            parts.append(UNKNOWN.format(these="it" if self.left == 1 else "these"))
        return f"{', '.join(parts)}."


def estimate(
    plan: Plan,
    finished: Collection[Key],
    timings: Callable[[str], Sequence[Timing]],
    expected: Callable[[Cell, int], float | None],
    *,
    photos_there: Collection[str] = (),
) -> Estimate:
    """What is left of a plan. ``finished`` are the pictures that are there, ``timings`` the latest runs of a
    profile, ``expected`` the seconds of a cell of so many pixels, ``photos_there`` the photos whose bytes are
    kept already."""
    seen: set[Key] = set()
    there = same = 0
    seconds, size, known = 0.0, 0, True
    per_pixel: dict[str, float | None] = {}
    new_photos: set[str] = set()
    for cell in plan.cells:
        key, profile, photo = plan.key(cell), cell.request.profile, plan.photos[cell.photo]
        if key in finished:
            there += 1
        elif key in seen:
            same += 1
        else:
            seen.add(key)
            if profile not in per_pixel:
                per_pixel[profile] = _bytes_per_pixel(timings(profile))
            pixels = pixels_of(photo, cell.request)
            taken, share = expected(cell, pixels), per_pixel[profile]
            if taken is None or share is None:
                known = False
                continue
            seconds, size = seconds + taken, size + round(share * pixels)
            new_photos.add(photo.sha256)
    return Estimate(
        cells=len(plan.cells),
        photos=len({photo.sha256 for photo in plan.photos}),
        there=there,
        same=same,
        seconds=seconds if known else None,
        size=size + _photo_bytes(plan, new_photos - set(photos_there)) if known else None,
    )


def pixels_of(photo: PlannedPhoto, request: GenerationRequest) -> int:
    """Width × height of the picture of a photo that is asked for: its canvas, which in a place or on a
    background of one's own is no small one, or else the photo's, never enlarged."""
    scale = min(1.0, request.photo_side / max(photo.width, photo.height))
    fitted = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
    placed = request.scene is not None or request.background is not None or request.canvas != AS_PHOTO
    width, height = canvas_asked(request.canvas, fitted, request.max_side) if placed else fitted
    return width * height


def readable_time(seconds: float) -> str:
    """``40 s``, ``12 min``, ``3 h 20 min``."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def readable_bytes(size: int) -> str:
    """``3 MB``, ``1.2 GB``."""
    return f"{max(1, round(size / 1e6)):,} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"


def _photo_bytes(plan: Plan, kept_anew: Collection[str]) -> int:
    return sum({photo.sha256: photo.size for photo in plan.photos if photo.sha256 in kept_anew}.values())


def _bytes_per_pixel(timings: Sequence[Timing]) -> float | None:
    told = [timing.size / timing.pixels for timing in timings if timing.size and timing.pixels]
    return median(told) if told else None


def _many(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"

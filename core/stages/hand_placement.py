"""A canvas as it was asked for, and a subject where it was put by hand."""

from collections.abc import Sequence
from math import sqrt

from core.scenes.canvas import FULL, Place, ratio_asked, size_asked
from core.scenes.several import Room
from core.stages.arrays import Pixels
from core.stages.placement import LEAST_SIDE, Box, Placement, canvas_for, subject_box
from core.stages.pose import Pose

TOO_SMALL = 500
"""Px of a photo's longer side below which most shops refuse it."""
ENLARGED = 1.05
"""How many times a photo is enlarged from which on that is said."""
BESIDE, GAP, LEAST_SCALE = 0.75, 0.02, 0.02
"""Of a further subject without a place: its size by that of the first, and the room between them and its
least size as shares of the canvas."""

BEYOND = 0.01
"""How much of the canvas's width or height the subject lies beyond it from which on that is said."""


def canvas_asked(canvas: str, photo_size: tuple[int, int], max_side: int) -> tuple[int, int]:
    """Width and height in px of a request's ``canvas`` for a fitted photo of that width and height: one with
    a ratio has the photo's longer side, at least ``LEAST_SIDE`` px and at most ``max_side``."""
    if size := size_asked(canvas):
        return size
    if canvas == FULL:
        return photo_size
    ratio = ratio_asked(canvas)
    if ratio is None:
        return canvas_for(photo_size, max_side)
    longest = min(max(*photo_size, LEAST_SIDE), max_side)
    sides = (longest, longest / ratio) if ratio >= 1 else (longest * ratio, longest)
    return max(8, round(sides[0])), max(8, round(sides[1]))


def size_remarks(photo_size: tuple[int, int], enlarged: float, changes: Sequence[str] = ()) -> list[str]:
    """What is to be said of a photo of that width and height in px that becomes ``enlarged`` times as large
    in its picture: that it is too small to sell with, and that it is enlarged, with what else is changed of
    it, in words (``changes_of``)."""
    width, height = photo_size
    said = list[str]()
    if max(width, height) < TOO_SMALL:
        said.append(
            f"The photo is {width} × {height} px, too small to sell with: shops ask for 1,000 px or more."
        )
    if enlarged > ENLARGED:
        done = ", ".join([f"enlarged {enlarged:.1f} times", *changes])
        said.append(f"It is {done}, and not changed otherwise; a larger photo would be sharper.")
    return said


def changes_of(placed: Placement, *, harmonised: bool) -> list[str]:
    """What is done to a photo that is ``placed`` so, besides its size, in words; ``harmonised`` says that its
    light is drawn to the background's."""
    done = {"mirrored": placed.mirror, "turned": placed.turn != 0, "harmonised": harmonised}
    return [word for word, is_done in done.items() if is_done]


def by_hand(matte: Pixels, place: Place, canvas: tuple[int, int]) -> Placement:
    """Where the photo of the subject of ``matte`` H×W (255 = subject) lies when that is at ``place``."""
    size = matte.shape[1], matte.shape[0]
    turned = Placement(canvas, 1.0, 0, 0, size, place.turn, place.mirror)
    box = subject_box(turned.oriented(matte))
    scale = place.scale / max(box.width / canvas[0], box.height / canvas[1])
    left = round(place.x * canvas[0] - scale * (box.left + box.right) / 2)
    top = round(place.y * canvas[1] - scale * (box.top + box.bottom) / 2)
    return Placement(canvas, scale, left, top, size, place.turn, place.mirror)


def edge_remarks(matte: Pixels, placed: Placement) -> list[str]:
    """What is to be said where the subject of a photo's ``matte`` H×W was put beyond an edge of its picture:
    by a finger on a small screen that is easily overlooked."""
    box, (width, height) = subject_box(placed.oriented(matte)), placed.canvas
    left, top = placed.left + placed.scale * box.left, placed.top + placed.scale * box.top
    right, bottom = placed.left + placed.scale * box.right, placed.top + placed.scale * box.bottom
    over = max(-left / width, -top / height, (right - width) / width, (bottom - height) / height)
    return ["Part of the subject lies beyond the picture's edge."] if over > BEYOND else []


def as_asked(
    matte: Pixels, pose: Pose, place: Place | None, room: Room | None, canvas: tuple[int, int]
) -> Placement | None:
    """Where the photo of the subject of ``matte`` H×W lies by its ``place`` or the ``room`` around it;
    ``None`` where neither is asked for."""
    if place is not None:
        return by_hand(matte, place, canvas)
    return None if room is None else with_room(matte, pose, room, canvas)


def with_room(matte: Pixels, pose: Pose, room: Room, canvas: tuple[int, int]) -> Placement:
    """The subject of ``matte`` as large as the ``room`` around it lets it be, in the middle of what is left:
    one that stands is down on the room below it, one that hangs up at the room above."""
    width, height = canvas
    box = subject_box(matte)
    across = room.left * width / 100, (100 - room.right) * width / 100
    down = room.top * height / 100, (100 - room.bottom) * height / 100
    scale = min((across[1] - across[0]) / box.width, (down[1] - down[0]) / box.height)
    left = sum(across) / 2 - scale * (box.left + box.right) / 2
    tops: dict[Pose, float] = {
        "stands": down[1] - scale * box.bottom,
        "lies": sum(down) / 2 - scale * (box.top + box.bottom) / 2,
        "hangs": down[0] - scale * box.top,
    }
    top = tops[pose]
    return Placement(canvas, scale, round(left), round(top), (matte.shape[1], matte.shape[0]))


def beside(first: Box, box: Box, canvas: tuple[int, int], nth: int, *, on_foot: bool) -> Place:
    """The place of the ``nth`` further subject (from 0), whose box in its own photo is ``box``: somewhat
    smaller than the ``first``, whose box on the canvas that is, no taller, and to its right, its left, and so
    on, within the canvas; on its foot, or at the height of its middle."""
    width, height = canvas
    share = BESIDE * sqrt(first.width * first.height / (box.width * box.height))
    share = min(share, first.height / box.height, width / box.width)
    wide, tall = share * box.width / width, share * box.height / height
    away = first.width / (2 * width) + wide / 2 + GAP + nth // 2 * (wide + GAP)
    x = (first.left + first.right) / (2 * width) + (-away if nth % 2 else away)
    y = first.bottom / height - tall / 2 if on_foot else (first.top + first.bottom) / (2 * height)
    x = min(max(x, min(wide / 2, 0.5)), max(1 - wide / 2, 0.5))
    return Place(x=round(x, 4), y=round(y, 4), scale=round(max(wide, tall, LEAST_SCALE), 4))

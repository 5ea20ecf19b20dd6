"""Where a subject stands or hangs in a scene, and how near it is there."""

from dataclasses import dataclass

import numpy as np

from core.scenes.kinds import KINDS
from core.scenes.painting import Stand
from core.scenes.parts.canvas import Random
from training.scenes.captioned import Scene

HANGING_SHARE, ON_STAND_SHARE = 0.12, 0.85


@dataclass(frozen=True)
class Box:
    """Where a subject stands, or hangs, in shares of the picture's height; ``foot`` is its lower edge."""

    left: float
    top: float
    wide: float
    tall: float
    hangs: bool = False
    stands_on: Stand | None = None

    @property
    def foot(self) -> float:
        """y of the lower edge; 1 or more where the frame cuts it off."""
        return self.top + self.tall


def nearness(scene: Scene, box: Box) -> float:
    """Disparity of a subject: a little nearer than the podium below it, or than the ground where that is
    exact; else by how far down its foot is."""
    if box.stands_on is None and scene.kind is None:
        down = np.clip((box.foot - scene.horizon) / (1 - scene.horizon + 1e-3), 0.15, 1.0)
        return float(down) * 0.5 + 0.45
    height, width = scene.depth.shape
    row, column = (int(share * height) for share in (box.foot, box.left + box.wide / 2))
    below = scene.depth[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
    return min(1.0, float(below) + 0.05)


def chosen_box(rng: Random, scene: Scene) -> Box:
    """Where a subject is: on the scene's podium nearly always, where there is one."""
    if scene.stand is not None and rng.random() < ON_STAND_SHARE:
        return box_on(rng, scene.stand, scene.depth.shape[1] / scene.depth.shape[0])
    return standing_box(rng, scene)


def box_on(rng: Random, stand: Stand, aspect: float) -> Box:
    """A place on the middle of a podium's top in a frame ``aspect`` wide; mostly about half as wide as it,
    so that a subject tells how large its podium is: one that may be of any size is learned as a lump."""
    foot = stand.y + rng.uniform(0.05, 0.45) * stand.deep
    tall = min(rng.uniform(0.3, 0.75) if rng.random() < 0.6 else rng.uniform(0.7, 0.97), foot - 0.01)
    share = rng.uniform(0.85, 1.25) if rng.random() < 0.8 else rng.uniform(0.5, 2.0)
    wide = min(stand.half * share, tall * rng.uniform(0.7, 1.8), 0.97 * aspect)
    return Box(
        stand.x + rng.normal(0, 0.05) * stand.half - wide / 2, foot - tall, wide, tall, stands_on=stand
    )


def standing_box(rng: Random, scene: Scene) -> Box:
    """Where a subject stands: on the ground, or cut off by the frame's lower edge. A few hang in the air,
    as clothes do, all of them where a wall or something flat is seen straight on; a third nearly fill the
    frame, as in most photos of products."""
    height, width = scene.depth.shape
    tall = rng.uniform(0.25, 0.75) if rng.random() < 0.65 else rng.uniform(0.7, 0.97)
    straight_on = scene.kind is not None and KINDS[scene.kind].view != "eye"
    if straight_on or rng.random() < HANGING_SHARE:
        wide = min(tall * rng.uniform(0.5, 1.2), 0.97 * width / height)
        left = rng.uniform(0.02, max(0.03, width / height - wide - 0.02))
        return Box(left, rng.uniform(0.0, max(0.02, 0.97 - tall)), wide, tall, hangs=True)
    wide = min(tall * rng.uniform(0.35, 1.3), 0.97 * width / height)
    low = min(max(scene.horizon, 0.6), 0.97)
    foot = rng.uniform(low, 0.98) if rng.random() < 0.78 else rng.uniform(1.0, 1.2)
    inside = rng.random() < 0.9
    left = (
        rng.uniform(0.05, max(0.06, width / height - wide - 0.05))
        if inside
        else rng.uniform(-wide / 2, width / height)
    )
    return Box(left, foot - tall, wide, tall)

"""Studio grounds: paper, walls, cloth, lights."""

import numpy as np

from core.scenes.painting import Ground, Painting, View
from core.scenes.parts.canvas import grid, rgb
from core.scenes.spec import SceneSpec


def gradient(spec: SceneSpec, view: View) -> Painting:
    """A wall of light."""
    y, _ = grid(view.height, view.width)
    colour = rgb((spec.colours.wall or "#d8d4ce")[1:])
    image = colour * (1.08 - 0.25 * y[..., None])
    ground = Ground(vanish=0.3, far=0.45, foot=0.86, shade=0.35)
    return Painting(image=image.astype(np.float32), disparity=np.clip((y - 0.3) / 0.7, 0, 1), ground=ground)

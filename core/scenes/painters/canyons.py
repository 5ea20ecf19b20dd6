"""Places."""

from core.scenes.painters.heights import desert
from core.scenes.painters.heights import snow
from core.scenes.painters.heights import mountains
from core.scenes.painting import Painting, View
from core.scenes.spec import SceneSpec


def canyon(spec: SceneSpec, view: View) -> Painting:
    return desert(spec, view)


def salt_flat(spec: SceneSpec, view: View) -> Painting:
    return snow(spec, view)


def fjord(spec: SceneSpec, view: View) -> Painting:
    return mountains(spec, view)

"""A ground seen from straight above, for what was photographed lying: the light on it, and what lies at its
edges."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.modelled.strewn import lay_about, lies
from core.scenes.painting import DARK_TIMES, Ground, Painting, Spot, View
from core.scenes.parts import natural
from core.scenes.parts.arranged import arrange
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, blur, grid, noise, ramp, rgb, stream
from core.scenes.parts.close_up import seen_close
from core.scenes.parts.coverings import COVERINGS, spread
from core.scenes.parts.daylight import daylight, dimmed
from core.scenes.parts.heightfield import Lamp, Relief, lit
from core.scenes.parts.laid_edges import free_of_water, lay_edges
from core.scenes.parts.laid_under import lay_under
from core.scenes.parts.lens import finished
from core.scenes.parts.lying import LEVEL, LEVELLER, Lay, lay_on, shine
from core.scenes.parts.pile import PILED, piled
from core.scenes.parts.renewed import renewed, renewed_above
from core.scenes.parts.straight import TEXELS, lying_lamp, material, outdoors, tint_of
from core.scenes.parts.surfaces import dyed
from core.scenes.parts.swatches import PAPERS, pick
from core.scenes.parts.upright import falloff, through
from core.scenes.parts.woods import WOODS
from core.scenes.spec import Light, SceneSpec, is_anew, is_latest, since

PLAIN = frozenset({"paper", "linen", "plaster", "silk", "velvet"})
"""Grounds that have no colour of their own."""
TURNED = {"lain herringbone": np.pi / 4}
"""How patterns run in the picture that are laid askew, in rad."""
ASKEW = -0.13
"""How the finest threads and grains of the others run: they would beat with the rows of pixels otherwise."""
DECK = "weathered grey wood"
ROUGH = frozenset({"wool rug", "knitted wool", "towel", "picnic blanket", "straw", "grass", "rippled sand"})
"""Grounds whose own shade is as fine as their yarns and stalks: small pictures of less than ``SMALL`` rows
are lit ``FINER`` times as large and reduced, or they would come out flatter and paler."""
FINER, SMALL = 2, 360
BALANCED = 0.5
"""How much of the light's warmth is left by the white balance."""
BESIDE = 0.55
"""How much the light of a window to one side falls off over the picture."""
SHARP = 0.0006
"""How sharp a lens is over a whole picture, in heights of it: nothing is of high contrast at a pixel."""
EXPOSED = 1.5
"""How much longer than by day's measure a ground is exposed in the dark."""
NEON = "neon glow"
STREAKS = 0.45
"""How much of a deck's streaks is left."""
ON_DECK = 0.9
"""The share of a deck beside water that what lies there takes at most."""
GLOWS = (("ff3fa4", "2fd0ff"), ("c04bff", "ff5a5f"), ("ff4fd8", "4f7dff"))
"""The colours of neon signs to the left and to the right."""
LIT, SHEEN = 0.055, 0.2
"""How bright neon signs light a ground of mean brightness, and how bright a wet one mirrors them."""
NEAR = 0.5
"""Disparity of all of it: nothing is farther away than anything else."""


def flat_lay(spec: SceneSpec, view: View) -> Painting:
    """The ground from straight above, with props at its edges."""
    size = view.height, view.width
    lamp = lamp_of(spec)
    finer = FINER if spec.materials.ground in ROUGH and view.height < SMALL else 1
    fine = view.height * finer, view.width * finer
    lay = laid(spec.model_copy(update={"light": Light()}).to_json(), fine)
    window = falloff(lamp, fine, BESIDE) if is_latest(spec) else falloff(lamp, fine)
    light = lit(lay.relief, lamp, 1.0, through(spec, lamp, fine) * window, _lying(spec, lay, fine))
    shine(lay, light, lamp)
    if spec.props:
        lay_about(spec, lay, light, lamp)
    light = dimmed(light, daylight(spec, lamp, fine))
    if is_latest(spec):
        light = blur(light, SHARP * fine[0])
    if is_anew(spec):
        light = after_dark(spec, light)
    if finer > 1:
        light = cv2.resize(light, (view.width, view.height), interpolation=cv2.INTER_AREA).astype(np.float32)
    return Painting(
        image=finished(light, spec.stream("grain")),
        disparity=np.full(size, NEAR, np.float32),
        ground=Ground(
            vanish=-1.0, far=0.0, foot=0.5, shade=shade_of(spec, lay.relief.albedo), spot=_deck(spec, view)
        ),
        tint=tint_of(lamp),
    )


def _deck(spec: SceneSpec, view: View) -> Spot | None:
    """Where beside a pool there is room for what lies: it shall not reach over the water."""
    if "pool edge" not in spec.props:
        return None
    middle, half = free_of_water(spec, view.aspect, shown(spec))
    return Spot(middle, 0.5, ON_DECK * half, ON_DECK / 2)


def after_dark(spec: SceneSpec, light: Array) -> Array:
    """What a camera makes of a ground in the dark: exposed for what lies there, lit from both sides where
    neon signs are about, which a wet ground mirrors in broad patches."""
    if spec.light.time not in DARK_TIMES:
        return light
    light = light * np.float32(EXPOSED)
    if NEON not in spec.props:
        return light
    height, width = light.shape[:2]
    y, x = grid(height, width)
    x = x / (width / height)
    rng = stream(spec, NEON)
    first, second = (to_linear(rgb(code)) for code in GLOWS[int(rng.integers(len(GLOWS)))])
    near = np.exp(-x / 0.42)[..., None] * first + np.exp(-(1 - x) / 0.42)[..., None] * second
    sheen = np.clip(noise(rng, height, width, 2.2, 3, gain=0.45), 0, 1.5)[..., None] ** 1.5
    wet = SHEEN if spec.materials.ground == "wet asphalt" else 0.25 * SHEEN
    albedo = light / np.maximum(light.mean(), 1e-3)
    mirrored = wet * sheen * (0.6 + 0.4 * np.cos(5 * y)[..., None])
    return (light + near * (LIT * albedo + mirrored)).astype(np.float32)


def lamp_of(spec: SceneSpec) -> Lamp:
    """The light on what lies. A camera takes half of its colour for white where all that is seen is lit by
    it; in scenes of an earlier form none of it."""
    kept = BALANCED if is_latest(spec) else 1.0
    return lying_lamp(spec.light.model_copy(update={"warmth": kept * spec.light.warmth}))


def _lying(spec: SceneSpec, lay: Lay, size: tuple[int, int]) -> Array | None:
    """Where leaves or props lie, as ``lit`` wants it; in scenes of an earlier form they have hard rims."""
    if not is_latest(spec):
        return None
    if spec.materials.ground == "leaves":
        return np.ones(size, np.float32)
    if not spec.props:
        return None
    over = np.abs(lay.relief.height - ground_of(spec, size).height) > 1e-6
    return np.asarray(cv2.dilate(over.astype(np.float32), np.ones((3, 3), np.uint8)), np.float32)


@lru_cache(maxsize=2)
def laid(scene: str, size: tuple[int, int]) -> Lay:
    """The ground with the props of a spec's JSON, whatever its light: so that other light is seen at once.
    Not to be written to."""
    spec = SceneSpec.from_json(scene)
    ground = ground_of(spec, size)
    if not spec.props:
        return Lay(ground, shown(spec))
    lay = lay_on(ground, shown(spec), LEVELLER if is_latest(spec) else LEVEL)
    lay_edges(spec, lay)
    lay_under(spec, lay)
    arrange(spec, lay, {name for name in spec.props if lies(spec, name)})
    return lay


def shown(spec: SceneSpec) -> float:
    """Metres from the top of the picture to its bottom."""
    return spec.place.width * spec.camera.distance


def ground_of(spec: SceneSpec, size: tuple[int, int]) -> Relief:
    """The bare ground's relief. Not to be written to."""
    made, turn = _known(spec, size)
    if not is_latest(spec):
        return made
    if since(spec, 7) and spec.materials.ground in PILED:
        return piled(made, shown(spec), stream(spec, "pile"))
    name = renewed_above(spec, spec.materials.ground or spec.place.grounds[0])
    return seen_close(name, made, shown(spec), spec.stream("ground"), turn)


def _known(spec: SceneSpec, size: tuple[int, int]) -> tuple[Relief, float]:
    """The ground's relief as fine as its texels are, and by how much it is turned in the picture, in rad."""
    name = spec.materials.ground or spec.place.grounds[0]
    if name == "carpet" and spec.spec_version > 1:
        # Developed pictures show its pile; those made before keep their loops.
        name = "short pile"
    name = renewed_above(spec, name)
    if name in COVERINGS:
        return spread(name, size, shown(spec), spec.stream("ground"), spec.colours.ground), ASKEW
    if name in natural.GROUNDS:
        return outdoors(name, size, shown(spec), spec.seed, spec.season, spec.colours.ground), ASKEW
    rng = stream(spec, "ground")
    own = pick(rng, PAPERS)
    turn = float(rng.choice([0, np.pi / 2])) + float(rng.normal(0, 0.02))
    name = renewed(spec, DECK) if name == "deck" else name
    colour = spec.colours.ground or (own if name in PLAIN else None)
    turn = turn if name in WOODS or name in PLAIN else TURNED.get(name, 0.0)
    colour = dyed(name, colour, spec.colours.accent)
    # What is seen from near is enlarged, and its finest detail is drawn over it.
    most = max(1024, size[0]) if is_latest(spec) else TEXELS
    made = material(name, size, shown(spec), spec.stream("ground"), colour, turn, most)
    bleached = spec.materials.ground == "deck" and since(spec, 7)
    return (_bleached(made) if bleached else made), turn


def _bleached(boards: Relief) -> Relief:
    """Boards that sun and feet have worn: their streaks pale, the gaps between them as dark as before."""
    broad = blur(boards.albedo, 0.02 * boards.albedo.shape[0])
    streaks = boards.albedo - broad
    gap = ramp(-streaks.mean(2, keepdims=True), 0.16, 0.3)
    albedo = broad + streaks * (STREAKS + (1 - STREAKS) * gap)
    return Relief(np.clip(albedo, 0, 1).astype(np.float32), boards.height, boards.gloss)


def shade_of(spec: SceneSpec, albedo: Array) -> float:
    """How dark a contact shadow gets on it."""
    pale = float(albedo.mean()) ** 2.2
    return float(np.clip(0.42 + 0.25 * spec.light.hardness - 0.08 * pale, 0.3, 0.65))

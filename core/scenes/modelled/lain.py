"""Things as they are put beside what is photographed from above: bags on their backs, a closed book,
sunglasses with their lenses up, a wallet, blocks that lie about."""

from collections.abc import Mapping

import cv2
import numpy as np

from core.scenes.modelled.carried import backpack, beach_bag, handbag, tote_bag
from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    bar,
    block,
    mottled,
    painted,
    pick,
    plain,
    printed,
    put,
    settled,
    sheet,
    wooden,
)
from core.scenes.modelled.model import Build, Model, Part
from core.scenes.modelled.shapes import (
    coloured,
    joined,
    noise,
    slab,
    stretched,
    superquadric,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.canvas import noise as field

TITLES = (("THE LONG", "SUMMER"), ("A HOUSE", "BY THE SEA"), ("LETTERS", "HOME"))
COVERS = (("d9cdb8", "3f6474"), ("e8dccb", "a9553a"), ("cfd6d2", "3c5048"))
TAN = 11
"""What draws a handbag of tan leather."""
TOYS = ("b8483e", "3f6f93", "d3a545", "7c9a68")


def on_its_back(build: Build, flat: float, seed: int | None = None) -> Build:
    """A standing thing laid down, its front up, ``flat`` times as thick as it stands; ``seed`` is that of a
    colour which goes with most."""

    def lain(rng: Random) -> tuple[Part, ...]:
        turned = put(
            build(rng if seed is None else np.random.default_rng(seed)),
            lambda mesh: tilted(mesh, -np.pi / 2, (1, 0, 0)),
        )
        return settled(put(turned, lambda mesh: stretched(mesh, 1.0, flat, 1.0)))

    return lain


def lain_sunglasses(rng: Random) -> tuple[Part, ...]:
    """Sunglasses on their folded temples, dark lenses up."""
    code = pick(rng, ("1b1a19", "5a3a24"))
    rims, panes = list[Array](), list[Array]()
    for side in (-1, 1):
        turn = np.linspace(0, 2 * np.pi, 97)
        x, z = np.cos(turn), np.sin(turn)
        # Broader above than below, and a little lower at the outside.
        across = np.sign(x) * np.abs(x) ** 0.78 * 0.0265 * (1 - 0.09 * z)
        down = np.sign(z) * np.abs(z) ** 0.82 * 0.0225 + 0.04 * across * side
        rims.append(np.stack([across + side * 0.0345, 0.0145 - 0.06 * np.abs(across), down], 1))
        panes.append(np.stack([across, down], 1)[:-1])
    frame = [tube(rim.astype(np.float32), 0.0026, 12) for rim in rims]
    frame.append(bar([[-0.009, 0.0145, -0.006], [0, 0.0165, -0.0085], [0.009, 0.0145, -0.006]], 0.0026))
    for side in (-1, 1):
        frame.append(block(0.006, 0.006, 0.006, 0.001).moved(side * 0.0635, 0.0075, -0.009))
        way = [[0.065, 0.0085, -0.009], [0.05, 0.0055, -0.012], [-0.02, 0.0035, -0.011], [-0.052, 0.003, 0.0]]
        frame.append(bar([[side * x, y + 0.0012 * (side + 1), z] for x, y, z in way], 0.0021))
    shell = joined(frame)
    tortoise = np.clip(1 + 0.45 * noise(shell.points, 0.009, rng), 0.5, 1.7)[:, None]
    lenses = [
        slab(pane[::-1].astype(np.float32), 0.0016, 0.0006).moved(side * 0.0345, 0.0122, 0)
        for side, pane in zip((-1, 1), panes, strict=True)
    ]
    glass = joined(lenses)
    level = np.clip(glass.points[:, 2:] / 0.045 + 0.5, 0, 1)
    tint = tone("0b0c0d") * (1 - level) + tone("3a322b") * level
    return settled(
        (
            Part(coloured(shell, tone(code) * tortoise), satin(0.2, 0.6)),
            Part(coloured(glass, tint), satin(0.04, 0.7)),
        )
    )


def lain_book(rng: Random) -> tuple[Part, ...]:
    """A paperback that lies closed, a little read: its cover with a picture and a title."""
    wide, deep, thick = 0.13, 0.198, 0.021
    pages = block(wide - 0.002, thick - 0.002, deep - 0.003, 0.0012).moved(0, 0.0008, 0)
    u, v = np.meshgrid(np.linspace(-1, 1, 40), np.linspace(-1, 1, 40))
    lift = thick + 0.004 * np.clip(u, 0, 1) ** 3 * (0.6 + 0.4 * v)
    cover = np.stack([wide / 2 * u, lift, deep / 2 * v], -1)
    front = sheet(cover, 0.0008)
    number = int(rng.integers(len(TITLES)))
    picture = _cover(rng, TITLES[number], *COVERS[number])
    lower = block(wide, 0.0012, deep, 0.0004)
    spine = block(0.0016, thick, deep, 0.0005).moved(-wide / 2, 0, 0)
    back = plain(joined([lower, spine]), COVERS[number][1], 0.4)
    whole = (
        printed(front, picture, (-wide / 2, -deep / 2, wide, deep), 0.32),
        mottled(pages, "e6dcc6", rng, 0.004, 0.05, 1.0),
        back,
    )
    return settled(whole)


def _cover(rng: Random, title: tuple[str, str], paper: str, ink: str) -> Array:
    """A paperback's cover, 480×315×3 sRGB: a view out of focus below its title."""
    tall, wide = 480, 315
    made = np.ones((tall, wide, 3), np.float32) * rgb(paper)
    rows = np.linspace(0, 1, 290)[:, None]
    hills = 0.45 + 0.09 * field(rng, 290, wide, 1.2, 3)
    view = np.where((rows < hills)[..., None], rgb(paper) * 0.94, rgb(ink) * (0.7 + 0.5 * rows[..., None]))
    far = np.clip((rows - hills + 0.12) / 0.12, 0, 1)[..., None] * (rows < hills)[..., None]
    view = view * (1 - 0.55 * far) + rgb(ink) * 0.55 * far
    gone = ((np.arange(wide)[None] - 215) ** 2 + (rows * 290 - 75) ** 2) / 27.0**2
    sun = np.exp(-(gone**4))
    view = view * (1 - sun[..., None]) + np.array([0.95, 0.86, 0.66]) * sun[..., None]
    made[190:] = cv2.GaussianBlur(view.astype(np.float32), (0, 0), 1.2)
    mask = np.zeros((tall, wide), np.uint8)
    for line, words in enumerate(title):
        (long, _), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_TRIPLEX, 1.35, 3)
        scale = 1.35 * min(1.0, 270 / long)
        (long, _), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_TRIPLEX, scale, 3)
        at = ((wide - long) // 2, 80 + 48 * line)
        cv2.putText(mask, words, at, cv2.FONT_HERSHEY_TRIPLEX, scale, 255, 3, cv2.LINE_AA)
    cv2.putText(mask, "A NOVEL", (118, 168), cv2.FONT_HERSHEY_TRIPLEX, 0.6, 200, 1, cv2.LINE_AA)
    share = (mask / 255.0)[..., None].astype(np.float32)
    return np.clip(made * (1 - share) + rgb(ink) * 0.8 * share, 0, 1).astype(np.float32)


def wallet(rng: Random) -> tuple[Part, ...]:
    """A folded leather wallet with its seam."""
    code = pick(rng, ("6b4226", "3a2a20", "8a5a36"))
    upper = superquadric((0.056, 0.0065, 0.0475), 0.25, 0.12, 24, 64).moved(0, 0.0125, 0)
    lower = superquadric((0.0555, 0.0065, 0.0465), 0.25, 0.12, 24, 64).moved(0.0004, 0.0065, 0.0006)
    stitches = [
        superquadric((0.0011, 0.0004, 0.0004), 0.5, 0.5, 6, 8).turned(turn).moved(x, 0.0188, z)
        for x, z, turn in _seam(0.049, 0.0405, 0.0034)
    ]
    leather = [mottled(mesh, code, rng, 0.012, 0.09, 0.5, 0.4) for mesh in (lower, upper)]
    return settled((*leather, plain(painted(joined(stitches), "c8a878"), "c8a878", 0.8)))


def _seam(half: float, deep: float, step: float) -> list[tuple[float, float, float]]:
    """Places (x, z) and turns of stitches along the sides of a rectangle, ``step`` m apart."""
    made = list[tuple[float, float, float]]()
    for at in np.arange(-half, half, step):
        made += [(float(at), side * deep, 0.0) for side in (-1, 1)]
    for at in np.arange(-deep, deep, step):
        made += [(side * half, float(at), np.pi / 2) for side in (-1, 1)]
    return made


def lain_blocks(rng: Random) -> tuple[Part, ...]:
    """Wooden building blocks lying about one by one, half of them painted."""
    side = 0.042
    spots = ((-0.085, -0.05, 0.3), (-0.02, 0.035, -0.5), (0.07, -0.055, 0.9), (0.095, 0.05, 0.15))
    forms = (
        block(side, side, side, 0.0022),
        block(side * 2, side * 0.5, side, 0.0022),
        block(side, side, side, 0.0022),
        block(side, side * 0.5, side, 0.0022),
    )
    first = int(rng.integers(4))
    made = list[Part]()
    for number, (form, (x, z, turn)) in enumerate(zip(forms, spots, strict=True)):
        lain = form.turned(turn).moved(x, 0, z)
        wood = wooden(lain, "pine", rng, along="x" if number % 2 else "z")
        made.append(wood if number % 2 else plain(lain, TOYS[(first + number) % 4], 0.6, 0.3))
    return settled(made)


LAIN: Mapping[str, Model] = {
    "lain handbag": Model(on_its_back(handbag, 0.8, TAN), 0.09, 0.29, lies=True),
    "lain tote bag": Model(on_its_back(tote_bag, 0.28), 0.05, 0.51, lies=True),
    "lain beach bag": Model(on_its_back(beach_bag, 0.5), 0.11, 0.5, lies=True),
    "lain backpack": Model(on_its_back(backpack, 0.85), 0.2, 0.53, lies=True),
    "lain sunglasses": Model(lain_sunglasses, 0.018, 0.14, lies=True),
    "lain book": Model(lain_book, 0.026, 0.2, lies=True),
    "wallet": Model(wallet, 0.02, 0.112, lies=True),
    "lain blocks": Model(lain_blocks, 0.042, 0.24, lies=True),
}
"""By name."""

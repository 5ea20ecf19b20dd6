"""How true soft edges are: our composite and plain alpha blending beside the true one, as ΔE2000.

``python -m bench.edges FOLDER`` reads ``NAME.png`` (the photo), ``NAME_alpha.png``, ``NAME_foreground.png``
(its true matte and its subject's true colours) and puts the subject before several colours, each way by the
true matte.
"""

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.stages.arrays import Pixels
from core.stages.compositing import composite, estimate_foreground
from core.stages.despill import despilled
from core.stages.rims import cleaned

BEHIND = ((255, 255, 255), (20, 20, 20), (200, 60, 50), (60, 90, 190), (230, 210, 120))
Numbers = npt.NDArray[np.float64]


def lab(rgb: Pixels) -> Numbers:
    """CIELAB (D65) of N×3 sRGB levels."""
    import cv2

    made = cv2.cvtColor((rgb[None] / 255).astype(np.float32), cv2.COLOR_RGB2LAB)
    return np.asarray(made, np.float64)[0]


def delta_e(one: Numbers, other: Numbers) -> Numbers:
    """CIEDE2000 of N×3 CIELAB colours (Sharma, Wu and Dalal 2005)."""
    chroma = (np.hypot(one[:, 1], one[:, 2]) + np.hypot(other[:, 1], other[:, 2])) / 2
    lift = 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    a1, a2 = (1 + lift) * one[:, 1], (1 + lift) * other[:, 1]
    c1, c2 = np.hypot(a1, one[:, 2]), np.hypot(a2, other[:, 2])
    h1 = np.degrees(np.arctan2(one[:, 2], a1)) % 360
    h2 = np.degrees(np.arctan2(other[:, 2], a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    light, colour = other[:, 0] - one[:, 0], c2 - c1
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    level, mean = (one[:, 0] + other[:, 0]) / 2, (c1 + c2) / 2
    middle = np.radians((h1 + turn / 2) % 360)
    weight = (
        1
        - 0.17 * np.cos(middle - np.radians(30))
        + 0.24 * np.cos(2 * middle)
        + 0.32 * np.cos(3 * middle + np.radians(6))
        - 0.2 * np.cos(4 * middle - np.radians(63))
    )
    s_l = 1 + 0.015 * (level - 50) ** 2 / np.sqrt(20 + (level - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean, 1 + 0.015 * mean * weight
    turned = np.radians(60 * np.exp(-(((np.degrees(middle) - 275) / 25) ** 2)))
    rotation = -2 * np.sqrt(mean**7 / (mean**7 + 25.0**7)) * np.sin(turned)
    c, h = colour / s_c, hue / s_h
    return np.sqrt(np.maximum((light / s_l) ** 2 + c**2 + h**2 + rotation * c * h, 0))


def measured(photo: Pixels, matte: Pixels, foreground: Pixels) -> dict[str, float]:
    """The mean ΔE2000 in the soft edge of each way, over all of ``BEHIND``."""
    soft = (matte > 0) & (matte < 255)
    estimated = estimate_foreground(photo, matte)
    rimless, shrunk = cleaned(photo, estimated, matte)
    ways = {
        "plain alpha blending": (photo, matte),
        "foreground estimation": (estimated, matte),
        "foreground, rims, despill": (despilled(rimless, photo, shrunk), shrunk),
    }
    found = dict[str, float]()
    for name, (colours, alpha) in ways.items():
        off = list[float]()
        for colour in BEHIND:
            behind = np.empty_like(photo)
            behind[:] = colour
            true = lab(composite(foreground, behind, matte)[soft])
            off.append(float(delta_e(true, lab(composite(colours, behind, alpha)[soft])).mean()))
        found[name] = float(np.mean(off))
    return found


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(prog="python -m bench.edges")
    parser.add_argument("folder", type=Path)
    for path in sorted(parser.parse_args().folder.glob("*_alpha.png")):
        name = path.name.removesuffix("_alpha.png")
        photo, foreground = (
            np.asarray(Image.open(path.with_name(f"{name}{more}.png")).convert("RGB"))
            for more in ("", "_foreground")
        )
        print(
            name,
            *(
                f"{way} {off:.2f}"
                for way, off in measured(photo, np.asarray(Image.open(path).convert("L")), foreground).items()
            ),
            sep=", ",
        )


if __name__ == "__main__":
    main()

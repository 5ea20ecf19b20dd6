"""What grows in each wood: forests by their trees and season, the jungle, moss seen from close by."""

from core.scenes.painters.wild_plants import Sort
from core.scenes.painters.wild_woods import Wood
from core.scenes.spec import SceneSpec

# Walls of leaves in shade and sun, by season.
CANOPY = {
    "spring": ("2c4018", "b4cc5c"),
    "summer": ("1b2a12", "86a044"),
    "autumn": ("5e3814", "e6ae50"),
    "winter": ("4a4a4c", "a6a8aa"),
}
CLUMPS = {
    "moss": (Sort("moss cushion", 0.75), Sort("litter", 0.12), Sort("sod", 0.13)),
    "autumn": (Sort("autumn litter", 0.93), Sort("moss cushion", 0.07, 0.6, 0.9)),
    "leaves": (Sort("litter", 0.78), Sort("moss cushion", 0.22, 0.6, 1.0)),
    "path": (Sort("litter", 0.6, 0.7, 0.9), Sort("moss cushion", 0.4)),
    "grass": (Sort("sod", 0.7), Sort("grass tuft", 0.16, 0.4, 0.8), Sort("litter", 0.14)),
    "soil": (Sort("litter", 0.7), Sort("moss cushion", 0.3, 0.6, 1.0)),
    "rock": (Sort("moss cushion", 1.0, 0.5, 1.0),),
}
"""What the ground of each material rises in."""


def forest(spec: SceneSpec) -> Wood:
    """A wood of beeches, birches or spruces."""
    if "bamboo" in spec.props:
        return bamboo(spec)
    firs, birches, winter = "firs" in spec.props, "birches" in spec.props, spec.season == "winter"
    if firs:
        tree = "snowy spruce" if winter else "spruce"
        under = (Sort(tree, 0.8, 0.55, 1.3), Sort("pine trunk", 0.2, 0.7, 1.1))
        near = (Sort(tree, 0.55, 0.2, 0.45), Sort("pine trunk", 0.45, 0.8, 1.2))
        walls, bark = ("141f16", "4c6a48"), "4d4036"
    else:
        under = (Sort("sapling", 0.6, 0.7, 1.4), Sort("bush", 0.4, 0.6, 1.2))
        walls, bark, near = CANOPY[spec.season], "57452f", ()
    if winter:
        walls, under = (
            ("5c6066", "c9ced6"),
            (under if firs else () if birches else (Sort("pine trunk", 1.0, 0.8, 1.2),)),
        )
    low = (Sort("wild fern", 0.5), Sort("grass tuft", 0.25, 0.5, 0.9), Sort("bush", 0.25, 0.2, 0.4))
    if spec.season == "autumn":
        low = (Sort("grass tuft", 0.3, 0.3, 0.5), Sort("wild fern" if firs else "bush", 0.7, 0.15, 0.3))
    if "ferns" in spec.props:
        low = (Sort("wild fern", 1.0, 0.8, 1.3),)
    if winter:
        low = (Sort("snow mound", 0.8, 0.7, 1.2), Sort("grass tuft", 0.2, 0.4, 0.7))
    ground = spec.materials.ground or "leaves"
    fallen = spec.season == "autumn" and ground in ("leaves", "path")
    clumps = CLUMPS["autumn"] if fallen else CLUMPS.get(ground, ())
    return Wood(
        walls=walls,
        bark="d8d2c8" if birches else bark,
        stems=3.0 if not firs else 1.3,
        under=under,
        near=near,
        beside=(Sort("grass tuft", 0.5, 0.3, 0.5), Sort("wild fern", 0.5, 0.4, 0.6)) if fallen else (),
        low=low,
        clumps=clumps,
        hanging=(Sort("leafy spray"),) if not firs else (),
        birches=birches,
        slim=0.6 if firs else 1.0,
        dense=0.55 if firs else 1.0,
    )


def bamboo(spec: SceneSpec) -> Wood:
    """A grove of bamboo: slim green stems, close together."""
    ground = spec.materials.ground or "leaves"
    return Wood(
        walls=("24380f", "a4bc5c"),
        bark="7d9448",
        stems=17.0,
        slim=0.24,
        under=(Sort("sapling", 1.0, 0.5, 0.9),),
        low=(Sort("wild fern", 0.4, 0.5, 0.8), Sort("grass tuft", 0.6, 0.5, 0.9)),
        clumps=CLUMPS[ground],
        hanging=(Sort("leafy spray"),),
        dense=0.4,
    )


def jungle(spec: SceneSpec) -> Wood:
    """A tropical rain forest: palms, wild bananas, ferns, trunks in the mist."""
    if "bamboo" in spec.props:
        return bamboo(spec)
    under = (
        Sort("palm plant", 0.32, 0.9, 1.9),
        Sort("banana plant", 0.26, 0.8, 1.6),
        Sort("sapling", 0.24, 0.8, 1.5),
        Sort("bush", 0.18, 0.8, 1.6),
    )
    low = (
        Sort("elephant ear", 0.3, 0.5, 1.0),
        Sort("wild fern", 0.45, 0.7, 1.2),
        Sort("palm plant", 0.1, 0.3, 0.5),
        Sort("banana plant", 0.15, 0.4, 0.6),
    )
    return Wood(
        walls=("12261a", "6a9a48"),
        bark="4a4030",
        stems=1.8,
        under=under,
        low=low,
        clumps=CLUMPS[spec.materials.ground or "moss"],
        hanging=(
            Sort("leafy spray", 0.5),
            Sort("palm plant", 0.3, 0.4, 0.6),
            Sort("banana plant", 0.2, 0.4, 0.6),
        ),
        dense=1.3,
    )


def mossy(spec: SceneSpec) -> Wood:
    """Moss and what grows in it, seen from close by."""
    made = forest(spec.model_copy(update={"props": (), "season": "summer"}))
    low = (Sort("wild fern", 1.0, 0.4, 0.8),)
    return Wood(
        walls=("16240f", "80983f"),
        bark=made.bark,
        stems=2.2,
        under=made.under,
        low=low,
        clumps=CLUMPS[spec.materials.ground or "moss"],
        hanging=made.hanging,
    )

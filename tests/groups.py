"""Plans for tests: small photos, fakes' requests."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.groups.axes import Stock, axis_of
from core.groups.batch import Item, Wishes, batch
from core.groups.grid import grid
from core.groups.plan import Plan, PlannedPhoto
from core.groups.requests import Requests
from core.models.profiles import PROFILES
from core.studio import Studio
from tests.photos import png, scene

REQUESTS = Requests(lambda name: PROFILES[name], "mini")


def photo_content(name: str) -> bytes:
    """A small photo, another one for each name."""
    return png(scene(32 + 2 * (sum(name.encode()) % 50), 32))


def planned_photo(name: str = "mug.png") -> PlannedPhoto:
    content = photo_content(name)
    width = 32 + 2 * (sum(name.encode()) % 50)
    sha256 = hashlib.sha256(content).hexdigest()
    return PlannedPhoto(name=name, sha256=sha256, width=width, height=32, size=len(content), place=name)


def batch_of(
    names: Sequence[str] = ("a.png", "b.png"), prompts: Sequence[str] = ("a beach", "a wood"), seeds: int = 1
) -> Plan:
    """A batch of photos × prompts × seeds by the embedded profile in two steps."""
    base = {"profile": "mini", "num_inference_steps": 2}
    wishes = Wishes(prompts=tuple(prompts), seeds=tuple(range(1, seeds + 1)), base=base)
    items = [Item(photo=planned_photo(name)) for name in names]
    template = "{source}-{sentence}-{seed}"
    return batch(items, wishes, REQUESTS, template=template, lists=Path("no lists"))


def content(photo: PlannedPhoto) -> bytes:
    """The bytes of a planned photo."""
    return photo_content(photo.name)


def worked(studio: Studio, plan: Plan, group: str | None = None) -> list[tuple[str, str]]:
    """What became of each cell and its run's id, once all of it is made that can be."""
    group = group or studio.groups.begin(plan)
    work = studio.groups.work(group, plan, owner="ann", photo=content)
    return [(made.how, "" if made.run is None else made.run.id) for made in work]


def grid_of(*counts: int) -> Plan:
    """A grid of so many seeds, guidances and noise shares, on one photo."""
    texts = ("seed=1..{}", "guidance=1..{}", "steps=1..{}")
    axes = [
        axis_of(text.format(count), "a beach", stock()) for text, count in zip(texts, counts, strict=False)
    ]
    base = {"profile": "mini", "num_inference_steps": 2, "prompt": "a beach", "seed": 1}
    return grid(axes, base, planned_photo(), REQUESTS)


def stock() -> Stock:
    """Nothing but what is typed."""
    return Stock(
        preset=lambda _: {},
        photos=lambda _: [],
        scene=lambda typed: typed,
        lists=Path("no lists"),
        also=lambda name: hashlib.sha256(name.encode()).hexdigest(),
    )


def keep_photos(studio: Studio, plan: Plan) -> Plan:
    """The plan with its photos kept by the studio, as those are that a page was given."""
    kept = studio.library.group_photos.keep
    return replace(plan, photos=tuple(kept(photo.name, content(photo)) for photo in plan.photos))

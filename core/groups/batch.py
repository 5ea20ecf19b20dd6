"""A batch: photos × sentences or scenes × seeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import InputError, RequestError
from core.groups.naming import named
from core.groups.plan import MAX_CELLS, Cell, Plan, PlannedPhoto, planned
from core.groups.requests import Requests, sentence_of_kind
from core.groups.variants import variants


@dataclass(frozen=True, kw_only=True)
class Item:
    """A photo of a batch with what is said of it alone; ``where`` is the row that says it, for errors."""

    photo: PlannedPhoto
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What is asked of every photo: ``prompts`` (with variants in braces) × ``scenes`` (kinds, or scenes'
    JSON) × ``seeds``, with ``base`` as the other fields. What an item says goes before."""

    prompts: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (1,)
    base: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def values(self, own: Mapping[str, Any], lists: Path) -> list[dict[str, Any]]:
        """The fields of each picture of a photo that says ``own`` of itself."""
        scenes = (own["scene"],) if "scene" in own else self.scenes or (None,)
        seeds = (own["seed"],) if "seed" in own else self.seeds
        prompts = (own["prompt"],) if "prompt" in own else self.prompts
        sentences = [one for prompt in prompts for one in variants(prompt, lists)]
        return [
            {**self.base, **own, "prompt": sentence, "scene": scene, "seed": seed}
            for scene in scenes
            for sentence in sentences or ([sentence_of_kind(scene)] if isinstance(scene, str) else [""])
            for seed in seeds
        ]


def batch(
    items: Sequence[Item],
    wishes: Wishes,
    requests: Requests,
    *,
    template: str,
    lists: Path,
    after: Plan | None = None,
) -> Plan:
    """The plan of a batch, photo by photo, so that each one's cut-out is made once; behind the photos and
    cells of the plan ``after``, which stay as they are. Raises ``InputError``, which names the item it is
    about."""
    before, begun = ((), ()) if after is None else (after.photos, after.cells)
    photos = list(dict.fromkeys([*before, *(item.photo for item in items)]))
    places = {photo: place for place, photo in enumerate(photos)}
    cells: list[Cell] = []
    for item in items:
        try:
            for values in wishes.values(item.values, lists):
                request, digest = requests.of(values)
                cells.append(
                    Cell(
                        position=len(begun) + len(cells),
                        photo=places[item.photo],
                        request=request,
                        digest=digest,
                    )
                )
        except InputError as error:
            raise RequestError(f"{item.where}: {error}" if item.where else str(error)) from error
        if len(cells) > MAX_CELLS:
            break
    fresh = named(template, cells, photos, taken=[cell.name for cell in begun])
    return planned("batch", photos, [*begun, *fresh], ())

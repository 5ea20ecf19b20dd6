"""A plan: which pictures a group is to have, before one of them is paid for. It is kept with the group, so
that any process can go on with it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import RequestError
from core.request import GenerationRequest, request_of
from store.records import GroupKind

VERSION = 1
MAX_CELLS = 100_000
"""Pictures of one group."""
Key = tuple[str, str]
"""A request's digest and the photo's sha256: which picture it is."""


@dataclass(frozen=True, kw_only=True)
class PlannedPhoto:
    """A photo of a plan: its file's ``name``, the sha256 of its bytes, width and height in px as its header
    says, the file's ``size`` in bytes, and where its bytes are: the file ``place``, or in the archive
    ``place`` the file ``member``."""

    name: str
    sha256: str
    width: int
    height: int
    size: int = 0
    place: str = ""
    member: str = ""


@dataclass(frozen=True, kw_only=True)
class AxisHead:
    """What stands at one side of a grid: what is varied, and a label for each value."""

    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One picture of a plan: ``photo`` is its place in the plan's photos, ``at`` its place on each axis,
    ``name`` the name of its file, without an ending."""

    position: int
    photo: int
    request: GenerationRequest
    digest: str
    at: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All pictures of a group, in the order in which they are made. ``axes`` are a grid's: across, down, and
    one sheet behind the other."""

    kind: GroupKind
    photos: tuple[PlannedPhoto, ...]
    cells: tuple[Cell, ...]
    axes: tuple[AxisHead, ...] = ()

    def key(self, cell: Cell) -> Key:
        """Which picture a cell is: equal keys, one picture."""
        return cell.digest, self.photos[cell.photo].sha256

    def keys(self) -> list[Key]:
        """Every picture once, in order."""
        return list(dict.fromkeys(self.key(cell) for cell in self.cells))

    def labels(self, cell: Cell) -> tuple[str, ...]:
        """What the axes say of a cell."""
        return tuple(axis.labels[place] for axis, place in zip(self.axes, cell.at, strict=True))

    def digest(self) -> str:
        """``plan-v1:sha256:…`` of the kind, the axes and every picture in its place: equal plans make equal
        groups. Names and folders have no say."""
        told = {
            "kind": self.kind,
            "axes": [[axis.title, *axis.labels] for axis in self.axes],
            "cells": [[*self.key(cell), *cell.at] for cell in self.cells],
        }
        return f"plan-v{VERSION}:sha256:{hashlib.sha256(_json(told).encode()).hexdigest()}"

    def to_json(self) -> str:
        """The plan as text; what cells share is written once."""
        requests = list({cell.digest: cell.request for cell in self.cells}.values())
        places = {request.digest(): place for place, request in enumerate(requests)}
        return _json(
            {
                "version": VERSION,
                "kind": self.kind,
                "axes": [vars(axis) for axis in self.axes],
                "photos": [vars(photo) for photo in self.photos],
                "requests": [json.loads(request.canonical_json()) for request in requests],
                "cells": [[cell.photo, places[cell.digest], cell.at, cell.name] for cell in self.cells],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan that ``to_json`` wrote; raises ``RequestError`` where another version of the studio did,
        or it is damaged."""
        try:
            told: dict[str, Any] = json.loads(text)
            if told["version"] != VERSION:
                raise RequestError(
                    "This group was planned by another version of the studio; plan it anew: "
                    "pictures that are there already are not made twice."
                )
            requests = [request_of(request) for request in told["requests"]]
            digests = [request.digest() for request in requests]
            return cls(
                kind=told["kind"],
                axes=tuple(_head(axis) for axis in told["axes"]),
                photos=tuple(PlannedPhoto(**photo) for photo in told["photos"]),
                cells=tuple(
                    Cell(
                        position=position,
                        photo=photo,
                        request=requests[request],
                        digest=digests[request],
                        at=tuple(at),
                        name=name,
                    )
                    for position, (photo, request, at, name) in enumerate(told["cells"])
                ),
            )
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise RequestError("What is kept of this group's plan is damaged; plan it anew.") from error


def planned(
    kind: GroupKind,
    photos: Sequence[PlannedPhoto],
    cells: Sequence[Cell],
    axes: Sequence[AxisHead] = (),
) -> Plan:
    """A plan of these cells; raises ``RequestError`` where there are none, or too many."""
    if not cells:
        raise RequestError("There is nothing to make; name photos and a sentence or a scene.")
    if len(cells) > MAX_CELLS:
        raise RequestError(
            f"These are {len(cells):,} pictures; at most {MAX_CELLS:,} can be made as one group."
        )
    return Plan(kind=kind, photos=tuple(photos), cells=tuple(cells), axes=tuple(axes))


def _head(axis: Mapping[str, Any]) -> AxisHead:
    return AxisHead(title=axis["title"], labels=tuple(axis["labels"]))


def _json(value: Any) -> str:
    # ASCII alone: a file's name may have bytes that are no text.
    return json.dumps(value, sort_keys=True, separators=(",", ":"))

"""What the store hands out and takes in: plain frozen types that every floor may see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, cast, get_args

Role = Literal[
    "upload", "source", "matte", "control", "background", "composite", "thumbnail", "own_picture",
    "also_1", "also_2", "also_3", "also_4", "also_5",
]  # fmt: skip
"""What a blob is to a run. ``upload``: the photo's bytes as the user gave them, which a re-run reads.
``own_picture``: those of the picture that they gave for the background, in the runs that have one.
``also_1`` and so on: the photos of further subjects, in the request's order, where there are any.
``source``: the same fitted and upright, as the models saw it. ``matte``: soft subject coverage, 255 =
subject. ``control``: what the ControlNet saw, disparity or mask. ``background``: what was painted behind the
subject. ``composite``: the finished picture. ``thumbnail``: the same, small."""
ALSO_ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role.startswith("also_"))
"""Of further subjects, one each."""
GIVEN_ROLES: tuple[Role, ...] = ("upload", "own_picture", *ALSO_ROLES)
"""The files that a user gave."""
ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role not in ("own_picture", *ALSO_ROLES))
"""The files that every finished run has, in the order in which they are made."""
PictureRole = Literal["source", "matte", "control", "background", "composite"]
"""What a picture is made of and is, all at its size; the one list of them."""
PICTURE_ROLES: tuple[PictureRole, ...] = get_args(PictureRole)
GroupKind = Literal["single", "variations", "grid", "batch", "rerun"]
Sort = Literal["newest", "oldest", "fastest", "slowest", "rating"]
SORTS: tuple[Sort, ...] = get_args(Sort)
PAGE_SIZE, MAX_PAGE_SIZE = 48, 500
"""Runs on one page of a query where it names no other size, and the most that one page may hold."""
RUN_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
"""What the id of a run or a group looks like."""
MAX_NOTE, MAX_TAG, MAX_PRESET_NAME = 10_000, 60, 80
"""Characters of a run's note, of one tag and of a preset's name; longer ones are refused."""


class RunStatus(StrEnum):
    """Where a run stands; ``interrupted`` is what an earlier process left unfinished."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """One blob of a run: what it is to it, its bytes' sha256 (hex), media type, size in bytes, and
    width and height in px (``None`` where they are not known)."""

    role: Role
    sha256: str
    media_type: str
    size: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a run failed: the error's class, the sentence the user reads, the traceback for the log."""

    kind: str
    sentence: str
    traceback: str = ""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A re-run against its parent. ``verdict``: ``identical`` pixels, ``near`` (PSNR ≥ 45 dB) or
    ``different``; ``psnr`` in dB, ``None`` where identical or not comparable; ``changes``: one sentence
    for each thing that differs in models and environment."""

    verdict: Literal["identical", "near", "different"]
    psnr: float | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NewRun:
    """What a run is opened with. ``request`` is the canonical JSON, ``digest`` its digest; ``owner``
    the browser session or program that asked; ``parent`` the run it was derived from; ``own_picture`` the
    content of the picture that its background is, where one is; ``also`` those of the photos of further
    subjects, as many as ``ALSO_ROLES`` at most."""

    request: str
    digest: str
    source_name: str
    owner: str
    parent: str | None = None
    own_picture: bytes | None = None
    also: tuple[bytes, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a finished run adds: seconds per stage, the composite's pixel digest, width and height in px,
    ``matte_coverage`` 0…1, measured ``subject_max_difference`` 0…255, models and environment as
    JSON-ready values, and its comparison with the parent where it is a re-run."""

    seconds: Mapping[str, float]
    pixels_sha256: str
    width: int
    height: int
    matte_coverage: float
    subject_max_difference: int
    models: tuple[Mapping[str, str | None], ...]
    environment: Mapping[str, Any]
    comparison: Comparison | None = None


@dataclass(frozen=True, kw_only=True)
class Run:
    """The recorded fact of one picture. Times are UTC and aware. ``request`` is the parsed canonical
    JSON; ``outcome`` is there once finished, ``failure`` once failed. ``rating`` is 1…5 or ``None``.
    ``worker`` is the process that has it, ``position`` its place in its group from 0. ``revision`` counts
    its changes, so that the mirror knows which one it has copied. ``damage`` is a sentence where what is
    recorded of it cannot be read: it counts as failed by that then, and has no outcome."""

    id: str
    status: RunStatus
    created: datetime
    started: datetime | None
    ended: datetime | None
    request: Mapping[str, Any]
    digest: str
    source_name: str
    owner: str
    group: str
    group_kind: GroupKind
    position: int
    parent: str | None
    worker: str
    outcome: Outcome | None
    failure: Failure | None
    rating: int | None
    starred: bool
    note: str
    tags: tuple[str, ...]
    deleted: datetime | None
    mirrored: bool
    revision: int = 0
    artifacts: Mapping[Role, Artifact] = field(default_factory=dict[Role, Artifact])
    damage: str | None = None

    @property
    def prompt(self) -> str:
        """The prompt, from the request."""
        return str(self.request["prompt"])

    @property
    def seed(self) -> int:
        """The picture's one seed."""
        return int(self.request["seed"])

    @property
    def profile(self) -> str:
        """The name of the profile that made it."""
        return str(self.request["profile"])

    @property
    def total_seconds(self) -> float | None:
        """All stages together, ``None`` before it is finished."""
        return None if self.outcome is None else sum(self.outcome.seconds.values())


@dataclass(frozen=True, kw_only=True)
class RunQuery:
    """Which runs, in which order; every field narrows, none is required. ``words`` are looked for in prompts,
    notes, tags, names of photos and seeds (each as the beginning of one there; with a minus it must not be
    there); ``scene`` is its kind, ``photo`` the sha256 of the photo's bytes, ``rating`` the least one;
    ``since`` and ``until`` are aware times of creation (from, and before). ``ids`` looks among these alone,
    at most ``MAX_PAGE_SIZE``. ``bin`` looks at deleted runs in place of the others; without ``reruns`` those
    that made others again are left out. ``page`` counts from 0.
    """

    words: str = ""
    profile: str | None = None
    seed: int | None = None
    statuses: tuple[RunStatus, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    starred: bool | None = None
    rating: int | None = None
    tag: str | None = None
    scene: str | None = None
    photo: str | None = None
    ids: tuple[str, ...] | None = None
    group: str | None = None
    parent: str | None = None
    owner: str | None = None
    digest: str | None = None
    bin: bool = False
    reruns: bool = True
    sort: Sort = "newest"
    page: int = 0
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, kw_only=True)
class RunPage:
    """One page of a query's runs, and how many there are on all pages."""

    runs: tuple[Run, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.page_size))


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo that pictures were made of: the sha256 of its bytes, its name, and how many runs it has."""

    sha256: str
    name: str
    runs: int


@dataclass(frozen=True, kw_only=True)
class Facets:
    """What there is to filter by, most used first (photos: used last first), and how many runs there are and
    lie in the bin."""

    profiles: tuple[str, ...]
    tags: tuple[str, ...]
    scenes: tuple[str, ...]
    total: int
    binned: int
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What one finished run took: denoising steps, pixels (width × height), seconds per stage, the bytes of
    its files but for the photo, and whether its place was ``traced`` rather than painted."""

    steps: int
    pixels: int
    seconds: Mapping[str, float]
    size: int = 0
    traced: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Runs that were submitted together. ``plan`` is the JSON of what it is to come to, where it was planned
    (a batch, a grid), and ``plan_digest`` names that; ``created`` is an aware time."""

    id: str
    kind: GroupKind
    created: datetime
    plan: str | None = None
    plan_digest: str | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """A run that is recorded of a request's digest and a photo's sha256: one that is finished, or is being
    made, or else the last one that came to nothing."""

    id: str
    group: str
    status: RunStatus


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What became of asking for a picture of a plan: its ``run``, and whether that is to be made now by who
    asked (``make``), or is finished already or made by another."""

    run: Run
    make: bool


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A named set of form values (a request's fields without seed, as JSON-ready values)."""

    name: str
    values: Mapping[str, Any]
    created: datetime
    changed: datetime


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing ``verify`` found: the run it concerns (``None`` for the database, and for a blob that no run
    names), the artifact's role, what is wrong, a sentence that says so, and whether ``mend`` makes it
    good."""

    run: str | None
    role: Role | None
    kind: Literal[
        "database",
        "index",
        "row",
        "digest",
        "outcome",
        "artifact",
        "missing",
        "changed",
        "unreadable",
        "orphan",
    ]
    sentence: str
    mendable: bool = False


def flat_fields(values: Mapping[str, Any], within: str = "") -> dict[str, Any]:
    """A request's fields side by side: those of a scene as ``scene.kind``, ``scene.light.direction``."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat |= flat_fields(cast(Mapping[str, Any], value), f"{within}{name}.")
        else:
            flat[f"{within}{name}"] = value
    return flat

"""Making a recorded picture again with the models' very revisions, where they are here."""

from collections.abc import Iterable, Mapping

from core.errors import ModelMissingError
from core.models.local import locate
from core.models.profile import ModelRef
from core.models.resolved import ResolvedProfile
from core.settings import Settings


def recorded_revisions(
    profile: ResolvedProfile, models: Iterable[Mapping[str, str | None]], settings: Settings
) -> dict[str, str]:
    """The commits by role, of a run's recorded ``models``, that ``profile`` would not load by itself and that
    are on this machine.

    A commit that is no longer here cannot be had: the model stays as the profile names it, and a re-run's
    comparison says what changed.
    """
    rows = {row["role"]: row for row in models}
    revisions: dict[str, str] = {}
    for ref in profile.models:
        row = rows.get(ref.role)
        name = f"{ref.name}/{ref.subfolder}" if ref.subfolder else ref.name
        commit = row.get("revision") if row is not None and row.get("name") == name else None
        if not ref.on_hub or commit is None or _revision(ref, settings) == commit:
            continue
        if _revision(ref.model_copy(update={"revision": commit}), settings) == commit:
            revisions[ref.role] = commit
    return revisions


def _revision(ref: ModelRef, settings: Settings) -> str | None:
    try:
        return locate(ref, settings).revision
    except ModelMissingError:
        return None

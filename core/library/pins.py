"""Making a recorded picture again with the models' very revisions, where they are here."""

from collections.abc import Iterable, Mapping

from core.errors import ModelMissingError
from core.models.local import locate
from core.models.profile import ModelProfile, ModelRef
from core.models.profiles import DEPTH_MODELS, resolve_profile
from core.request import GenerationRequest
from core.settings import Settings


class Pins:
    """Profiles with models at recorded hub commits, by names made of both."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._known: dict[str, ModelProfile] = {}

    def name(self, request: GenerationRequest, models: Iterable[Mapping[str, str | None]]) -> str | None:
        """The name of the request's profile at the commits of ``models``; ``None`` where the profile loads
        no others anyway.

        A commit that is no longer on this machine cannot be had: the model stays as the profile names
        it, and a re-run's comparison says what changed.
        """
        profile = _with_depth(resolve_profile(request.profile, self.settings), request)
        rows = {row["role"]: row for row in models}
        pins = {
            ref.role: _pin(ref, rows.get(ref.role), self.settings) for ref in profile.models if ref.on_hub
        }
        changed = {
            ref.role: ref.model_copy(update={"revision": pin})
            for ref in profile.models
            if (pin := pins.get(ref.role))
        }
        if not changed:
            return None
        name = "@".join([profile.name, *(f"{role}={ref.revision}" for role, ref in sorted(changed.items()))])
        self._known[name] = profile.model_copy(update=dict(changed))
        return name

    def profile(self, name: str) -> ModelProfile:
        """The profile that ``name`` gave a name, or any other; raises ``ProfileError``."""
        return self._known.get(name) or resolve_profile(name, self.settings)


def _with_depth(profile: ModelProfile, request: GenerationRequest) -> ModelProfile:
    """The profile with the depth model that the request chose in place of its own."""
    if request.depth_model is None or profile.depth is None:
        return profile
    return profile.model_copy(update={"depth": DEPTH_MODELS[request.depth_model]})


def _pin(ref: ModelRef, row: Mapping[str, str | None] | None, settings: Settings) -> str | None:
    name = f"{ref.name}/{ref.subfolder}" if ref.subfolder else ref.name
    commit = row.get("revision") if row is not None and row.get("name") == name else None
    if commit is None or _revision(ref, settings) == commit:
        return None
    return commit if _revision(ref.model_copy(update={"revision": commit}), settings) == commit else None


def _revision(ref: ModelRef, settings: Settings) -> str | None:
    try:
        return locate(ref, settings).revision
    except ModelMissingError:
        return None

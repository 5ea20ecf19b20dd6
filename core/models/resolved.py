"""What a request's profile came to: the depth model that was chosen, and the revisions that are pinned."""

from collections.abc import Mapping

from core.models.profiles import DEPTH_MODELS, ModelProfile, resolve_profile
from core.settings import Settings


class ResolvedProfile(ModelProfile):
    """A profile whose choices are settled, as a job carries it: plain data, compared by value.

    ``depth`` is the model that is used, the request's where it chose one; ``revision`` of each model is the
    one that is loaded, ``None`` the newest on this machine.
    """

    @classmethod
    def of(cls, profile: ModelProfile, depth_model: str | None = None) -> "ResolvedProfile":
        """``profile`` with the depth model of that name (of ``DEPTH_MODELS``) in place of its own; a profile
        that is shown the mask, and names none, takes none."""
        values = {name: getattr(profile, name) for name in ModelProfile.model_fields}
        if depth_model is not None and profile.depth is not None:
            values["depth"] = DEPTH_MODELS[depth_model]
        return cls.model_construct(**values)

    def pinned(self, revisions: Mapping[str, str]) -> "ResolvedProfile":
        """The same with models at these ``revisions``, by role; itself where there are none."""
        changed = {
            ref.role: ref.model_copy(update={"revision": revisions[ref.role]})
            for ref in self.models
            if ref.role in revisions
        }
        return self.model_copy(update=changed) if changed else self

    @property
    def generator_key(self) -> tuple[object, ...]:
        """What decides which weights a generator holds: all but the depth model, which a photo's analysis
        holds, and what has no say in loading. Equal keys, same weights."""
        refs = tuple(ref for ref in self.models if ref.role != "depth")
        options = tuple(sorted(self.scheduler_options.items()))
        return (self.name, refs, self.pipeline, self.control, options, self.native_size, self.memory_gb)


def resolve(name: str, depth_model: str | None, settings: Settings) -> ResolvedProfile:
    """The profile of that name with the chosen depth model; raises ``ProfileError`` for an unknown name."""
    return ResolvedProfile.of(resolve_profile(name, settings), depth_model)

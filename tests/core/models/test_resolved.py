"""What a profile resolves to is plain data, compared by value, with each choice settled."""

import pickle

import pytest

from core.errors import ProfileError
from core.models.profiles import DEPTH_MODELS, PROFILES
from core.models.resolved import ResolvedProfile, resolve
from core.settings import Settings

NAME = "realistic-vision-depth"


def test_a_chosen_depth_model_takes_the_place_of_the_profiles_own(studio: Settings) -> None:
    assert resolve(NAME, None, studio).depth == PROFILES[NAME].depth
    assert resolve(NAME, "mini", studio).depth == DEPTH_MODELS["mini"]


def test_a_profile_that_is_shown_the_mask_takes_no_depth_model(studio: Settings) -> None:
    assert resolve("photo-background", "mini", studio).depth is None


def test_revisions_are_pinned_by_role() -> None:
    profile = ResolvedProfile.of(PROFILES[NAME])
    pinned = profile.pinned({"base": "a" * 40, "vae": "b" * 40})
    assert pinned.models[0].revision == "a" * 40
    assert (pinned.vae, pinned.controlnet) == (profile.vae, profile.controlnet)
    assert profile.pinned({}) is profile


def test_it_survives_the_way_to_another_process() -> None:
    profile = ResolvedProfile.of(PROFILES["mini-fast"], "dpt-large")
    assert pickle.loads(pickle.dumps(profile)) == profile


def test_a_generator_is_kept_for_another_depth_model_but_for_no_other_weights() -> None:
    profile = ResolvedProfile.of(PROFILES[NAME])
    assert ResolvedProfile.of(PROFILES[NAME], "mini").generator_key == profile.generator_key
    assert profile.pinned({"base": "a" * 40}).generator_key != profile.generator_key


def test_an_unknown_profile_is_told(studio: Settings) -> None:
    with pytest.raises(ProfileError, match="no profile 'minni'"):
        resolve("minni", None, studio)

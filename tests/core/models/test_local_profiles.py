"""The built-in hub profiles, from the hub's cache to the finished picture, on tiny repositories."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.library.manifest import models as models_of
from core.models.local import locate
from core.models.profiles import DEPTH_MODELS, PROFILES, resolve_profile
from core.pipeline.pipeline import BackgroundPipeline, Picture
from core.request import GenerationRequest
from core.settings import Settings
from tests.core.conftest import tiny_profile
from tests.photos import cutout
from tests.tiny import TinyModels
from tests.tiny_hub import commit_of

SEED, LCM, YAHOO = "realistic-vision-depth", "realistic-vision-lcm", "photo-background"


def make(name: str, settings: Settings, **changes: Any) -> Picture:
    """A picture of the profile, in two steps unless said otherwise."""
    profile = resolve_profile(name, settings)
    pipeline = BackgroundPipeline(profile, settings)
    values: dict[str, Any] = {"prompt": "a beach", "seed": 1, "num_inference_steps": 2, **changes}
    return pipeline.generate(GenerationRequest.for_profile(profile, **values), cutout())


def models_by_role(picture: Picture) -> dict[str | None, tuple[str | None, str | None]]:
    return {row["role"]: (row["name"], row["revision"]) for row in models_of(picture)}


@pytest.mark.parametrize("name", [SEED, LCM, YAHOO])
def test_a_hub_profile_makes_a_picture_and_tells_the_commits(studio: Settings, name: str):
    picture = make(name, studio)
    assert picture.composite.std() > 3
    expected = {
        ref.role: (f"{ref.name}/{ref.subfolder}" if ref.subfolder else ref.name, commit_of(ref.name))
        for ref in PROFILES[name].models
    }
    assert models_by_role(picture) == expected


def test_the_defaults_of_the_seeds_profile_reach_the_request(studio: Settings):
    request = make(SEED, studio).request
    assert request.negative_prompt == PROFILES[SEED].defaults.negative_prompt
    assert (request.scheduler, request.eta) == ("DDIM", 1.0)


def test_the_lora_changes_the_picture(studio: Settings):
    same = PROFILES[LCM].defaults.model_dump() | {"num_inference_steps": 2}
    assert not np.array_equal(make(LCM, studio).background, make(SEED, studio, **same).background)


def test_the_lcm_profile_runs_with_its_own_six_steps(studio: Settings):
    picture = make(LCM, studio, num_inference_steps=6)
    assert (picture.request.scheduler, picture.request.guidance_scale) == ("LCM", 1.5)
    assert np.isfinite(picture.background).all()


def test_photo_background_shows_the_mask_and_needs_no_depth_model(studio: Settings):
    picture = make(YAHOO, studio)
    assert np.array_equal(picture.control, np.repeat(255 - picture.matte[..., None], 3, axis=2))
    assert set(models_by_role(picture)) == {"base", "controlnet"}


@pytest.mark.parametrize("name", [SEED, LCM])
def test_another_depth_model_can_be_asked_for(studio: Settings, name: str):
    chosen = DEPTH_MODELS["depth-anything-v2-small"].name
    other = make(name, studio, depth_model="depth-anything-v2-small")
    assert models_by_role(other)["depth"] == (chosen, commit_of(chosen))
    assert not np.array_equal(other.control, make(name, studio).control)


def test_a_users_own_profile_runs_from_local_folders(studio: Settings, tiny_models: TinyModels):
    assert models_by_role(make("tiny", studio))["base"] == (tiny_models.base.name, None)


def test_a_user_can_extend_a_hub_profile_by_an_autoencoder(studio: Settings, tiny_models: TinyModels):
    more = f"""
[profiles.mine]
extends = "{SEED}"
vae = {{ name = "{tiny_models.vae}", licence = "MIT" }}
"""
    path = studio.data_dir / "profiles.toml"
    path.write_text(path.read_text() + more)
    mine = make("mine", studio)
    assert models_by_role(mine)["vae"] == (tiny_models.vae.name, None)
    assert not np.array_equal(mine.background, make(SEED, studio).background)


def test_relative_folders_lie_beside_the_profiles_file(studio: Settings, tiny_models: TinyModels):
    (studio.data_dir / "models").symlink_to(tiny_models.base.parent)
    toml = tiny_profile(tiny_models).replace(f"{tiny_models.base.parent}/", "./models/")
    (studio.data_dir / "profiles.toml").write_text(toml)
    assert make("tiny", studio).composite.std() > 3


def test_every_model_of_every_profile_is_found_in_the_cache(studio: Settings, hub: Path):
    for name in (SEED, LCM, YAHOO):
        assert all(locate(ref, studio).path.is_relative_to(hub) for ref in PROFILES[name].models)

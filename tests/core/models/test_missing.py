"""Which models a picture needs that are not here, and by which name each is fetched."""

from pathlib import Path

import pytest

from core.models.matting_weights import matting_path
from core.models.missing import missing_models
from core.models.profiles import PROFILES
from core.models.resolved import ResolvedProfile
from core.settings import Settings

LCM, SEED = PROFILES["realistic-vision-lcm"], PROFILES["realistic-vision-depth"]


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A machine with the embedded model only."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    return Settings(data_dir=tmp_path, weights_dir=tmp_path / "weights")


def test_all_that_is_missing_is_named_with_its_size(bare: Settings) -> None:
    missing = missing_models(LCM, bare)
    assert [model.role for model in missing] == ["base", "controlnet", "lora", "depth", "matting"]
    assert sum(model.size_mb for model in missing) == LCM.size_mb + 176
    assert {model.fetch for model in missing} == {LCM.name}


def test_nothing_is_missing_where_all_is_here(bare: Settings) -> None:
    weights = matting_path("u2net", bare.weights_dir)
    weights.parent.mkdir(parents=True)
    weights.touch()
    assert missing_models(PROFILES["mini"], bare) == ()


def test_a_photo_that_is_cut_out_needs_no_cut_out_model(bare: Settings) -> None:
    assert missing_models(PROFILES["mini"], bare, cut_out=False) == ()


def test_a_chosen_cut_out_model_is_fetched_by_its_own_name(bare: Settings) -> None:
    (missing,) = missing_models(PROFILES["mini"], bare, matting_model="u2netp")
    assert (missing.role, missing.name, missing.fetch) == ("matting", "u2netp", "u2netp")


def test_a_chosen_depth_model_takes_the_place_of_the_profiles_own(bare: Settings) -> None:
    (missing,) = missing_models(ResolvedProfile.of(PROFILES["mini"], "dpt-large"), bare, cut_out=False)
    assert (missing.role, missing.fetch) == ("depth", "dpt-large")
    with_mini = missing_models(ResolvedProfile.of(SEED, "mini"), bare, cut_out=False)
    assert [model.role for model in with_mini] == ["base", "controlnet"]

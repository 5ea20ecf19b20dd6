import shutil
from pathlib import Path

import pytest

from core.errors import ModelMissingError, ProfileError
from core.models.local import disk_state, locate, needed, readable_size, unmatched
from core.models.profiles import DEPTH_MODELS, PROFILES, ModelRef, resolve_profile
from core.settings import Settings
from tests.tiny import TinyModels
from tests.tiny_hub import commit_of, hub_cache

SEED = PROFILES["realistic-vision-depth"]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    return Settings(data_dir=tmp_path / "data", models_dir=tmp_path / "models")


@pytest.fixture
def cache(settings: Settings, tiny_models: TinyModels, tmp_path: Path) -> Path:
    """The seed profile's three models, in the layout of the hub's cache."""
    folders = (tiny_models.base, tiny_models.controlnet, tiny_models.depth)
    names = [ref.name for ref in SEED.models]
    return hub_cache(tmp_path / "cache", dict(zip(names, folders, strict=True)))


def snapshot(cache: Path, ref: ModelRef) -> Path:
    return cache / f"models--{ref.name.replace('/', '--')}" / "snapshots" / commit_of(ref.name)


def problem(ref: ModelRef, settings: Settings) -> str:
    with pytest.raises(ModelMissingError) as caught:
        locate(ref, settings)
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_a_model_in_the_cache_is_found_with_its_commit(settings: Settings, cache: Path):
    found = [locate(ref, settings) for ref in SEED.models]
    assert [place.path for place in found] == [snapshot(cache, ref) for ref in SEED.models]
    assert [place.revision for place in found] == [commit_of(ref.name) for ref in SEED.models]


def test_the_commit_can_be_asked_for(settings: Settings, cache: Path):
    ref = SEED.models[0].model_copy(update={"revision": commit_of(SEED.models[0].name)})
    assert locate(ref, settings).path == snapshot(cache, ref)
    assert "is not on this machine" in problem(ref.model_copy(update={"revision": "0" * 40}), settings)


def test_a_missing_model_is_told_with_size_and_command(settings: Settings):
    assert problem(SEED.models[0], settings) == (
        "The base model Uminosachi/realisticVisionV51_v51VAE-inpainting, 2.1 GB is not on this machine; "
        "get it with: python -m core fetch realistic-vision-depth"
    )
    assert problem(DEPTH_MODELS["depth-anything-v2-small"], settings).endswith(
        "99 MB is not on this machine; get it with: python -m core fetch depth-anything-v2-small"
    )


def test_of_a_profiles_missing_depth_model_only_that_is_to_be_fetched(settings: Settings):
    assert problem(DEPTH_MODELS["dpt-large"], settings).endswith("python -m core fetch dpt-large")


@pytest.mark.parametrize("lost", ["unet/diffusion_pytorch_model.safetensors", "model_index.json"])
def test_an_interrupted_download_is_not_taken_for_a_model(settings: Settings, cache: Path, lost: str):
    (snapshot(cache, SEED.models[0]) / lost).unlink()
    assert "is here only in part (" in problem(SEED.models[0], settings)
    assert [place is not None for _, place in disk_state(SEED, settings)] == [False, True, True]


def test_a_broken_link_into_the_blobs_is_not_taken_for_a_file(settings: Settings, cache: Path):
    config = snapshot(cache, SEED.models[1]) / "config.json"
    config.unlink()
    config.symlink_to(cache / "blobs" / "gone")
    assert "is here only in part (config.json" in problem(SEED.models[1], settings)


def test_a_name_the_hub_cannot_have_is_the_profiles_mistake(settings: Settings):
    with pytest.raises(ProfileError, match="cannot be the name of a model"):
        locate(ModelRef(role="base", name="a--b/c", licence="MIT"), settings)


def test_built_in_folders_are_known_by_their_content(settings: Settings, tiny_models: TinyModels):
    mini = PROFILES["mini"]
    shutil.copytree(tiny_models.base, settings.models_dir / "mini")
    shutil.copytree(tiny_models.depth, settings.models_dir / "mini" / "depth")
    before, depth = locate(mini.models[0], settings), locate(mini.models[2], settings)
    assert depth.path == settings.models_dir / "mini" / "depth"
    assert (before.revision or "").startswith("sha256-")
    weights = before.path / "unet" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(weights.read_bytes() + b"\0")
    assert locate(mini.models[0], settings).revision != before.revision
    assert locate(mini.models[2], settings).revision == depth.revision


def test_a_missing_folder_is_told_by_its_place(settings: Settings):
    folder = settings.models_dir / "mini"
    assert (
        problem(PROFILES["mini"].models[0], settings)
        == f"The folder {folder} of the base model does not exist."
    )
    folder.mkdir(parents=True)
    assert "of the base model lacks model_index.json." in problem(PROFILES["mini"].models[0], settings)


def test_a_persons_own_folder_is_found(settings: Settings, tiny_models: TinyModels):
    shutil.copytree(tiny_models.base, settings.data_dir / "mine")
    toml = '[profiles.mine]\nextends = "mini"\nbase = { name = "./mine", licence = "MIT" }\n'
    (settings.data_dir / "profiles.toml").write_text(toml)
    place = locate(resolve_profile("mine", settings).models[0], settings)
    assert (place.path, place.revision) == (settings.data_dir / "mine", None)


REALISTIC_VISION_FILES = [
    ".gitattributes",
    "README.md",
    "feature_extractor/preprocessor_config.json",
    "model_index.json",
    "safety_checker/config.json",
    "safety_checker/model.safetensors",
    "safety_checker/pytorch_model.bin",
    "scheduler/scheduler_config.json",
    "text_encoder/config.json",
    "text_encoder/model.safetensors",
    "text_encoder/pytorch_model.bin",
    "tokenizer/merges.txt",
    "tokenizer/special_tokens_map.json",
    "tokenizer/tokenizer_config.json",
    "tokenizer/vocab.json",
    "unet/config.json",
    "unet/diffusion_pytorch_model.bin",
    "unet/diffusion_pytorch_model.safetensors",
    "vae/config.json",
    "vae/diffusion_pytorch_model.bin",
    "vae/diffusion_pytorch_model.safetensors",
]


def test_only_what_is_needed_is_downloaded():
    files = needed(SEED.models[0], REALISTIC_VISION_FILES)
    left = set(REALISTIC_VISION_FILES) - set(files)
    assert unmatched(SEED.models[0], files) == []
    assert {name.split("/")[0] for name in left if "/" in name and not name.endswith(".bin")} == {
        "feature_extractor",
        "safety_checker",
    }
    assert all(name.endswith((".json", ".txt", ".safetensors")) for name in files)


@pytest.mark.parametrize(
    ("variant", "chosen"), [(None, ["model.safetensors"]), ("fp16", ["model.fp16.safetensors"])]
)
def test_a_variant_is_taken_alone(variant: str | None, chosen: list[str]):
    ref = ModelRef(role="lora", name="o/n", licence="MIT", variant=variant)
    assert needed(ref, ["model.safetensors", "model.fp16.safetensors", "x/model.safetensors"]) == chosen


def test_shards_belong_to_their_variant():
    ref = ModelRef(role="lora", name="o/n", licence="MIT", variant="fp16")
    shards = [f"model.fp16-0000{part}-of-00002.safetensors" for part in (1, 2)]
    assert needed(ref, [*shards, "model-00001-of-00002.safetensors"]) == shards


def test_a_subfolder_and_own_patterns_narrow_the_choice():
    files = ["config.json", "cn/config.json", "cn/a.safetensors", "cn/b.fp16.safetensors"]
    ref = ModelRef(role="controlnet", name="o/n", licence="MIT", subfolder="cn")
    assert needed(ref, files) == ["cn/config.json", "cn/a.safetensors"]
    own = ref.model_copy(update={"allow_patterns": ("cn/config.json", "cn/b.*")})
    assert needed(own, files) == ["cn/config.json", "cn/b.fp16.safetensors"]


@pytest.mark.parametrize(("megabytes", "text"), [(0.4, "0 MB"), (99, "99 MB"), (1370, "1.4 GB")])
def test_sizes_are_readable(megabytes: float, text: str):
    assert readable_size(megabytes) == text

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.errors import ProfileError
from core.models.profiles import (
    DEPTH_MODELS,
    PROFILES,
    GenerationParameters,
    ModelRef,
    all_profiles,
    default_profile_name,
    resolve_profile,
)
from core.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def write(settings: Settings, text: str) -> None:
    (settings.data_dir / "profiles.toml").write_text(text, encoding="utf-8")


def sentence(settings: Settings, text: str) -> str:
    write(settings, text)
    with pytest.raises(ProfileError) as caught:
        all_profiles(settings)
    return str(caught.value)


def test_the_seed_profile_is_the_ancestors():
    profile = PROFILES["realistic-vision-depth"]
    assert [ref.name for ref in profile.models] == [
        "Uminosachi/realisticVisionV51_v51VAE-inpainting",
        "lllyasviel/sd-controlnet-depth",
        "Intel/dpt-large",
    ]
    defaults = profile.defaults
    assert (defaults.scheduler, defaults.num_inference_steps) == ("DDIM", 42)
    assert (defaults.eta, defaults.guidance_scale, defaults.strength) == (1.0, 7.5, 1.0)


def test_every_built_in_profile_answers_to_its_own_name_and_states_licences():
    for name, profile in PROFILES.items():
        assert profile.name == name
        assert all(ref.licence for ref in profile.models)
        assert profile.size_mb == sum(ref.size_mb for ref in profile.models)
        assert bool(profile.size_mb) == (not profile.paints_scenes)


def test_depth_models_are_for_depth():
    assert {ref.role for ref in DEPTH_MODELS.values()} == {"depth"}


@pytest.mark.parametrize(("cuda", "name"), [(True, "realistic-vision-depth"), (False, "scene")])
def test_default_depends_on_the_graphics_card(cuda: bool, name: str):
    assert default_profile_name(cuda) == name


@pytest.mark.parametrize(
    ("name", "on_hub"),
    [
        ("owner/name", True),
        ("Uminosachi/realisticVisionV51_v51VAE-inpainting", True),
        ("mini", False),
        ("./owner/name", False),
        ("../name", False),
        ("~/name", False),
        ("/owner/name", False),
        ("C:\\owner/name", False),
    ],
)
def test_hub_ids_are_told_from_folders_by_their_spelling(name: str, on_hub: bool):
    assert ModelRef(role="base", name=name, licence="MIT").on_hub is on_hub


def test_profiles_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        PROFILES["mini"].name = "other"  # pyright: ignore[reportAttributeAccessIssue]


def test_not_a_number_is_refused():
    with pytest.raises(ValidationError, match="finite"):
        GenerationParameters(guidance_scale=float("nan"))


def test_without_a_file_there_are_the_built_in_profiles(settings: Settings):
    assert all_profiles(settings) == PROFILES


def test_the_users_file_is_read_again_only_once_it_has_changed(settings: Settings):
    write(settings, '[profiles.mine]\nextends = "mini"\n')
    first = all_profiles(settings)
    assert all_profiles(settings) is first
    write(settings, '[profiles.mine]\nextends = "mini"\ntitle = "Mine"\n')
    assert all_profiles(settings)["mine"].title == "Mine"
    (settings.data_dir / "profiles.toml").unlink()
    assert all_profiles(settings) == PROFILES


def test_a_mistake_is_told_until_it_is_mended(settings: Settings):
    assert "is not valid TOML" in sentence(settings, "[profiles.mine\n")
    with pytest.raises(ProfileError):
        all_profiles(settings)
    write(settings, '[profiles.mine]\nextends = "mini"\n')
    assert "mine" in all_profiles(settings)


def test_unknown_profile_lists_names_and_suggests(settings: Settings):
    with pytest.raises(
        ProfileError,
        match=r"\(did you mean 'mini'\?\); there are scene, mini, mini-fast, realistic-vision-depth, ",
    ):
        resolve_profile("mimi", settings)


def test_extending_changes_only_what_is_written(settings: Settings):
    write(
        settings,
        '[profiles.mine]\nextends = "realistic-vision-depth"\n'
        'vae = { name = "stabilityai/sd-vae-ft-mse", licence = "MIT", size_mb = 335 }\n'
        "[profiles.mine.defaults]\nnum_inference_steps = 30\n",
    )
    mine, parent = resolve_profile("mine", settings), PROFILES["realistic-vision-depth"]
    assert mine.defaults == parent.defaults.model_copy(update={"num_inference_steps": 30})
    assert (mine.name, mine.title, mine.base) == ("mine", "mine", parent.base)
    assert mine.vae is not None
    assert mine.vae.role == "vae"


def test_profiles_extend_one_another_in_order_and_drop_what_they_do_not_want(settings: Settings):
    write(
        settings,
        '[profiles.a]\nextends = "realistic-vision-lcm"\ntitle = "A"\n'
        '[profiles.b]\nextends = "a"\nlora = false\n',
    )
    b = resolve_profile("b", settings)
    assert b.lora is None
    assert b.defaults.scheduler == "LCM"


def test_folders_are_relative_to_the_file(settings: Settings):
    write(
        settings,
        '[profiles.mine]\nextends = "mini"\nbase = { name = "./my/base", licence = "MIT" }\n'
        'controlnet = { name = "plain", licence = "MIT" }\n',
    )
    mine = resolve_profile("mine", settings)
    assert mine.models[0].name == str(settings.data_dir / "my" / "base")
    assert mine.models[1].name == str(settings.data_dir / "plain")
    assert mine.depth == PROFILES["mini"].depth


def test_a_profile_can_be_written_in_full(settings: Settings):
    write(
        settings,
        '[profiles.full]\ncontrol = "mask"\nmemory_gb = 3\nnative_size = 512\n'
        'base = { name = "o/base", licence = "MIT" }\ncontrolnet = { name = "o/cn", licence = "MIT" }\n'
        'scheduler_options = { timestep_spacing = "trailing" }\n',
    )
    full = resolve_profile("full", settings)
    assert full.defaults == GenerationParameters()
    assert full.scheduler_options == {"timestep_spacing": "trailing"}


MINE = '[profiles.mine]\nextends = "mini"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[profiles.mine\n", "is not valid TOML: Expected ']'"),
        ("[profiles.mine\n", "at line 1"),
        ("[settings]\n", "may only hold tables named [profiles.NAME], not settings."),
        ("[profiles]\nmine = 3\n", "must be a table"),
        ('[profiles.mini]\nextends = "mini"\n', "'mini' in"),
        ('[profiles.mini]\nextends = "mini"\n', "has the name of a built-in profile"),
        ('[profiles.mine]\nextends = "maxi"\n', "extends 'maxi', which is neither"),
        ("[profiles.mine]\nextends = 3\n", "extends 3, which is neither"),
        (MINE + 'name = "other"\n', "there is no key name"),
        (MINE + 'titel = "x"\n', "there is no key titel; did you mean title?"),
        (
            MINE + "defaults.stepz = 1\n",
            "there is no key defaults.stepz; there are negative_prompt, num_inference_steps,",
        ),
        (MINE + "defaults.num_inference_step = 1\n", "did you mean num_inference_steps?"),
        (MINE + "defaults = 3\n", "defaults should be a valid dictionary"),
        (MINE + "base = 3\n", "base should be a valid dictionary"),
        (MINE + 'base = { name = "x" }\n', "base.licence is missing."),
        (MINE + 'base = { name = 3, licence = "x" }\n', "base.name should be a valid string (it is 3)."),
        (MINE + 'base = { name = "x", licence = "x", sise = 3 }\n', "there is no key base.sise"),
        (MINE + 'base = { name = "x", licence = "x", role = "vae" }\n', 'base.role must be "base"'),
        (MINE + "base = false\n", "base and controlnet must name a model"),
        (MINE + "depth = false\n", "depth must name a depth model"),
        (
            MINE + "defaults.num_inference_steps = 0\n",
            "defaults.num_inference_steps should be greater than or equal to 1 (it is 0).",
        ),
        (MINE + "defaults.guidance_scale = nan\n", "defaults.guidance_scale should be a finite number"),
        (
            MINE + 'defaults.scheduler = "Euler"\n',
            "defaults.scheduler should be 'DDIM', 'DPMSolverMultistep'",
        ),
        (MINE + 'defaults.matting_model = "bria"\n', "defaults.matting_model must be one of u2net, "),
        (
            MINE + "defaults.control_guidance_start = 0.9\ndefaults.control_guidance_end = 0.5\n",
            "must be below",
        ),
        (MINE + "native_size = 250\n", "native_size should be a multiple of 8 (it is 250)."),
        ("[profiles.mine]\n", "is missing."),
    ],
)
def test_mistakes_are_told_in_one_sentence(settings: Settings, text: str, expected: str):
    said = sentence(settings, text)
    assert expected in said
    assert "profiles.toml" in said
    assert "\n" not in said
    assert "pydantic" not in said


def test_a_file_that_is_no_text_is_refused(settings: Settings):
    (settings.data_dir / "profiles.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match="cannot be read"):
        all_profiles(settings)


def test_the_fast_mini_is_mini_in_fewer_steps():
    slow, fast = PROFILES["mini"], PROFILES["mini-fast"]
    assert fast.models == slow.models
    assert fast.defaults.num_inference_steps <= 8 < slow.defaults.num_inference_steps
    unlike = {"num_inference_steps", "scheduler", "eta"}
    assert fast.defaults.model_dump(exclude=unlike) == slow.defaults.model_dump(exclude=unlike)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[profiles.a]\nextends = [1]", "extends [1], which is neither built in"),
        ("[profiles.a]\nextends = { a = 1 }", "which is neither built in"),
        (
            '[profiles.a]\nextends = "mini"\nlora = { name = "a\\u0000", licence = "x" }',
            "lora.name is not a folder",
        ),
        (
            '[profiles.a]\nextends = "mini"\nlora = { name = "~nosuch/x", licence = "x" }',
            "lora.name is not a folder",
        ),
        ("a = " + "[" * 50_000, "is nested too deeply"),
        ("a = " + "9" * 10_000, "is not valid TOML"),
    ],
)
def test_no_mistake_in_the_file_is_more_than_a_sentence(studio: Settings, text: str, said: str):
    write(studio, text)
    with pytest.raises(ProfileError) as error:
        all_profiles(studio)
    assert said in str(error.value)


def test_a_mark_at_the_beginning_of_the_file_is_no_mistake(studio: Settings):
    write(studio, '\ufeff[profiles.mine]\nextends = "mini"\n')
    assert "mine" in all_profiles(studio)


def test_a_pipe_in_place_of_the_file_is_not_waited_for(studio: Settings):
    path = studio.data_dir / "profiles.toml"
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    with pytest.raises(ProfileError, match="is a folder or a device"):
        all_profiles(studio)

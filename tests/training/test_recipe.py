"""The whole recipe in small: every step runs, resumes, and the studio loads what comes out."""

from dataclasses import replace

import pytest

pytest.importorskip("cv2", reason="the renderer's cv2 comes with requirements-dev.txt")

import numpy as np
import torch

from core.device import choose_device
from core.hub import locate_all
from core.profiles import PROFILES
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.inpainting import Inpainter
from training import autoencoder, depth, diffusion, export, latents, shards, text
from training.options import BUCKETS, TINY


@pytest.fixture(scope="module")
def options(tmp_path_factory):
    small = replace(TINY, work=tmp_path_factory.mktemp("work"), scenes=2, shard=1, diffusion_steps=2)
    shards.render_all(small)
    return small


@pytest.fixture(scope="module")
def models(options, tmp_path_factory):
    model = autoencoder.train(options)
    latents.encode_all(options, model)
    diffusion.train(options)
    depth.train(options)
    folder = tmp_path_factory.mktemp("models") / "mini"
    folder.mkdir()
    (folder / "README.md").write_text("card")
    export.export(options, folder)
    return folder


def test_a_shard_holds_every_scene_with_each_of_its_subjects(options):
    with np.load(shards.shard_paths(options)[0]) as shard:
        assert shard["image"].shape == (2, *BUCKETS[0], 3)
        assert shard["depth"].shape == shard["alpha"].shape == (2, *BUCKETS[0])
        assert not np.array_equal(shard["image"], shard["backdrop"])


def test_rendering_again_leaves_finished_shards_alone(options):
    before = [path.stat().st_mtime_ns for path in shards.shard_paths(options)]
    shards.render_all(options)
    assert [path.stat().st_mtime_ns for path in shards.shard_paths(options)] == before


def test_the_untrained_autoencoder_is_nearly_the_identity_on_soft_pictures():
    ramp = torch.linspace(0.2, 0.8, 256).expand(1, 3, 256, 256)
    model = autoencoder.build(TINY)
    with torch.no_grad():
        made = model.decoder(model.encoder(ramp * 2 - 1)) / 2 + 0.5
    assert (made - ramp)[..., 64:-64, 64:-64].abs().mean() < 0.05


def test_the_tokenizer_can_spell_any_word():
    tokenizer = text.train_tokenizer(["oak table", "white studio"] * 5, 600)
    assert tokenizer.tokenize("oak table") == ["oak</w>", "table</w>"]
    assert tokenizer.unk_token not in tokenizer.tokenize("Übergröße (xyz:1.3) 草原")


def test_training_goes_on_where_it_stopped(options, models):
    trainer = diffusion.train(replace(options, diffusion_steps=3))
    assert trainer.step == 3


def test_the_studio_loads_the_export_and_makes_a_picture_of_any_size(models):
    profile, settings = PROFILES["mini"], Settings(models_dir=models.parent)
    located = {model.ref.role: model for model in locate_all(profile, settings)}
    inpainter = Inpainter(profile, located, choose_device("cpu"))
    photo = np.full((90, 61, 3), 128, np.uint8)
    request = GenerationRequest.for_profile(profile, prompt="beach", seed=1, num_inference_steps=2)
    made = inpainter.background(photo, np.full((90, 61), 255, np.uint8), photo, request)
    assert made.shape == (90, 61, 3)
    assert made.std() > 0


def test_the_export_keeps_the_card_and_sums_up_its_weights(models):
    assert (models / "README.md").read_text() == "card"
    assert '"unet/diffusion_pytorch_model.safetensors"' in (models / "SHA256SUMS.json").read_text()

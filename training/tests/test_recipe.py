"""The whole recipe in small: every step runs, resumes, and the studio loads what comes out."""

import gzip
import shutil
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.diffusion.inpainting import Inpainter
from core.models.local import locate
from core.models.profiles import PROFILES
from core.request import GenerationRequest
from core.runtime.device import choose_device
from core.settings import ROOT, Settings
from training import (
    autoencoder,
    depth,
    export,
    latents,
    shards,
    start,
    text,
    upscaler,
    vectors,
    words,
    workers,
)
from training.banks import Banks
from training.diffusion import Trainer
from training.options import BUCKETS, LATENT_FACTOR, TINY


@pytest.fixture(scope="module")
def options(tmp_path_factory):
    small = replace(TINY, work=tmp_path_factory.mktemp("work"), scenes=2, shard=1, diffusion_steps=2)
    # The shipped one: making it again would fetch CLIP's list of merges.
    shutil.copytree(Settings().models_dir / "mini" / "tokenizer", small.work / "tokenizer")
    vectors.keep({"beach": [1.0] * vectors.SIZE, "shore": [0.5] * vectors.SIZE}, small.work / "vectors.npz")
    shards.render_all(small)
    return small


@pytest.fixture(scope="module")
def models(options, tmp_path_factory):
    model = autoencoder.train(options)
    latents.encode_all(options, model)
    words.train(options)
    workers.train(options)
    depth.train(options)
    upscaler.train(options)
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


def test_the_tokenizer_can_spell_any_word(options):
    tokenizer = text.load_tokenizer(options)
    assert tokenizer.unk_token not in tokenizer.tokenize("Übergröße (xyz:1.3) 草原")


def test_a_tokenizer_is_made_of_a_list_of_merges(tmp_path):
    path = tmp_path / "merges.gz"
    path.write_bytes(gzip.compress(b"heading\no a\noa k</w>\n"))
    tokenizer = text.clip_tokenizer(path)
    assert tokenizer.tokenize("oak") == ["oak</w>"]
    assert len(tokenizer) == 2 * 256 + 2 + 2


def test_a_smaller_vocabulary_keeps_the_words_that_it_was_asked_for(tmp_path):
    path = tmp_path / "merges.gz"
    path.write_bytes(gzip.compress(b"heading\ne l\no a\noa k</w>\nel m</w>\n"))
    tokenizer = text.clip_tokenizer(path, ["oak"], limit=3)
    assert tokenizer.tokenize("oak") == ["oak</w>"]
    assert tokenizer.tokenize("elm") == ["el", "m</w>"]


def test_a_vocabulary_of_another_hash_is_not_taken(options, monkeypatch, tmp_path):
    monkeypatch.setattr(text, "MERGES_WAY", lambda part, progress: part.write_bytes(b"other"))
    with pytest.raises(ValueError, match="another hash"):
        text.fetch_merges(replace(options, work=tmp_path))
    assert not (tmp_path / "bpe_simple_vocab_16e6.txt.gz").exists()


def test_each_picture_is_encoded_at_half_and_at_whole_size(options, models):
    banks, random = Banks(options), torch.Generator().manual_seed(1)
    small, words_of_small = banks.draw(random, 2, large=False)
    large, _ = banks.draw(random, 2, large=True)
    assert len(banks) == 2 * options.scenes * options.subjects_per_scene
    whole = [(height // LATENT_FACTOR, width // LATENT_FACTOR) for height, width in BUCKETS]
    assert tuple(large["target"].shape[2:]) in whole
    assert tuple(2 * side for side in small["target"].shape[2:]) in whole
    assert all(row["phrases"] for _, row in words_of_small)


def test_the_training_begins_with_the_words_that_were_learned(options, models):
    trainer = Trainer(options, text.load_tokenizer(options), 1.0, "cpu")
    trainer.read_words(options.work / "words.pt")
    learned = torch.load(options.work / "words.pt")["encoder"]
    bias = "final_layer_norm.bias"
    assert torch.equal(trainer.text_encoder.state_dict()[bias], learned[bias])


def test_in_a_mirrored_picture_left_is_right(options, models):
    tokenizer = text.load_tokenizer(options)
    trainer = Trainer(options, tokenizer, 1.0, "cpu")
    said, mirrored = (text.tokens(tokenizer, [f"light from the {side}"]) for side in ("left", "right"))
    assert torch.equal(trainer.mirrored(said), mirrored)
    assert torch.equal(trainer.mirrored(mirrored), said)
    other = text.tokens(tokenizer, ["a beach"])
    assert torch.equal(trainer.mirrored(other), other)


def test_training_goes_on_where_it_stopped_also_with_two_processes(options, models):
    # From the command line: processes that are spawned run the main module again, and in here that is
    # whatever page a test has shown last.
    words_given = ["diffusion", "--tiny", "--work", str(options.work), "--steps", "4", "--workers", "2"]
    subprocess.run([sys.executable, "-m", "training", *words_given], cwd=ROOT, check=True, timeout=200)
    assert torch.load(options.work / "diffusion.pt")["step"] == 4


def test_the_studio_loads_the_export_and_makes_a_picture_of_any_size(models):
    profile, settings = PROFILES["mini"], Settings(models_dir=models.parent)
    located = {ref.role: locate(ref, settings) for ref in profile.models}
    inpainter = Inpainter(profile, located, choose_device("cpu"))
    photo = np.full((90, 61, 3), 128, np.uint8)
    request = GenerationRequest.for_profile(profile, prompt="beach", seed=1, num_inference_steps=2)
    made = inpainter.background(photo, np.full((90, 61), 255, np.uint8), photo, request)
    assert made.shape[1::-1] == inpainter.working_size((61, 90))
    assert made.std() > 0


def test_the_export_keeps_the_card_and_sums_up_its_weights(models):
    assert (models / "README.md").read_text() == "card"
    assert '"unet/diffusion_pytorch_model.safetensors"' in (models / "SHA256SUMS.json").read_text()


def test_training_can_go_on_from_a_shipped_model(options, models, tmp_path):
    other = replace(options, work=tmp_path / "work")
    start.start(other, models)
    begun, ended = (torch.load(folder.work / "diffusion.pt") for folder in (other, options))
    assert begun["step"] == 0
    shipped = (other.work / "words.pt").read_bytes()
    words.train(other)
    assert (other.work / "words.pt").read_bytes() == shipped
    weight = "unet.conv_in.weight"
    assert torch.allclose(begun["average"][weight], ended["average"][weight], atol=2e-3)
    with pytest.raises(FileExistsError, match="already"):
        start.start(other, models)

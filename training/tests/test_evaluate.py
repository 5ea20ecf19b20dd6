"""The evaluation in small: its rules tell right from wrong, and the whole of it runs and reports."""

import json

import numpy as np
import pytest
from PIL import Image

from core.errors import SubjectError
from training.evaluate import Plan, evaluate, numbers, parser
from training.evaluation import (
    colours,
    expansion,
    fresh,
    nearness,
    prompts,
    report,
    surface,
    templates,
    variety,
)
from training.evaluation.judge import FAMILIES, Judge, JudgeOptions, Network, load_judge
from training.evaluation.painter import Painter
from training.evaluation.photos import read_photos
from training.evaluation.two_colours import TWO_COLOURS, TwoColours
from training.wordings import RULES

SMALL = JudgeOptions(scenes=1, held_out=1, epochs=1, batch=8)


def plain(code, side=30):
    return np.full((side, side, 3), list(bytes.fromhex(code)), np.uint8)


def disc(side=60, radius=15):
    y, x = np.mgrid[:side, :side] - side / 2
    return np.where(np.hypot(x, y) < radius, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("name", colours.NAMES)
def test_a_named_colour_is_right_also_in_shade_and_no_other_group_s(name):
    code, groups = colours.NAMES[name]
    own = np.array(colours.lab_of(code))
    assert colours.is_right(own, name)
    assert colours.is_right(own * [0.93, 1, 1], name)
    others = [code for group, codes in colours.GROUPS.items() if group not in groups for code in codes]
    wrong = [code for code in others if colours.is_right(np.array(colours.lab_of(code)), name)]
    assert len(wrong) <= 2


def test_white_is_no_grey_and_grey_no_black():
    assert not colours.is_right(np.array(colours.lab_of("8f8f8f")), "white")
    assert not colours.is_right(np.array(colours.lab_of("18181a")), "grey")
    assert not colours.is_right(np.array(colours.lab_of("b3202a")), "green")


def test_colours_are_judged_by_region_away_from_the_subject():
    background = np.concatenate([plain("1f7f83"), plain("efeeec")])
    background[45:, 10:20] = (255, 0, 0)
    alpha = np.zeros(background.shape[:2], np.uint8)
    alpha[45:, 5:25] = 255
    assert colours.judge(background, alpha, TwoColours("teal wall, white floor", "teal", "white")) == (
        True,
        True,
    )
    assert colours.judge(background, alpha, TwoColours("white wall, teal floor", "white", "teal")) == (
        False,
        False,
    )


def test_the_sentences_are_as_many_as_they_should_be_and_name_known_colours():
    assert (len(prompts.SHEET), len(prompts.FAMILIES), len(TWO_COLOURS)) == (24, 12, 40)
    assert all({one.above, one.below} <= set(colours.NAMES) for one in TWO_COLOURS)
    assert len({one.prompt for one in TWO_COLOURS}) == 40


def test_family_sentences_are_none_that_the_renderers_teach():
    known = templates.phrases(2)
    assert templates.taught("A photo in the woods.", {"in the woods"}) == ["in the woods"]
    for family, sentences in prompts.FAMILIES.items():
        assert [templates.taught(sentence, known) for sentence in sentences] == [[]] * 4, family


def test_no_sentence_holds_a_wording_that_is_taught_but_for_three_words_in_a_row():
    wordings = {templates.plain(wording) for rule in RULES for wording in rule.wordings if "{" not in wording}
    known = {wording for wording in wordings if len(wording.split()) > 3}
    for sentences in (*prompts.FAMILIES.values(), *fresh.FAMILIES.values()):
        assert not any(templates.taught(sentence, known) for sentence in sentences)


def test_the_second_set_is_as_large_as_it_should_be_and_apart_from_the_first():
    assert {len(sentences) for sentences in fresh.FAMILIES.values()} == {8}
    assert set(fresh.FAMILIES) == set(prompts.FAMILIES)
    assert all({one.above, one.below} <= set(colours.NAMES) for one in fresh.TWO_COLOURS)
    assert {one.prompt for one in fresh.TWO_COLOURS}.isdisjoint(one.prompt for one in TWO_COLOURS)


def test_the_judge_is_trained_once_and_told_again_the_same(tmp_path):
    judge = load_judge(tmp_path, SMALL)
    kept = next(tmp_path.glob("judge-*.pt")).stat().st_mtime_ns
    again = load_judge(tmp_path, SMALL)
    assert next(tmp_path.glob("judge-*.pt")).stat().st_mtime_ns == kept
    assert judge.family(plain("1f7f83")) == again.family(plain("1f7f83")) in FAMILIES
    assert (
        judge.distance(plain("1f7f83"), plain("1f7f83"))
        == 0
        < judge.distance(plain("1f7f83"), plain("c96a1c"))
    )


def test_a_subject_that_grew_is_told_from_one_that_did_not():
    assert expansion.compare(disc(), disc()) == (1, 1)
    overlap, ratio = expansion.compare(disc(radius=15), disc(radius=20))
    assert overlap < 0.6
    assert ratio > 1.6


def test_a_subject_is_nearer_than_the_ring_around_it():
    alpha, slope = disc(), np.repeat(np.arange(60, dtype=np.uint8)[:, None], 60, axis=1)
    assert nearness.subject_is_nearer(alpha // 2, alpha)
    assert not nearness.subject_is_nearer(255 - alpha, alpha)
    assert nearness.ground_comes_nearer(slope, alpha)
    assert not nearness.ground_comes_nearer(slope[::-1], alpha)


def test_a_grid_shows_and_an_even_ramp_does_not():
    ramp = np.repeat(np.linspace(0, 200, 128).astype(np.uint8)[None, :, None], 64, axis=0).repeat(3, axis=2)
    grid = ramp.copy()
    grid[:, ::16] += 30
    assert surface.grid_strength(ramp) < 1.5
    assert surface.grid_strength(grid) > 4
    assert surface.figures(grid).roughness > surface.figures(ramp).roughness


def test_distances_in_colour_are_nought_for_the_same_and_large_for_black_and_white():
    assert variety.lab_distance(plain("8f8f8f"), plain("8f8f8f")) == 0
    assert variety.lab_distance(plain("000000"), plain("ffffff")) == pytest.approx(100, abs=1)


def test_files_that_are_no_photos_are_passed_over(tmp_path):
    Image.fromarray(plain("1f7f83")).save(tmp_path / "b.png")
    (tmp_path / "README.md").write_text("words")
    assert list(read_photos([tmp_path])) == ["b.png"]


def test_sentences_get_the_photos_that_they_are_paired_with():
    names = ["apple.jpg", "pear.jpg", "plum.jpg"]
    assert numbers(("pl", "apple", "pl"), names) == [2, 0, 2]
    with pytest.raises(SystemExit, match="'cherry'"):
        numbers(("pl", "cherry"), names)


@pytest.mark.parametrize(
    ("content", "said"), [(b"one two", "has 2 words"), (b"\xff", "no text file"), (None, "no text file")]
)
def test_partners_that_will_not_do_are_told_before_any_work(tmp_path, capsys, content, said):
    path = tmp_path / "partners.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit):
        parser().parse_args(["--partners", str(path)])
    assert said in capsys.readouterr().err


@pytest.fixture
def painter():
    cutout = Image.fromarray(np.dstack([np.full((64, 64, 3), 90, np.uint8), disc(64)]))
    made = Painter.build(None, {"a disc": cutout}, 64)
    made.steps = 1
    return made


def test_the_whole_evaluation_runs_and_reports(painter, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(expansion, "cut_again", lambda painter, picture: disc(64))
    plan = Plan.few(1, side=64, steps=(1,), fresh=True)
    figures = evaluate(painter, Judge(Network(), 0.5), plan, tmp_path)
    figures["depth"] = nearness.measure(painter)
    report.write(tmp_path, [figures, figures], ["new", "old"])
    sheets = sorted(path.name for path in tmp_path.glob("*.png"))
    assert sheets == [
        "composites.png",
        "composites_room.png",
        "fresh_colours.png",
        "sheet.png",
        "two_colours.png",
    ]
    assert report.earlier(tmp_path)["families"] == json.loads(json.dumps(figures))["families"]
    assert "| seconds / 1 / whole |" in (tmp_path / "report.md").read_text()
    assert "colour words / both right" in capsys.readouterr().out
    assert figures["subject"]["IoU mean"] == 1


def test_a_subject_that_is_not_found_again_counts_as_lost(painter, monkeypatch):
    def nothing(painter, picture):
        raise SubjectError("none")

    monkeypatch.setattr(expansion, "cut_again", nothing)
    assert expansion.measure(painter, 1)["subject lost"] == 1
    assert expansion.measure(painter, 1)["IoU mean"] == 0

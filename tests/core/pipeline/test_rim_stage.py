"""What a photo's background left at a subject goes before its scene, and no pixel of full alpha changes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.pipeline.progress import Clock
from core.pipeline.rim_stage import CleanRims
from core.pipeline.scene_stages import put
from tests.scenes import Studio, asked

FINE: dict[str, Any] = {"matte_detail": "fine"}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


def test_rims_are_cleaned_of_photos_and_not_of_cut_outs_or_where_the_request_says_no(studio: Studio):
    _, shadowed = studio.staged(asked())
    stage, clock = CleanRims(studio.analysis.stage_cache), Clock()
    assert stage.run(shadowed, clock) is shadowed
    as_it_is = replace(shadowed, request=asked(decontaminate=False), own_alpha=False)
    assert stage.run(as_it_is, clock) is as_it_is
    made = stage.run(replace(shadowed, own_alpha=False), clock)
    certain = shadowed["matte"] == 255
    assert np.array_equal(made["matte"] == 255, certain)
    assert np.array_equal(made["foreground"][certain], shadowed["source"][certain])
    assert made["matte"].sum() < shadowed["matte"].sum()


def test_a_clean_rim_may_lose_its_tint_and_a_fine_one_stays_as_it_was(studio: Studio):
    _, shadowed = studio.staged(asked())
    stage, clock = CleanRims(studio.analysis.stage_cache), Clock()
    tinted = shadowed["source"].copy()
    tinted[shadowed["matte"] == 0] = (90, 160, 20)
    near = cv2.dilate((shadowed["matte"] < 255).astype(np.uint8), np.ones((3, 3))) > 0
    tinted[near & (shadowed["matte"] == 255)] = (120, 140, 80)
    states = [
        replace(shadowed.with_layers({"source": tinted}), own_alpha=False, request=asked(matte_detail=detail))
        for detail in ("fine", "clean")
    ]
    fine, clean = (stage.run(state, clock) for state in states)
    full = shadowed["matte"] == 255
    assert np.array_equal(fine["matte"] == 255, full)
    loose = full & (clean["matte"] < 255)
    assert loose.any()
    certain = clean["matte"] == 255
    assert np.array_equal(clean["foreground"][certain], tinted[certain])


def test_firm_edges_are_drawn_in_and_those_of_earlier_pictures_stay(studio: Studio):
    _, shadowed = studio.staged(asked())
    staging, alpha = shadowed.staging, shadowed["alpha"]
    assert staging is not None
    assert staging.scene is not None
    earlier = replace(staging, scene=staging.scene.model_copy(update={"spec_version": 6}))
    dark_before_white = np.where(alpha[..., None] > 127, np.uint8(60), np.uint8(250))
    blurred = np.asarray(cv2.GaussianBlur(dark_before_white.repeat(3, 2), (0, 0), 1.0), np.uint8)
    photo = shadowed.with_layers({"fitted": blurred})
    state = replace(photo, own_alpha=False, request=asked(**FINE))
    now, then = (put(state, alpha, of) for of in (staging, earlier))
    assert np.array_equal(then["matte"], put(replace(state, own_alpha=True), alpha, staging)["matte"])
    assert (now["matte"] == 255).sum() < (then["matte"] == 255).sum()
    assert np.array_equal(now["source"], then["source"])


def test_leaves_before_a_subject_go_where_its_matte_is_clean(studio: Studio):
    _, shadowed = studio.staged(asked())
    assert shadowed.staging is not None
    alpha = shadowed["alpha"]
    rng = np.random.default_rng(2)
    fitted = np.where(alpha[..., None] > 127, np.uint8(230), np.array((60, 110, 40), np.uint8))
    fitted = (fitted + rng.integers(-4, 5, fitted.shape)).clip(0, 255).astype(np.uint8)
    inside = cv2.distanceTransform((alpha > 127).astype(np.uint8), cv2.DIST_L2, 5)
    rows, columns = np.nonzero((inside > 4) & (inside < 6))
    for nth in np.linspace(0, len(rows) - 1, 6).astype(int):
        cv2.circle(fitted, (int(columns[nth]), int(rows[nth])), 1, (60, 110, 40), -1)
    state = replace(shadowed.with_layers({"fitted": fitted}), own_alpha=False, request=asked(**FINE))
    state = put(state, alpha, shadowed.staging)
    stage = CleanRims(studio.analysis.stage_cache)
    clean = replace(state, request=asked(matte_detail="clean"))
    left, gone = (stage.run(of, Clock()) for of in (state, clean))
    green = [of["foreground"][of["matte"] > 200].astype(int) for of in (left, gone)]
    greener = [int((of[:, 1] > of[:, 0] + 25).sum()) for of in green]
    assert greener[1] < 0.5 * greener[0]

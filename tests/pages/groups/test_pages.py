"""Grid, batch, sheet and list as one tab sees them."""

import io
import zipfile
from pathlib import Path
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from core.groups.axes import axis_of, photo_axis
from core.groups.grid import grid as plan_of
from core.groups.plan import Plan
from core.library import watching
from core.studio import Studio
from pages.ui.groups import exports
from pages.ui.groups.export_route import group_zip
from pages.ui.shell.generate_address import new_draft
from store.records import RunQuery, RunStatus
from tests.fakes import FakeGenerators, until
from tests.groups import REQUESTS, batch_of, grid_of, keep_photos, photo_content, planned_photo, stock
from tests.pages.studios import Opener, home, make, words

GRID = "grid_form_"
BATCH = "batch_form_"


def at_page(name: str, **params: str) -> AppTest:
    at = home()
    at.switch_page(f"pages/{name}.py")
    for key, value in params.items():
        at.query_params[key] = value
    return ran(at)


def ran(at: AppTest, _done: object = None) -> AppTest:
    """The page run once more, after something was done to a widget of it."""
    at.run(timeout=30)
    assert not at.exception
    return at


def grid(at: AppTest, **values: str) -> AppTest:
    for name, value in values.items():
        kinds = [at.text_input, at.text_area, at.selectbox]
        (widget,) = [one for kind in kinds for one in kind if one.key == GRID + name]
        ran(at, widget.set_value(value))
    return at


def begun(studio: Studio, plan: Plan) -> str:
    group = studio.groups.begin(keep_photos(studio, plan))
    studio.group_runner.start(group)
    until(lambda: not studio.group_runner.working(group))
    return group


def upload(at: AppTest, *names: str) -> AppTest:
    (uploader,) = [one for one in at.file_uploader if "upload" in (one.key or "")]
    for name in names:
        uploader.upload(name, photo_content(name), "image/png")
    return ran(at)


def test_a_grid_is_drafted_by_what_is_typed_and_a_mistake_is_one_sentence(studio: Studio) -> None:
    at = upload(at_page("compare", grid=new_draft()), "mug.png")
    grid(at, prompt="a beach", profile="mini", x_what="seed", x_typed="1, 2, .., 4")
    assert "4 values: 1 · 2 · 3 · 4" in words(at)
    assert "4 pictures of 1 photo" in words(at)
    grid(at, x_typed="1, fish")
    (error,) = at.error
    assert error.value.replace("\\", "").startswith("Seed")
    assert "fish" in error.value
    assert studio.runs.search(RunQuery()).total == 0


def test_a_grid_with_words_replaced_and_variants_has_an_axis_for_each(studio: Studio) -> None:
    at = upload(at_page("compare", grid=new_draft()), "mug.png")
    grid(at, prompt="a {calm|wild} forest", profile="mini", x_what="words")
    grid(at, x_words="forest", x_typed="beach | city")
    assert "3 values: forest · beach · city" in words(at)
    assert "6 pictures of 1 photo" in words(at)


def test_what_was_entered_is_there_again_under_its_address(studio: Studio) -> None:
    draft = new_draft()
    at = upload(at_page("compare", grid=draft), "mug.png")
    grid(at, prompt="a beach", profile="mini", x_what="seed", x_typed="1..3")
    again = at_page("compare", grid=draft)
    assert "3 pictures of 1 photo" in words(again)
    assert "mug.png" in words(again)


def test_a_grid_begins_with_a_run_s_photo_words_and_settings(studio: Studio) -> None:
    (run,) = make(studio, "a beach")
    at = grid(at_page("compare", grid=new_draft(), run=run), x_typed="1..3")
    # The run itself is one of the three.
    assert "3 pictures of 1 photo, 1 there already, 2 to make" in words(at)
    assert "cup.png" in words(at)


def test_a_batch_of_uploads_an_archive_and_a_broken_file_leaves_out_the_broken_one(studio: Studio) -> None:
    at = at_page("generate", batch=new_draft())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/b.png", photo_content("b.png"))
        archive.writestr("in/bad.png", b"nonsense")
    (uploader,) = at.file_uploader
    assert "At most 50 MB a photo, 1,000 MB a ZIP file." in [one.value for one in at.caption]
    uploader.upload("a.png", photo_content("a.png"), "image/png")
    uploader.upload("more.zip", packed.getvalue(), "application/zip")
    ran(at)
    (prompts,) = [one for one in at.text_area if one.key == f"{BATCH}prompts"]
    ran(at, prompts.set_value("on an {oak|walnut} table"))
    (profile,) = [one for one in at.selectbox if one.key == f"{BATCH}profile"]
    ran(at, profile.set_value("mini"))
    (seeds,) = [one for one in at.text_input if one.key == f"{BATCH}seeds"]
    ran(at, seeds.set_value("1..2"))
    assert "8 pictures of 2 photos" in words(at)
    assert "bad.png" in at.error[0].value.replace("\\", "")


def test_a_manifest_that_names_a_photo_that_is_not_there_says_which(studio: Studio) -> None:
    at = at_page("generate", batch=new_draft())
    (uploader,) = at.file_uploader
    assert "At most 50 MB a photo, 1,000 MB a ZIP file." in [one.value for one in at.caption]
    uploader.upload("a.png", photo_content("a.png"), "image/png")
    table = b"photo,sentence,seed\na.png,a beach,3\ngone.png,a wood,4\n"
    uploader.upload("rows.csv", table, "text/csv")
    assert "gone.png" in words(ran(at))


def test_a_watched_folder_shows_what_it_took(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SECONDS", 0.02)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(photo_content("a.png"))
    at = at_page("generate", batch=new_draft())
    (prompts,) = [one for one in at.text_area if one.key == f"{BATCH}prompts"]
    ran(at, prompts.set_value("a beach"))
    (profile,) = [one for one in at.selectbox if one.key == f"{BATCH}profile"]
    ran(at, profile.set_value("mini"))
    (folder,) = [one for one in at.text_input if one.key == f"{BATCH}folder"]
    ran(at, folder.set_value(str(tmp_path / "in")))
    ran(at, at.button(key="batch_watch").click())
    until(lambda: studio.watching.watches()[0].photos == 1)
    assert ": 1 photo" in words(ran(at))
    ran(at, at.button(key="watched_stop_0").click())
    until(lambda: not studio.watching.watches()[0].working)


def test_a_failed_picture_of_a_group_has_its_sentence_and_is_tried_again(opened: Opener) -> None:
    generators = FakeGenerators(raises={"a wood": ValueError("the brush broke")})
    studio = opened(generators)
    group = begun(studio, batch_of(["a.png"]))
    at = at_page("sheet", group=group)
    assert "1 made, 1 failed" in words(at)
    generators.raises = {}
    (again,) = [one for one in at.button if one.label == "Try again"]
    ran(at, again.click())
    until(lambda: not studio.queue().jobs)
    assert "2 made" in words(ran(at))
    assert {run.status for run in studio.runs.search(RunQuery()).runs} == {RunStatus.FINISHED}


def test_a_group_goes_to_the_bin_and_comes_back_with_its_pictures(studio: Studio) -> None:
    group = begun(studio, grid_of(2))
    at = at_page("sheet", group=group)
    ran(at, at.button(key="group_bin").click())
    assert studio.groups.listed() == ([], 0)
    assert studio.runs.search(RunQuery()).total == 0
    assert "2 pictures: 2 made" in words(at_page("sheet", group=group))
    binned = at_page("sheet", bin="1")
    assert "all 2 pictures" in words(binned)
    ran(binned, binned.button(key=f"list_restore_{group}").click())
    assert studio.groups.listed()[1] == 1
    assert studio.runs.search(RunQuery()).total == 2


def test_a_grid_gets_another_column_from_its_sheet(studio: Studio) -> None:
    group = begun(studio, grid_of(2, 2))
    at = at_page("sheet", group=group)
    ran(at, at.text_input(key="extend_typed").set_value("7"))
    ran(at, at.button(key="extend_add").click())
    until(lambda: not studio.group_runner.working(group))
    assert "6 pictures: 6 made" in words(ran(at))


def test_exports_have_every_picture_and_its_place(studio: Studio) -> None:
    group = begun(studio, grid_of(2, 2))
    plan = studio.groups.plan(group)[1]
    with zipfile.ZipFile(io.BytesIO(exports.packed(studio, group, plan))) as archive:
        names = archive.namelist()
    assert len([name for name in names if name.startswith("pictures/")]) == 4
    assert {"sheet.html", "report.csv", "sheet.png"} <= set(names)
    table = exports.table(studio, group, plan).decode("utf-8-sig")
    assert table.count("\n") == 5
    assert exports.page(studio, group, plan).count(b"data:image/webp") == 4


def test_the_archive_is_sent_by_its_own_address_as_it_is_read(studio: Studio) -> None:
    group = begun(studio, grid_of(2))
    client = TestClient(Starlette(routes=[Route("/blob/group/{group}", group_zip)]))
    answer = client.get(f"/blob/group/{group}")
    assert answer.headers["content-type"] == "application/zip"
    assert "content-length" not in answer.headers
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 5
    assert client.get(f"/blob/group/{'0' * 32}").status_code == 404
    assert client.get("/blob/group/%25").status_code == 404


def test_what_is_there_counts_also_behind_the_one_that_is_made(opened: Opener) -> None:
    generators = FakeGenerators()
    studio = opened(generators)
    plan = keep_photos(studio, batch_of(["a.png"], ["a beach", "a wood"]))
    begun(studio, batch_of(["a.png"], ["a wood"]))  # the second of the plan's two
    generators.gate = Event()
    group = studio.groups.begin(plan)
    studio.group_runner.start(group)
    assert generators.reached.wait(20)
    for at in (at_page("sheet", group=group), at_page("sheet")):
        assert [bar for bar in at.get("progress") if bar.proto.text.startswith("1 of 2")]
    generators.gate.set()
    until(lambda: not studio.group_runner.working(group))


def test_the_list_says_how_far_each_group_is(studio: Studio) -> None:
    begun(studio, grid_of(2))
    left = studio.groups.begin(keep_photos(studio, grid_of(3)))
    at = at_page("sheet")
    assert "all 2 pictures" in words(at)
    assert "2 of 3 pictures" in words(at)
    ran(at, at.button(key=f"list_go_on_{left}").click())
    until(lambda: not studio.group_runner.working(left))
    assert "all 3 pictures" in words(ran(at))


def test_a_grid_varies_the_light_of_its_scene_and_chooses_of_what_the_place_has(studio: Studio) -> None:
    at = upload(at_page("compare", grid=new_draft()), "mug.png")
    grid(at, prompt="on an oak table", profile="scene", x_what="scene.light.height", x_typed="20, 60")
    assert "2 values: 20 · 60" in words(at)
    grid(at, y_what="scene.light.time")
    (times,) = [one for one in at.multiselect if one.key == f"{GRID}y_chosen"]
    assert "Golden hour" in times.options
    ran(at, times.set_value(["day", "golden"]))
    assert "4 pictures of 1 photo" in words(at)
    grid(at, x_typed="1, 20")
    assert "Light height is from 5 to 90" in at.error[0].value.replace("\\", "")


def test_a_grid_of_photos_gets_another_photo_from_its_sheet(studio: Studio) -> None:
    axes = [photo_axis([planned_photo("a.png"), planned_photo("bb.png")]), axis_of("seed=1..2", "", stock())]
    base = {"profile": "mini", "num_inference_steps": 2, "prompt": "a beach", "seed": 1}
    group = begun(studio, plan_of(axes, base, None, REQUESTS))
    at = at_page("sheet", group=group)
    (uploader,) = at.file_uploader
    uploader.upload("d.png", photo_content("d.png"), "image/png")
    assert "2 more pictures, for d.png." in words(ran(at)).replace("\\", "")
    ran(at, at.button(key="extend_add").click())
    until(lambda: not studio.group_runner.working(group))
    assert "6 pictures: 6 made" in words(ran(at))


@pytest.mark.parametrize("link", ["nope", "\x00\ufffd", "%"])
def test_a_link_to_no_group_says_so_and_leads_to_all(studio: Studio, link: str) -> None:
    assert studio.groups.listed() == ([], 0)
    at = at_page("sheet", group=link)
    assert [title.value for title in at.title] == ["Sheet"]
    assert "names no grid and no batch" in words(at)
    assert "begins with" not in words(at)


@pytest.mark.parametrize("page", ["0", "-1", "9" * 30, "9" * 5000, "²", "x"])
def test_no_page_of_a_link_breaks_the_list(studio: Studio, page: str) -> None:
    assert studio.groups.listed() == ([], 0)
    at = at_page("sheet", page=page)
    assert [title.value for title in at.title] == ["Sheets"]
    assert not at.error


def test_a_page_past_the_last_is_the_last(studio: Studio) -> None:
    studio.groups.begin(keep_photos(studio, grid_of(2)))
    assert "No group yet" not in words(at_page("sheet", page="7"))


def test_a_grid_of_times_gets_more_of_those_that_the_place_has(studio: Studio) -> None:
    axes = [axis_of("time=day, golden", "", stock())]
    base = {"profile": "scene", "prompt": "on an oak table", "seed": 1}
    group = begun(studio, plan_of(axes, base, planned_photo(), REQUESTS))
    at = at_page("sheet", group=group)
    (times,) = [one for one in at.multiselect if one.key == "extend_chosen_0"]
    assert "Dusk" in times.options
    assert "Day" not in times.options
    ran(at, times.set_value(["dusk"]))
    ran(at, at.button(key="extend_add").click())
    until(lambda: not studio.group_runner.working(group))
    assert "3 pictures: 3 made" in words(ran(at))


def test_a_batch_says_what_is_understood_of_its_sentences(studio: Studio) -> None:
    at = at_page("generate", batch=new_draft())
    ran(at, at.text_area(key=BATCH + "prompts").set_value("on an {oak|walnut} table"))
    assert "Understood: oak table" in words(at)
    ran(at, at.text_area(key=BATCH + "prompts").set_value("on an oak table\nin a meadow with a zeppelin"))
    told = words(at)
    assert "on an oak table" in told
    assert "Not painted: zeppelin" in told


def test_a_grid_with_one_axis_that_cannot_be_is_not_made_without_it(studio: Studio) -> None:
    at = upload(at_page("compare", grid=new_draft()), "mug.png")
    grid(at, prompt="on a wooden table in a forest", profile="mini", x_what="seed", x_typed="1..3")
    assert "3 pictures of 1 photo" in words(at)
    grid(at, y_what="words")
    assert at.button(key="grid_start").disabled
    grid(at, y_words="desert", y_typed="beach | city street")
    assert at.button(key="grid_start").disabled
    assert [one.value for one in at.text if one.value.startswith("Down: The sentence has no words 'desert'")]
    grid(at, y_words="forest")
    assert "9 pictures of 1 photo" in words(at)
    assert not at.button(key="grid_start").disabled


def test_a_grid_says_what_is_understood_of_each_of_its_sentences(studio: Studio) -> None:
    at = upload(at_page("compare", grid=new_draft()), "mug.png")
    grid(at, prompt="on a table with a zeppelin", profile="scene", x_what="words")
    grid(at, x_words="table", x_typed="a marble top")
    told = words(at)
    assert "Understood: table" in told
    assert told.count("Not painted: zeppelin") == 2


def test_the_range_of_the_seed_is_told_with_all_its_digits(studio: Studio) -> None:
    at = grid(at_page("compare", grid=new_draft()), profile="mini", x_what="seed")
    assert "Numbers from 0 to 4294967295" in words(at)


def test_a_list_of_words_is_told_as_it_is_typed(studio: Studio) -> None:
    at = at_page("generate", batch=new_draft())
    assert "`__NAME__`" in at.text_area(key=BATCH + "prompts").help
    at = at_page("compare", grid=new_draft())
    assert "`__NAME__`" in at.text_area(key=GRID + "prompt").help


def test_a_manifest_that_has_what_is_asked_for_here_too_says_that_it_goes_before(studio: Studio) -> None:
    at = at_page("generate", batch=new_draft())
    (uploader,) = at.file_uploader
    uploader.upload("a.png", photo_content("a.png"), "image/png")
    uploader.upload("m.csv", b"photo,prompt,seed\na.png,on sand,7\n", "text/csv")
    ran(at)
    assert "go before" not in words(at)
    ran(at, at.text_area(key=BATCH + "prompts").set_value("on grass"))
    assert "The manifest has its own sentences, which go before those asked for here." in words(at)
    ran(at, at.text_input(key=BATCH + "seeds").set_value("1..2"))
    assert "The manifest has its own sentences and seeds, which go before" in words(at)


@pytest.mark.parametrize(
    ("name", "kind", "draft"),
    [("generate", "batch", "0" * 32), ("compare", "grid", "0" * 32), ("compare", "grid", "zzz")],
)
def test_a_link_to_an_unknown_form_says_so(studio: Studio, name: str, kind: str, draft: str) -> None:
    assert "names no form that is kept here" in words(at_page(name, **{kind: draft}))
    assert "names no form" not in words(at_page(name, **{kind: new_draft()}))

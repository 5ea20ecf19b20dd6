"""Generate while the store cannot be read: the form stays, and what was asked of the store is answered by a
sentence."""

from tests.pages.generating import AWAY, PROMPT, Page, out_of_reach

TIME = "a picture on this machine"


def test_the_form_and_its_pictures_place_stay_and_the_time_is_left_out(page: Page) -> None:
    page.generators.scene = {"painter": "traced"}
    page.ready().click("generate").made()
    assert TIME in page.said
    with out_of_reach(page.studio):
        page.run()
        assert AWAY in page.said
        assert "Press Pictures again in a moment." in page.said
        assert TIME not in page.said
        assert page.at.text_area(key=PROMPT).value == "on white paper"
        assert page.has("generate")
    page.run()
    assert AWAY not in page.said
    assert TIME in page.said


def test_a_new_tab_has_a_form_to_fill_in(page: Page) -> None:
    with out_of_reach(page.studio):
        page.ready("before a grey wall")
        assert page.at.text_area(key=PROMPT).value == "before a grey wall"
        assert not page.at.button(key="generate").disabled


def test_what_cannot_be_recorded_is_told_and_nothing_typed_is_lost(page: Page) -> None:
    page.ready("before a grey wall")
    with out_of_reach(page.studio):
        page.click("generate")
        assert AWAY in page.said
        assert page.at.text_area(key=PROMPT).value == "before a grey wall"
    page.click("generate").made()
    assert [run.prompt for run in page.runs] == ["before a grey wall"]


def test_a_link_from_a_run_is_answered_by_a_sentence(page: Page, another: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    (run,) = page.runs
    with out_of_reach(page.studio):
        another.open(**{"from": run.id})
        assert AWAY in another.said
        assert "Then open the link again." in another.said
        assert another.has("generate")
    again = Page.on(page.studio, page.generators).open(**{"from": run.id})
    assert again.at.text_area(key=PROMPT).value == "before a grey wall"


def test_a_link_to_a_group_goes_on_naming_it(page: Page, another: Page) -> None:
    page.ready().click("generate").made()
    (run,) = page.runs
    with out_of_reach(page.studio):
        another.open(group=run.group)
        assert AWAY in another.said
        assert another.has("generate")
        assert another.at.query_params["group"] == run.group
    assert f"seed {run.seed}" in another.run().said


def test_a_recipes_settings_can_be_used_without_the_run_that_it_names(page: Page, another: Page) -> None:
    page.ready("before a grey wall").click("generate").made()
    saved = page.studio.export(page.runs[0].id, "png")[0]
    with out_of_reach(page.studio):
        another.open().photo(saved, "result.png")
        assert not another.has("recipe_both")
        assert another.click("recipe_use").at.text_area(key=PROMPT).value == "before a grey wall"
    assert another.photo(saved, "result.png").has("recipe_both")

"""The sheet's own model: no label stands at another cell's picture."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pages.ui.groups import cells
from pages.ui.groups.table import Standing, table_data
from store.records import Known, RunStatus
from tests.groups import batch_of, grid_of


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=3))
def test_every_cell_of_a_grid_stands_under_its_own_labels(counts: list[int]) -> None:
    plan = grid_of(*counts)
    seen: list[int] = []
    for tab, title in enumerate(cells.tab_titles(plan)):
        sheet = cells.layout(plan, tab)
        for row in sheet.rows:
            for column, cell in zip(sheet.columns, row.cells, strict=True):
                assert cell is not None
                assert str(cell.request.seed) == column
                if len(counts) > 1:
                    assert f"{cell.request.guidance_scale:g}" == row.label
                if len(counts) > 2:
                    assert title.endswith(f": {cell.request.num_inference_steps}")
                seen.append(cell.position)
    assert sorted(seen) == list(range(len(plan.cells)))


def test_what_was_interrupted_is_not_called_stopped() -> None:
    known = Known(id="a", status=RunStatus.INTERRUPTED, group="g")
    assert cells.state_of(known, "g", working=False) == "interrupted"
    assert cells.state_of(replace(known, status=RunStatus.CANCELLED), "g", working=False) == "stopped"


@settings(max_examples=25, deadline=None)
@given(photos=st.integers(1, 6), prompts=st.integers(1, 3), seeds=st.integers(1, 3))
def test_every_cell_of_a_batch_stands_in_its_photo_s_row(photos: int, prompts: int, seeds: int) -> None:
    names = [f"{'a' * number}.png" for number in range(1, photos + 1)]
    plan = batch_of(names, [f"place {number}" for number in range(prompts)], seeds)
    sheet = cells.layout(plan)
    assert [row.label for row in sheet.rows] == names
    for row in sheet.rows:
        for column, cell in zip(sheet.columns, row.cells, strict=True):
            assert cell is not None
            assert plan.photos[cell.photo].name == row.label
            assert column == cells.words_of(cell)


@settings(max_examples=25, deadline=None)
@given(rows=st.integers(1, 90), page=st.integers(-2, 99))
def test_pages_of_rows_lie_one_after_the_other(rows: int, page: int) -> None:
    columns = tuple("123456789")
    lines = tuple(cells.Row(label=str(row), cells=(None,) * len(columns)) for row in range(rows))
    sheet = cells.Layout(corner="", columns=columns, rows=lines)
    whole = [row for number in range(1, sheet.pages + 1) for row in sheet.page(number)]
    assert tuple(whole) == sheet.rows
    assert 0 < len(sheet.page(page)) * 9 <= cells.MAX_SHOWN


def test_what_the_browser_draws_says_of_each_cell_what_it_is() -> None:
    plan = grid_of(2, 2)
    keys = [plan.key(cell) for cell in plan.cells]
    known = {
        keys[0]: Known(id="a" * 32, group="mine", status=RunStatus.FINISHED),
        keys[1]: Known(id="b" * 32, group="another", status=RunStatus.FINISHED),
        keys[2]: Known(id="c" * 32, group="mine", status=RunStatus.RUNNING),
    }
    data = table_data(plan, 0, cells.layout(plan).rows, Standing("mine", known, {}, working=True))
    drawn = {cell["at"]: (cell["state"], cell["word"]) for row in data["rows"] for cell in row["cells"]}
    assert drawn == {
        0: ("made", ""),
        1: ("reused", "there already"),
        2: ("making", "being made"),
        3: ("waiting", "waiting"),
    }
    assert len({sign + word for sign, word in cells.STATE_WORDS.values()}) == len(cells.STATE_WORDS)


def test_a_column_whose_pictures_are_of_different_sentences_is_called_by_its_number() -> None:
    one, other = batch_of(["a.png"], ["a beach"]), batch_of(["b.png"], ["a wood"])
    cell = replace(other.cells[0], photo=1, position=1)
    plan = replace(one, photos=(*one.photos, *other.photos), cells=(*one.cells, cell))
    assert cells.layout(plan).columns == ("Picture 1",)


def test_a_cancelled_picture_does_not_wait_once_its_turn_is_over() -> None:
    plan = grid_of(3)
    gone = {
        plan.key(cell): Known(id="c" * 32, group="mine", status=RunStatus.CANCELLED) for cell in plan.cells
    }
    standing = Standing("mine", gone, {}, working=True, ended=2)
    data = table_data(plan, 0, cells.layout(plan).rows, standing)
    assert [cell["state"] for row in data["rows"] for cell in row["cells"]] == [
        "stopped",
        "stopped",
        "waiting",
    ]

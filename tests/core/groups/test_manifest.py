"""Manifests: rows are read, and what is wrong is told with file and row."""

from pathlib import Path

import pytest

from core.errors import RequestError
from core.groups.manifest import Row, rows_of


def read(tmp_path: Path, text: str, name: str = "shop.csv") -> list[Row]:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return rows_of(path)


def test_a_csv_gives_each_photo_its_fields_in_their_own_types(tmp_path: Path) -> None:
    text = '\ufeffPhoto,sentence,Seed,guidance,decontaminate\nmug.jpg,"on oak, warm",7,2.5,off\ncup.jpg,,,,\n'
    first, second = read(tmp_path, text)
    assert first.photo == "mug.jpg"
    assert first.values == {
        "prompt": "on oak, warm",
        "seed": 7,
        "guidance_scale": 2.5,
        "decontaminate": False,
    }
    assert (second.photo, second.values, second.where) == ("cup.jpg", {}, "shop.csv, row 3")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheet_s_own_separator_is_known(tmp_path: Path, separator: str) -> None:
    (row,) = read(
        tmp_path, separator.join(["photo", "seed"]) + "\r\n" + separator.join(["a.jpg", "3"]) + "\r\n"
    )
    assert (row.photo, row.values) == ("a.jpg", {"seed": 3})


def test_json_lines_have_types_of_their_own(tmp_path: Path) -> None:
    text = '{"photo": "a.jpg", "seed": 7, "scene": {"kind": "beach", "seed": 1}}\n'
    text += '\n{"file": "b.jpg", "seed": "8"}'
    first, second = read(tmp_path, text, "shop.jsonl")
    assert first.values == {"seed": 7, "scene": '{"kind": "beach", "seed": 1}'}
    assert (second.photo, second.values, second.where) == ("b.jpg", {"seed": 8}, "shop.jsonl, row 3")


def test_room_is_per_side_in_per_cent_and_around_the_photo_in_shares(tmp_path: Path) -> None:
    per_side, all_sides, around = read(tmp_path, 'photo,room\na.jpg,"10,10,30,5"\nb.jpg,20\nc.jpg,0.2\n')
    assert (per_side.values, all_sides.values) == ({"room": "10,10,30,5"}, {"room": "20"})
    assert around.values == {"margin": 0.2}
    rooms = ("20", '{"top": 30}', "0.2")
    text = "\n".join(f'{{"photo": "a.jpg", "room": {room}}}' for room in rooms)
    assert [dict(row.values) for row in read(tmp_path, text, "shop.jsonl")] == [
        {"room": "20"},
        {"room": {"top": 30}},
        {"margin": 0.2},
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The manifest shop.csv has no rows; write one for each photo."),
        ("photo,seed\n", "The manifest shop.csv has no rows"),
        ("seed\n7\n", "shop.csv, row 2: the photo is missing; name it in the column photo."),
        ("photo,sede\na.jpg,7\n", "shop.csv, row 2: there is no field 'sede'"),
        ("photo,seed\na.jpg,seven\n", "shop.csv, row 2: seed: 'seven' is no number"),
        ("photo,seed\na.jpg,1..3\n", "shop.csv, row 2: seed takes one value in a manifest (it is '1..3')."),
        ("photo,prompt\na.jpg,on oak, warm\n", "shop.csv, row 2: there are 3 cells for 2 columns"),
        ('photo,prompt\na.jpg,"on oak\n', "shop.csv is no CSV that can be read"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RequestError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"photo": "a.jpg"}\n{', "shop.jsonl, row 2: this is no JSON"),
        ("[1]", "shop.jsonl, row 1: write an object with braces"),
    ],
)
def test_what_is_no_json_is_told_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RequestError) as error:
        read(tmp_path, text, "shop.jsonl")
    assert str(error.value).startswith(said)


def test_a_manifest_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read: No such file"):
        rows_of(tmp_path / "none.csv")
    (tmp_path / "x.csv").write_bytes(b"photo\n\xff\n")
    with pytest.raises(RequestError, match="it is not UTF-8"):
        rows_of(tmp_path / "x.csv")

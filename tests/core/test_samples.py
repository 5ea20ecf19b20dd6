"""The sample photos need nothing but what is installed."""

from pathlib import Path

import pytest

from core.errors import OutputPathError, RequestError
from core.samples import LICENCES, load_sample, main, sample_names, save_sample

SIZES = {"coffee": (600, 400), "chelsea": (451, 300), "astronaut": (512, 512)}


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_is_a_colour_photo_with_a_licence(name: str) -> None:
    image = load_sample(name)
    assert (image.mode, image.size) == ("RGB", SIZES[name])
    assert LICENCES[name].endswith(("CC0.", "public domain."))


def test_an_unknown_sample_is_refused_with_the_known_names() -> None:
    with pytest.raises(RequestError, match="coffee, chelsea"):
        load_sample("../logo")


def test_a_sample_is_written_with_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coffee", str(tmp_path / "out" / "coffee.png")]) == 0
    assert (tmp_path / "out" / "coffee.png").stat().st_size > 100_000
    assert "CC0" in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with pytest.raises(OutputPathError, match="cannot be written"):
        save_sample("coffee", tmp_path / "taken" / "coffee.png")


@pytest.mark.parametrize("arguments", [[], ["coffee"], ["nothing", "out.png"]])
def test_bad_arguments_end_with_code_2(arguments: list[str]) -> None:
    assert main(arguments) == 2

"""What the recipe's command line takes, and how it refuses the rest: in a sentence, before any work."""

import pytest

from training.__main__ import main, parser, settled


def test_options_become_the_recipes() -> None:
    said = [
        "render",
        "--seed",
        "0",
        "--scenes",
        "40",
        "--families",
        "sea,snow",
        "--two-colours-every",
        "3",
        "--kinds",
        "0.25",
        "--part",
        "2/4",
    ]
    arguments = parser().parse_args(said)
    options = settled(arguments)
    assert (options.seed, options.scenes, options.two_colours_every) == (0, 40, 3)
    assert options.families == ("sea", "snow")
    assert options.kind_share == 0.25
    assert arguments.part == (2, 4)
    assert settled(parser().parse_args(["diffusion", "--steps", "7"])).diffusion_steps == 7


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("render --seed -1", "at least 0"),
        ("render --scenes 0", "at least 1"),
        ("diffusion --workers 0", "at least 1"),
        ("render --part 3/2", "one of the parts"),
        ("render --part 2", "like 2/4"),
        ("render --families moon", "there is no 'moon'"),
        ("render --kinds half", "from 0 to 1"),
        ("render --kinds 1.5", "from 0 to 1"),
        ("upscaler --steps 3", "--steps goes with autoencoder"),
    ],
)
def test_the_rest_is_refused(
    said: str, why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["training", *said.split()])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert why in capsys.readouterr().err

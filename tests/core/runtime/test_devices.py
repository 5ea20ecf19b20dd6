"""Which devices make pictures: what is listed, or all graphics cards there are."""

import pytest

from core.errors import InputError
from core.runtime import devices as module
from core.runtime.device import Device, listed
from core.runtime.devices import cuda_devices, devices


@pytest.mark.parametrize(
    ("wanted", "cards", "expected"),
    [
        (None, 0, (None,)),
        (None, 1, (None,)),
        (None, 3, ("cuda:0", "cuda:1", "cuda:2")),
        ("cuda", 2, ("cuda:0", "cuda:1")),
        ("cuda:1", 2, ("cuda:1",)),
        ("cuda:0, cuda:2", 3, ("cuda:0", "cuda:2")),
        ("cpu", 4, ("cpu",)),
    ],
)
def test_each_device_makes_pictures(
    wanted: str | None, cards: int, expected: tuple[str | None, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cuda_devices", lambda: cards)
    assert devices.__wrapped__(wanted) == expected


@pytest.mark.parametrize("wanted", ["tpu", "cuda:x", "cpu:1", "cuda:0,,cuda:1", "cuda:"])
def test_what_is_no_device_is_refused_with_what_would_be(wanted: str) -> None:
    with pytest.raises(InputError, match="cuda:0,cuda:1"):
        listed(wanted)


def test_a_card_is_called_by_its_number_where_one_is_named() -> None:
    assert Device("cuda", "float16", "a card", index=1).place == "cuda:1"
    assert Device("cpu", "float32", "CPU").place == "cpu"


def test_as_many_cards_are_counted_as_torch_finds() -> None:
    import torch

    assert cuda_devices() == torch.cuda.device_count()

"""The device and number format, and want of memory told in a sentence."""

import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from core.errors import DeviceError, InputError
from core.runtime.device import Device, choose_device, fresh_thread_count, memory_errors
from core.settings import ROOT


@pytest.mark.parametrize(
    ("able", "dtype"),
    [
        ({"avx512_bf16": True}, "bfloat16"),
        ({"amx_bf16": True}, "bfloat16"),
        ({"avx512_bf16": False}, "float32"),
        ({}, "float32"),
    ],
)
def test_a_cpu_computes_in_bfloat16_where_it_can_do_so_itself(
    able: dict[str, bool], dtype: str, monkeypatch: pytest.MonkeyPatch
):
    import torch

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    device = choose_device("cpu")
    assert (device.kind, device.dtype, device.torch_dtype) == ("cpu", dtype, getattr(torch, dtype))
    assert device.name.startswith("CPU, ")
    assert device.capability == torch.backends.cpu.get_cpu_capability()
    assert device.threads == fresh_thread_count()
    assert not device.is_short_of(10_000)


def test_an_unknown_device_is_refused_with_the_choices():
    with pytest.raises(InputError, match=r"STUDIO_DEVICE to one of cuda, mps, cpu \(it is 'tpu'\)"):
        choose_device("tpu")


@pytest.mark.parametrize("kind", ["cuda", "mps"])
def test_a_device_this_machine_lacks_is_refused(kind: str):
    import torch

    if torch.cuda.is_available() if kind == "cuda" else torch.backends.mps.is_available():
        pytest.skip(f"this machine has {kind}")
    with pytest.raises(DeviceError, match=f"This machine has no {kind} device"):
        choose_device(kind)


def test_a_device_is_short_of_what_it_has_less_of():
    device = Device("cuda", "float16", "a card", free_gb=6)
    assert device.is_short_of(7)
    assert not device.is_short_of(6)


def out_of_memory() -> None:
    import torch

    raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")


def too_large_a_tensor() -> None:
    import torch

    torch.empty(1 << 58, dtype=torch.uint8)


def too_large_an_array() -> None:
    np.empty(1 << 58, np.uint8)


@pytest.mark.parametrize("take", [out_of_memory, too_large_a_tensor, too_large_an_array])
def test_want_of_memory_is_told_in_a_sentence(take: Callable[[], None]):
    with (
        pytest.raises(DeviceError, match="too little memory for Mini; lower max_side"),
        memory_errors("Mini"),
    ):
        take()


def test_other_errors_pass():
    with pytest.raises(RuntimeError, match="illegal memory access"), memory_errors("Mini"):
        raise RuntimeError("an illegal memory access was encountered")


def test_numba_does_not_change_how_torch_splits_its_work() -> None:
    program = """
import torch
from pymatting import estimate_foreground_ml
import numpy as np
estimate_foreground_ml(np.ones((8, 8, 3)), np.full((8, 8), 0.5))
from core.runtime.device import settle_threads
settle_threads()
print(torch.get_num_threads())
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "1"

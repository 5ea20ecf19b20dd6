"""Which device and number format the models run in on this machine."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Any

from core.errors import DeviceError, InputError, OutOfMemoryError

if TYPE_CHECKING:
    import torch

DEVICES = ("cuda", "mps", "cpu")


@dataclass(frozen=True)
class Device:
    """``kind`` is cuda, mps or cpu; ``dtype`` a torch dtype's name; ``name`` what the user reads.

    ``free_gb`` is the memory free on a CUDA device in 10⁹ bytes, ``None`` where it is not measured; ``index``
    is a graphics card's number where one is named. Of a CPU, ``capability`` is the set of instructions that
    torch computes with, such as ``AVX2``, and ``threads`` into how many parts it splits its work; both decide
    how sums round. ``host`` is what a worker on another machine says of that
    (``this_host``).
    """

    kind: str
    dtype: str
    name: str
    free_gb: float | None = None
    capability: str | None = None
    threads: int | None = None
    index: int | None = None
    host: Mapping[str, Any] | None = field(default=None, compare=False)

    @property
    def place(self) -> str:
        """What torch calls it: ``cuda:1``, or its kind where that is enough."""
        return self.kind if self.index is None else f"{self.kind}:{self.index}"

    @property
    def torch_dtype(self) -> "torch.dtype":
        """The dtype itself."""
        import torch

        return getattr(torch, self.dtype)

    def is_short_of(self, needed_gb: float) -> bool:
        """Whether the device has measurably less free memory than ``needed_gb``."""
        return self.free_gb is not None and self.free_gb < needed_gb


PROCESSOR = Device("cpu", "float32", "CPU")
"""What computes without torch, on whatever machine: the painting and tracing of scenes."""


def listed(wanted: str | None) -> tuple[str | None, ...]:
    """The devices that ``wanted`` lists, ``(None,)`` for none: kinds, a graphics card also by its number
    (``cuda:0,cuda:1``). Raises ``InputError``."""
    if wanted is None:
        return (None,)
    names = tuple(name.strip() for name in wanted.split(","))
    for name in names:
        kind, colon, number = name.partition(":")
        if kind not in DEVICES or (colon and not (kind == "cuda" and number.isdecimal())):
            raise InputError(
                f"Set STUDIO_DEVICE to one of {', '.join(DEVICES)} (it is {wanted[:60]!r}), or to several "
                "graphics cards as cuda:0,cuda:1."
            )
    return names


def choose_device(wanted: str | None = None) -> Device:
    """The best device, or the ``wanted`` one, of several the first; raises ``InputError`` for an unknown kind
    and ``DeviceError`` for one this machine lacks.

    CUDA computes in half precision, as the seed's profile asks. MPS computes in float32: half precision
    decodes to black there with Stable Diffusion's autoencoder. A CPU computes in bfloat16 where it has
    instructions for it (``fast_bfloat16``), a third faster with ``mini``, else in float32.
    """
    import torch

    wanted, _, number = (listed(wanted)[0] or "").partition(":")
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    kind = wanted or next(device for device in DEVICES if present[device])
    if not present[kind]:
        raise DeviceError(f"This machine has no {kind} device; unset STUDIO_DEVICE or set it to cpu.")
    if kind == "cuda":
        return _graphics_card(int(number) if number else None)
    if kind == "mps":
        return Device("mps", "float32", "Apple GPU")
    dtype = "bfloat16" if fast_bfloat16() else "float32"
    return Device(
        "cpu",
        dtype,
        f"CPU, {torch.get_num_threads()} threads",
        capability=torch.backends.cpu.get_cpu_capability(),
        threads=fresh_thread_count(),
    )


def _graphics_card(index: int | None) -> Device:
    import torch

    if index is not None and index >= torch.cuda.device_count():
        raise DeviceError(f"This machine has no cuda:{index}; set STUDIO_DEVICE to cards that are there.")
    free, _ = torch.cuda.mem_get_info(index)
    return Device("cuda", "float16", torch.cuda.get_device_name(index), free / 1e9, index=index)


def fast_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 itself (AVX-512 BF16 or AMX); emulated it is slower than
    float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return any(able.get(name, False) for name in ("avx512_bf16", "amx_bf16"))


def settle_threads() -> None:
    """Have torch split its work in this thread as in any other of this process.

    numba, which the cut-out library brings along, changes that for the thread that first uses it; and
    sums over another number of parts round differently, so that the same request gives other pixels.
    """
    import torch

    torch.set_num_threads(fresh_thread_count())


@cache
def fresh_thread_count() -> int:
    """Into how many threads torch splits its work in a thread in which nothing has changed that."""
    import torch

    counts: list[int] = []
    fresh = Thread(target=lambda: counts.append(torch.get_num_threads()))
    fresh.start()
    fresh.join()
    return counts[0]


@contextmanager
def memory_errors(title: str) -> Generator[None]:
    """Raise ``OutOfMemoryError`` where memory runs out inside, on any device; ``title`` is what took it."""
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        raise OutOfMemoryError(
            f"This machine has too little memory for {title}; lower max_side or choose another profile."
        ) from error


def is_out_of_memory(error: Exception) -> bool:
    """Whether ``error`` says that memory ran out: Python's own, or torch's RuntimeError on any device."""
    message = str(error)
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and ("out of memory" in message or "allocate memory" in message)
    )

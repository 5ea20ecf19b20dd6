"""What has to be done once after the libraries are installed: `python -m scripts.prepare`.

Fetches the cut-out weights and lets numba compile the cut-out helpers, saying so before each slow
step. Done again it finds everything there and is silent.
"""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tqdm import tqdm

from core.errors import StudioError
from core.models.matting_weights import MATTING_WEIGHTS, fetch_matting, is_present
from core.settings import Settings

WEIGHTS = ("u2net", "u2netp")
COMPILED = Path(sys.prefix) / f".cut-out-helpers-{version('pymatting')}-{version('numba')}"
"""Lies in the virtual environment, since numba keeps what it compiled beside the library."""


def fetch(name: str, folder: Path) -> None:
    """Fetch the weights ``name`` with a progress bar; raises as ``fetch_matting`` does."""
    size = MATTING_WEIGHTS[name].size
    print(f"Fetching the cut-out weights {name}, {size / 1e6:.0f} MB, into {folder}", flush=True)
    with tqdm(total=size, unit="B", unit_scale=True, desc=name) as bar:
        fetch_matting(name, folder, lambda _, done, total: bar.update(done - bar.n))


def compile_helpers() -> None:
    """Import rembg once in a process of its own, which compiles pymatting; raises ``StudioError``."""
    print("Compiling the cut-out helpers once, about 100 seconds", flush=True)
    done = subprocess.run([sys.executable, "-c", "import rembg"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StudioError(f"The cut-out helpers could not be compiled: {done.stderr.strip()[-500:]}")
    COMPILED.touch()


def main() -> int:
    """Do what is not done yet; the exit code is that of the error tree."""
    try:
        folder = Settings.from_environment().weights_dir
        for name in WEIGHTS:
            if not is_present(name, folder):
                fetch(name, folder)
        if not COMPILED.exists():
            compile_helpers()
    except StudioError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())

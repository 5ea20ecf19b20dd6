"""What stages compute with is imported without what its libraries ask for and no stage does."""

import subprocess
import sys

from core.settings import ROOT

PROGRAM = """
import sys
from core.stages.kernels import foreground_kernel, image_filters, laplacian_kernel
image_filters(), laplacian_kernel(), foreground_kernel()
print(*{"scipy.special", "scipy.linalg"} & set(sys.modules))
import numpy as np, scipy.linalg, scipy.ndimage, scipy.special
assert scipy.ndimage.rotate(np.eye(4), 90, reshape=False).trace() < 1e-9
assert scipy.special.cosdg(60) and scipy.linalg.inv(np.eye(2))[0, 0] == 1
"""


def test_what_no_stage_asks_for_is_not_imported_and_works_for_whoever_does() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""

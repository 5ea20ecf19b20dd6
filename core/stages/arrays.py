"""The arrays that stages take and give."""

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""A picture H×W×3 (RGB), or one channel of it H×W, 0…255."""
Floats = npt.NDArray[np.float32]
"""The same shapes in real numbers; each function says of which range."""

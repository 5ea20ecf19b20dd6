"""What this program calls itself in the files it writes."""

APP_NAME = "Backdrop Studio"
APP_VERSION = "0.1.0"
"""pyproject.toml takes it from here."""
STAGES_VERSION = 4
"""Raised when one of our own stages makes other pixels of the same request, photo and models. 2: the old
background's rim is trimmed, scraps are dropped, and small photos get backgrounds of the native size. 3: less
grain behind photos of less than 1,024 px. 4: contact shade where a subject stands, before backgrounds of
models with a native size."""

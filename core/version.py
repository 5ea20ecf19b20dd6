"""What this program calls itself in the files it writes."""

APP_NAME = "Backdrop Studio"
APP_VERSION = "0.1.0"
"""The same as in pyproject.toml, which is not there to read once the program is installed elsewhere."""

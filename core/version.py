"""What this program calls itself in the files it writes."""

APP_NAME = "Backdrop Studio"
APP_VERSION = "0.1.0"
"""pyproject.toml takes it from here."""

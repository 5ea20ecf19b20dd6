"""Everything that can go wrong in core; root and store's errors are those of ``store.errors``.

StudioError
├── InputError            what was given cannot be used                exit code 2
│   ├── ImageError        the photo cannot be read, or is too large or too small
│   ├── SubjectError      no subject, or nothing but subject, in the frame
│   ├── RequestError      a parameter is missing, unknown or out of range
│   ├── SceneError        a scene's spec is malformed, of an unknown kind or out of range
│   ├── ProfileError      unknown profile, or a mistake in the user's own profiles file
│   ├── OutputPathError   the result cannot be written where it was asked for
│   └── NotFoundError, WrongStatusError, InvalidValueError: see store.errors
├── EngineError           what makes pictures elsewhere cannot be used  exit code 2
├── ModelMissingError     weights are not on this machine              exit code 3
├── DiskFullError         what was fetched or made does not fit        exit code 1
├── StoreError            what is remembered cannot be read or kept    exit code 1
├── DeviceError           the machine cannot do what was asked         exit code 1
│   └── OutOfMemoryError  it has too little memory for it
└── CancelledError        the user stopped the work                    exit code 130
    └── TooLateError      when it was done already
"""

from store.errors import (
    BlobDamagedError,
    InputError,
    InvalidValueError,
    NotFoundError,
    StoreError,
    StudioError,
    WrongStatusError,
    sentence,
)

__all__ = [
    "BlobDamagedError",
    "CancelledError",
    "DeviceError",
    "DiskFullError",
    "EngineError",
    "ImageError",
    "InputError",
    "InvalidValueError",
    "ModelMissingError",
    "NotFoundError",
    "OutOfMemoryError",
    "OutputPathError",
    "ProfileError",
    "RequestError",
    "SceneError",
    "StoreError",
    "StudioError",
    "SubjectError",
    "TooLateError",
    "WrongStatusError",
    "error_named",
    "sentence",
]


class ImageError(InputError):
    """The photo cannot be read, or its size is outside the limits."""


class SubjectError(InputError):
    """The frame holds no subject, or nothing else."""


class RequestError(InputError):
    """A generation parameter is missing, unknown or out of range."""


class SceneError(InputError):
    """A scene's spec is malformed, of an unknown kind or out of range."""


class ProfileError(InputError):
    """A profile is unknown, or the user's own profiles file has a mistake."""


class OutputPathError(InputError):
    """The result cannot be written where it was asked for; nothing half-written is left there."""


class EngineError(StudioError):
    """The cluster that shall make the pictures is not there, refuses, or is another one than is set up."""

    exit_code = 2


class ModelMissingError(StudioError):
    """Weights are not on this machine; the sentence names them, their size and the command to get them."""

    exit_code = 3


class DiskFullError(StudioError):
    """The disk has no room for what was asked; nothing half-written is left there."""


class DeviceError(StudioError):
    """The machine cannot do what was asked."""


class OutOfMemoryError(DeviceError):
    """The machine has too little memory, its own or the graphics card's; less may be asked of it."""


class CancelledError(StudioError):
    """The user stopped the work; nothing was kept of it."""

    exit_code = 130


class TooLateError(CancelledError):
    """The user stopped the work when it was done; the sentence says where it is."""


def error_named(kind: str, text: str) -> StudioError | None:
    """The error of the class named ``kind`` with ``text`` as its sentence, as a run's ``Failure`` keeps them;
    ``None`` where that is none of the studio's."""
    found = globals().get(kind)
    return found(text) if isinstance(found, type) and issubclass(found, StudioError) else None

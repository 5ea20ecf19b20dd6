"""Everything that can go wrong, each with one plain sentence a person can act on.

    StudioError
    ├── InputError            what a person gave cannot be used            exit code 2
    │   ├── ImageError        the photo cannot be read, or is too large or too small
    │   ├── SubjectError      no subject, or nothing but subject, in the frame
    │   ├── RequestError      a parameter is missing, unknown or out of range
    │   ├── ProfileError      unknown profile, or a mistake in a person's own profiles file
    │   ├── OutputError       the result cannot be written where it was asked for
    │   └── NotFoundError     no run has that id
    ├── ModelMissingError     weights are not on this machine              exit code 3
    ├── StoreProblem          what is remembered cannot be read or kept now exit code 1
    ├── DeviceError           the machine cannot do what was asked         exit code 1
    │   └── OutOfMemoryError  it has too little memory for it
    └── Cancelled             a person stopped the work                    exit code 130

Libraries' own errors are translated where the library is called, so no caller has to know them.
"""


class StudioError(Exception):
    """Root of all errors that a person sees; ``str(error)`` is the sentence to show."""

    exit_code = 1


class InputError(StudioError):
    """Something a person gave cannot be used."""

    exit_code = 2


class ImageError(InputError):
    """The photo cannot be read, or its size is outside the limits."""


class SubjectError(InputError):
    """The frame holds no subject, or nothing else."""


class RequestError(InputError):
    """A generation parameter is missing, unknown or out of range."""


class ProfileError(InputError):
    """A profile is unknown, or a person's own profiles file has a mistake."""


class OutputError(InputError):
    """The result cannot be written where it was asked for; nothing half-written is left there."""


class NotFoundError(InputError):
    """There is no such run, or not any more."""


class ModelMissingError(StudioError):
    """Weights are not on this machine; the sentence names them, their size and the command to get them."""

    exit_code = 3


class StoreProblem(StudioError):
    """What is remembered cannot be read or kept: locked, full, damaged, or made by a newer studio."""


class DeviceError(StudioError):
    """The machine cannot do what was asked."""


class OutOfMemoryError(DeviceError):
    """The machine has too little memory, its own or the graphics card's; less may be asked of it."""


class Cancelled(StudioError):
    """A person stopped the work; nothing was kept of it."""

    exit_code = 130


def sentence(error: BaseException) -> str:
    """What a person reads of ``error``: its own sentence where it is one of the studio's."""
    if isinstance(error, StudioError):
        return str(error)
    return f"Something went wrong inside the studio ({error.__class__.__name__}); its log tells more."

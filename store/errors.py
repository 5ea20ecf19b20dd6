"""Everything that can go wrong, on every floor: the root, and what is remembered. What the pipeline and the
models add is drawn in ``core.errors``. Each error's text is one plain sentence that the user can act on.

    StudioError
    ├── InputError                what was given cannot be used                    exit code 2
    │   ├── NotFoundError         no run, preset, artifact or blob by that name
    │   ├── WrongStatusError      the run is not in a state in which this can be done
    │   ├── InvalidValueError     a rating, tag, note, name or search outside its limits
    │   ├── ChangedMeanwhileError another wrote it since the user saw it
    │   └── …                     core.errors: photo, subject, request, profile, output path
    ├── StoreError                what is remembered cannot be read or kept now    exit code 1
    │   ├── BlobDamagedError      a blob's bytes are not those its name promises
    │   ├── StoreBusyError        another program holds the database
    │   ├── StoreFullError        the disk is full
    │   ├── StoreTooNewError      a newer Backdrop Studio wrote the database
    │   └── TrackingUnavailableError  (store.mlflow.errors) MLflow's server does not answer
    └── …                         core.errors: disk, model, device, cancelled

Libraries' own errors are translated where the library is called, so no caller has to know them.
"""

import re


class StudioError(Exception):
    """Root of all errors that a user sees; ``str(error)`` is the sentence to show."""

    exit_code = 1


class InputError(StudioError):
    """Something that was given cannot be used."""

    exit_code = 2


class NotFoundError(InputError):
    """There is nothing by that name, or not any more."""


class WrongStatusError(InputError):
    """The run's status does not allow it, for example to delete it while it is being made."""


class InvalidValueError(InputError):
    """A rating, tag, note or name is outside its limits."""


class ChangedMeanwhileError(InputError):
    """Another tab or program wrote it since the user saw it; nothing was written over it."""


class StoreError(StudioError):
    """What is remembered cannot be read or kept: locked, full, damaged, or made by a newer studio."""


class BlobDamagedError(StoreError):
    """A blob's bytes no longer have the sha256 they are named by."""


class StoreBusyError(StoreError):
    """Another program held the database for longer than we wait."""


class StoreFullError(StoreError):
    """The disk has no room left; nothing was changed."""


class StoreTooNewError(StoreError):
    """The database was written by a newer version of this program."""


def sentence(error: BaseException) -> str:
    """What the user reads of ``error``: its own sentence where it is one of the studio's."""
    if isinstance(error, StudioError):
        return str(error)
    return f"Something went wrong inside the studio ({error.__class__.__name__}); its log tells more."


_USERINFO = re.compile(r"(://(?!\[)[^/@\s:]*):(?:[^/\s]*|(?!\d*[/?#])(?:(?!://)[^@\s])*)@")
"""What follows the colon in ``scheme://user:password@``. A password with a slash in it, which ought to be
written %2F, is told from a port and a path by what is in front of the slash."""
_PARAMETER = re.compile(r"([?&]password=)[^&#\s]*", re.IGNORECASE)


def without_password(text: str) -> str:
    """``text`` with the password of every address in it starred out, whatever the scheme: in
    ``scheme://user:password@host``, also where no host follows, and in ``?password=…``."""
    return _PARAMETER.sub(r"\1***", _USERINFO.sub(r"\1:***@", text))

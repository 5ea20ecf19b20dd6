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
    """Root of all errors that a user sees; ``str(error)`` is the sentence to show. Addresses in it are shown
    without what may be secret in them, whoever put them there."""

    exit_code = 1

    def __str__(self) -> str:
        """The sentence."""
        return without_secrets(super().__str__())


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


_ADDRESS = re.compile(
    r"""(?P<scheme>\b[a-z][a-z0-9+.-]*://)
    (?:(?!\[)(?:
        [^/?\#\s]*@                                           # user:password@
        | [^/?\#@:\s]*:(?!\d*(?:[/?\#\s]|$))(?:(?!://)[^@\s])*@   # with a slash (%2F), but no port
    ))?
    (?P<rest>[^\s?\#]*)
    (?:[?\#]\S*)?""",
    re.VERBOSE | re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """``text`` with every address in it, of whatever scheme, reduced to what may be shown: without
    ``user:password@``, ``?query`` and ``#fragment``, each of which may hold a password or a token."""
    return _ADDRESS.sub(lambda found: found["scheme"] + found["rest"], text)


def shown_address(address: str, otherwise: str) -> str:
    """One ``address`` as it may be shown, see ``without_secrets``; ``otherwise`` where it cannot be taken
    apart for sure: there a password may be anywhere."""
    shown = without_secrets(address.strip())
    scheme, found, rest = shown.partition("://")
    # A file's address names no host, and its path may have any character.
    if not found or any(letter.isspace() for letter in shown) or ("@" in rest and not rest.startswith("/")):
        return otherwise
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.lower()}{slash}{path}"

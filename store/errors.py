"""What can go wrong with what is remembered, each with one sentence a person can act on.

StoreError
├── NotFound        no run, preset, artifact or blob by that name
├── WrongStatus     the run is not in a state in which this can be done
├── BadValue        a rating, tag, note or name outside its limits
├── BlobDamaged     a blob's bytes are not those its name promises
├── StoreBusy       another program holds the database
├── StoreFull       the disk is full
└── StoreTooNew     a newer Backdrop Studio wrote the database
"""


class StoreError(Exception):
    """Root of the store's errors; ``str(error)`` is the sentence to show."""


class NotFound(StoreError):
    """There is nothing by that name."""


class WrongStatus(StoreError):
    """The run's status does not allow it, for example to delete it while it is being made."""


class BadValue(StoreError):
    """A rating, tag, note or name is outside its limits."""


class BlobDamaged(StoreError):
    """A blob's bytes no longer have the sha256 they are named by."""


class StoreBusy(StoreError):
    """Another program held the database for longer than we wait."""


class StoreFull(StoreError):
    """The disk has no room left; nothing was changed."""


class StoreTooNew(StoreError):
    """The database was written by a newer version of this program."""

"""An object whose errors are another floor's."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, TypeVar, cast

T = TypeVar("T")


def translated(target: T, told: Callable[[], AbstractContextManager[None]]) -> T:
    """The same object, except that each of its methods runs inside ``told()``, which turns its errors
    into others."""
    return cast(T, _Translated(target, told))


class _Translated:
    def __init__(self, target: object, told: Callable[[], AbstractContextManager[None]]) -> None:
        self._target, self._told = target, told

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        if not callable(found):
            return found

        @wraps(found)
        def call(*arguments: Any, **options: Any) -> Any:
            with self._told():
                return found(*arguments, **options)

        return call

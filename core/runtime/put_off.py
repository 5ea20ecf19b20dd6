"""Modules that libraries import at their top for what is never done here, put off until somebody asks them
for something: torch's compiler, peft's adapters, and the parts of scipy for training and for rare schedulers.

Imported with diffusers and transformers they take three seconds of seven, and make no picture.
"""

import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType, SimpleNamespace
from typing import Any


def _as_it_is(function: Any = None, *_: Any, **__: Any) -> Any:
    """The compiler's decorators, where nothing is compiled."""
    return _as_it_is if function is None else function


def _when_called(module: str, name: str) -> Callable[..., Any]:
    """A module's function, which is imported when it is called."""

    def call(*given: Any, **options: Any) -> Any:
        return getattr(import_module(module), name)(*given, **options)

    return call


class Nothing:
    """The class of nothing, where libraries ask of each thing whether it is a tensor on several machines, or
    has an adapter."""


PUT_OFF: Mapping[str, Mapping[str, Any]] = {
    "torch._dynamo": {
        **dict.fromkeys(("allow_in_graph", "assume_constant_result", "disable"), _as_it_is),
        # diffusers asks of each ControlNet whether it is one; it is not while nobody has compiled anything.
        "eval_frame": SimpleNamespace(OptimizedModule=Nothing),
    },
    "scipy.integrate": {},
    "scipy.optimize": {"linear_sum_assignment": _when_called("scipy.optimize", "linear_sum_assignment")},
    "scipy.stats": {},
    # For layers in another number format than they are computed in, which no profile has.
    "peft": {"PeftModel": Nothing},
    "peft.helpers": {
        "disable_input_dtype_casting": _when_called("peft.helpers", "disable_input_dtype_casting")
    },
    "peft.tuners": {},
    "peft.tuners.tuners_utils": {"BaseTunerLayer": Nothing},
}
"""What is put off, and what is taken from each while libraries are imported."""
LASTING = {"torch._dynamo": "torch"}
"""Those of them that are looked at through their package at every picture."""


class PutOff(ModuleType):
    """Stands for a module that is not imported yet: what it does not have is asked of the module itself."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        return getattr(self.__dict__["real"](), name)


def _put_off(name: str, has: Mapping[str, Any]) -> PutOff | None:
    package = name.rpartition(".")[0]
    spec = PathFinder.find_spec(name, sys.modules[package].__path__ if package else None)
    if spec is None:
        return None
    stands = PutOff(name)

    def real() -> ModuleType:
        if sys.modules.get(name) is stands:
            del sys.modules[name]
        return import_module(name)

    places = list(spec.submodule_search_locations or ())
    stands.__dict__.update(has, real=real, __spec__=spec, __path__=places, __file__=spec.origin)
    return stands


@contextmanager
def put_off(names: Mapping[str, Mapping[str, Any]] = PUT_OFF) -> Generator[None]:
    """Import libraries inside without the modules in ``names``, each with what is taken from it meanwhile.
    Modules that are imported already, or not installed, stay as they are. Afterwards they are imported as
    ever by whoever wants them. For any thread; one that wants such a module meanwhile gets it by asking."""
    stand_ins: dict[str, PutOff] = {}
    try:
        for name, has in names.items():
            if name not in sys.modules and _is_there(name):
                made = _put_off(name, has)
                if made is not None:
                    sys.modules[name] = stand_ins[name] = made
        yield
    finally:
        for name, made in stand_ins.items():
            if sys.modules.get(name) is made:
                del sys.modules[name]
                if name in LASTING:
                    setattr(sys.modules[LASTING[name]], name.rpartition(".")[2], made)


def _is_there(name: str) -> bool:
    """Whether the package that the module lies in can be asked where that is; it is imported for it."""
    package = name.rpartition(".")[0]
    if package and package not in sys.modules:
        try:
            import_module(package)
        except ImportError:
            return False
    return True

"""These tests are as offline and private as the product's, by the same guards."""

# First: importing it sets what libraries read from the environment.
from tests.conftest import no_garbage_of_others, only_this_machine

__all__ = ["no_garbage_of_others", "only_this_machine"]

"""Tests of the training; ``make -C training test`` runs them."""

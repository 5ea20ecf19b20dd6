"""Runs jobs: a fair queue and a worker that outlives page and session."""

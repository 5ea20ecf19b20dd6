"""Runs jobs: a fair queue and a worker that outlives whoever asked."""

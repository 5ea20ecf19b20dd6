"""MLflow's copy of every run: a projection of what the database knows, rebuildable at any time."""

"""Many pictures: grids and batches, drafted, made, and looked at as sheets."""

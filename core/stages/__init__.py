"""The pipeline's steps, each usable and testable alone: images in, images out."""

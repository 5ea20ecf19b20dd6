"""The diffusers pipelines: loading, prompts, previews, and the new background."""

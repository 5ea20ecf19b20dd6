"""What is remembered: runs, tags and presets in SQL, bytes by their sha256, a mirror of it in MLflow."""

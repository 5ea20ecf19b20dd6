"""Things that are set beside a subject, modelled in metres: a path-traced set takes them as geometry."""

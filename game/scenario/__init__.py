"""A scenario on disk, read, checked and compiled. Knows nothing of play, storage or screens."""

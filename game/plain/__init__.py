"""The same game as a plain stream of lines: for screen readers, logs and pipes."""

"""One run: the session at its log, the store of runs, and scripts of decisions."""

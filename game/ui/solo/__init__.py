"""One person alone: the home screen, runs, and the ways in from the commands."""

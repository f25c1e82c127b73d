"""Panels over a screen that ask for something or show something to read; each returns what was given."""

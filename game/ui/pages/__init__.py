"""Frozen views as text to show: pure functions, no widget."""

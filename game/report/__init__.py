"""The debrief as a model, and its forms."""

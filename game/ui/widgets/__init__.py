"""Widgets and rows that every screen is made of, and all that is put right of Textual."""

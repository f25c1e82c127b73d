"""What an author sees: the preview, an analysis, the catalogue of lessons."""

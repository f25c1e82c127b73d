"""A desk as a document, for a page: `document.py` puts it together, the others make its sections."""

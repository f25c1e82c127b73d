"""A seat as a document, alone and in a class: `document.py` puts it together, the others make its sections."""

"""One telling of everything that is shown: a document, what builds it, and three renderers that lay it out."""

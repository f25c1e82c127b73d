"""Reports as self-contained HTML pages: no script, no request to anywhere, made to be read and printed."""

"""The web: the gate, the driver, the lines, the page."""

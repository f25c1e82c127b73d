"""The web: the gate that lets people in, many Textual apps in one event loop, and the page they are seen on."""

"""What every program on a screen shares: the list of acts, the frame of a screen, colours, help, palette, leaving."""

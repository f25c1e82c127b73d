"""The screens: a player's, and all that they are made of."""

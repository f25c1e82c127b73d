"""What an author does with a scenario beside playing it: begin one, see what leads to what, carry it in lists.

Nothing here knows the screens; `game.ui.author.preview` shows what this room works out.
"""

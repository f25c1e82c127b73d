"""What an author does with a scenario beside playing it: begin one, see how it hangs together, carry it to and from a list.

Nothing here knows the screens; `game.ui.screens.preview` shows what this room works out.
"""

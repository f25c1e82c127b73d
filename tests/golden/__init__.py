"""Kept outputs of the program, so that a change of one is seen and meant.

    python -m tests.golden                  make all of them anew, but for what old stores mean
    python -m tests.golden --only check     one of them

It is used by a commit of its own alone, which says why an output changes. What old stores mean (`stores`) is made anew
only where it is named: there is no later edition in which a run that was played means something else.
"""

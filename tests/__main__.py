"""`python -m tests`: every test, on a machine that has only Python and pip. Arguments go to pytest."""

import sys

if sys.version_info < (3, 11):
    sys.exit("Whitecell needs Python 3.11 or later; this is {}.{}.".format(*sys.version_info[:2]))

from game.bootstrap import ready_or_hand_over

if __name__ == "__main__":
    ready_or_hand_over("tests", extras=("web", "office", "cluster", "dev"))
    import pytest

    # Three at a time on two processors, for many wait for a browser or a terminal; named ones as pytest would.
    sys.exit(pytest.main(sys.argv[1:] or ["-n", "3", "--dist", "loadscope"]))

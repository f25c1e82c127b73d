"""`python -m game`: play, on a machine that has only Python and pip. Parses on any Python, to refuse an old one."""

import sys

if sys.version_info < (3, 11):
    sys.exit("Whitecell needs Python 3.11 or later; this is {}.{}.".format(*sys.version_info[:2]))

from game.bootstrap import ready_or_hand_over
from game.extras import wanted

if __name__ == "__main__":
    ready_or_hand_over("game", wanted(sys.argv[1:]))
    from game.cli import main

    sys.exit(main())

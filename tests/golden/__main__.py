"""Make kept outputs anew: `python -m tests.golden [--only NAME]`."""

import argparse
import tempfile
import time
from pathlib import Path

import tests.conftest  # noqa: F401  the same world as in the tests
from tests.golden.keeping import keep
from tests.golden.nets import NETS


def main() -> None:
    """Make those that are asked for, and say what each takes."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", choices=sorted(NETS), action="append", help="this one; may be given several times")
    for name in asked.parse_args().only or (name for name in NETS if name != "stores"):
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            size = keep(name, NETS[name](Path(folder)))
        print(f"{name:10} {size:9,} bytes  {time.perf_counter() - begun:6.1f} s")


if __name__ == "__main__":
    main()

"""Files of runs after damage: each is named as damaged or read whole, and takes nothing else away.

    .venv/bin/python -m tests.endurance.damaged_runs [--files 10000] [--from N]

Each number is one damage; what fails is printed with it, and --from goes on with it. Exits with 1 where anything did.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.record.fuzzing import holds, played


def main() -> int:
    """Damage so many files, print what broke a promise, and return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--files", type=int, default=10_000)
    asked.add_argument("--from", dest="first", type=int, default=0, help="the number of the first damage")
    wish = asked.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        library = played(Path(folder))
        for seed in range(wish.first, wish.first + wish.files):
            problem = holds(library, seed)
            if problem:
                failed += 1
                print(f"{seed}: {problem}", flush=True)
            elif seed % 1000 == 999:
                print(f"{seed + 1} done, {failed} failed", flush=True)
    print(f"{wish.files} damaged files, {failed} broke a promise")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())

"""How many files a host may have open at once: each seat is one, and so is each browser that only looks."""

from __future__ import annotations

import contextlib

STEPS = (65_536, 10_240, 4_096)
"""Where the system allows no number without an end (macOS: 10,240), these are tried in turn."""


def allow_many() -> int:
    """Raise this process's limit of open files as far as it may be; return it, or 0 where there is none (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (hard, *STEPS):
        if wanted != resource.RLIM_INFINITY and wanted > soft:
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                break
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]

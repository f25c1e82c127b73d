"""How many files a host may have open; and that its log is nobody else's."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.hosting import keep_log

CODE = """
import resource
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
hard = min(hard, 3000) if hard != resource.RLIM_INFINITY else 3000
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
from game.web.socket_limits import raised_files
print(raised_files() == hard, resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_host_may_open_as_many_files_as_the_system_lets_it() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True True\n", "")


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_the_log_of_a_class_is_for_one_user_alone(tmp_path: Path) -> None:
    logger = logging.getLogger("game.web")
    before = logger.propagate, logger.level, list(logger.handlers)
    path = tmp_path / "classes" / "class.log"
    path.parent.mkdir()
    path.touch(0o644)
    try:
        keep_log(tmp_path / "classes", "class", screen=True)
        logger.info("somebody came in")
    finally:
        for handler in set(logger.handlers) - set(before[2]):
            logger.removeHandler(handler)
            handler.close()
        logger.propagate, logger.level = before[:2]
    assert "somebody came in" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o600

"""How a class was reached the last time that it was served, beside its log: seats come back to that address alone."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from game.record import private
from game.record.store import FolderStore, Store
from game.web.addresses import PORT

MOST = 200
"""Bytes of the file that are read."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a host listens."""

    lan: bool
    port: int
    tls: bool

    @property
    def switches(self) -> str:
        """What the command is given to listen so, with a blank before each switch."""
        port = f" --port {self.port}" if self.port != PORT else ""
        tls = "" if self.tls == self.lan else " --tls" if self.tls else " --no-tls"
        return f"{' --lan' if self.lan else ''}{port}{tls}"


def keep(store: Store, name: str, listening: Listening) -> None:
    """Keep how a class is reached now; where that cannot be written nothing is kept, and it is served all the same."""
    if isinstance(store, FolderStore):
        with contextlib.suppress(OSError), open(_file(store, name), "wb", opener=private.opener) as out:
            out.write(json.dumps(asdict(listening)).encode())


def last(store: Store, name: str) -> Listening | None:
    """Return how a class was reached last; None where that is not known."""
    if not isinstance(store, FolderStore):
        return None
    try:
        with _file(store, name).open("rb") as kept:
            found = json.loads(kept.read(MOST))
        made = Listening(bool(found["lan"]), int(found["port"]), bool(found["tls"]))
        return made if 0 < made.port < 65_536 else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _file(store: FolderStore, name: str) -> Path:
    return store.path(name).with_suffix(".reach")

"""Seats that this machine has in classes elsewhere: kept, so that `whitecell join` comes back to the same one."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from game.record import private

MOST = 4 * 1024 * 1024
"""Bytes of the file that are read; a seat takes some two hundred."""


@dataclass(frozen=True, slots=True)
class KeptSeat:
    """What is needed to come back."""

    token: str
    certificate: str = ""
    """The fingerprint that was compared; nothing without TLS, or where the system knows the certificate."""


class KeptSeats:
    """A small file beside the runs, for this user alone."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "seats.json"

    def of(self, origin: str) -> KeptSeat | None:
        """Return the seat at a host, or None."""
        found = self._all().get(origin)
        if not isinstance(found, dict) or not isinstance(found.get("token"), str):
            return None
        return KeptSeat(found["token"], str(found.get("certificate", "")))

    def keep(self, origin: str, seat: KeptSeat) -> None:
        """Keep a seat; where the file cannot be written it is simply not kept."""
        self._write({**self._all(), origin: asdict(seat)})

    def forget(self, origin: str) -> None:
        """Forget the seat at a host."""
        self._write({name: kept for name, kept in self._all().items() if name != origin})

    def _all(self) -> dict[str, object]:
        try:
            with self._file.open("rb") as file:
                found = json.loads(file.read(MOST))
        except (OSError, RecursionError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, seats: dict[str, object]) -> None:
        with contextlib.suppress(OSError):
            private.mended(self._file.parent)
            private.write_text(self._file, json.dumps(seats))

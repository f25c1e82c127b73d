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
    class_name: str = ""
    """The class that it is in; nothing for a seat that was kept before classes were named here."""


MOST_AT_A_HOST = 8
"""Seats at one address that are kept, each in another class; the oldest is forgotten."""


class KeptSeats:
    """A small file beside the runs, for this user alone: by address and class, the newest last."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "seats.json"

    def of(self, origin: str) -> KeptSeat | None:
        """Return the seat that was taken last at a host, or None."""
        return next(iter(self.all_of(origin)), None)

    def all_of(self, origin: str) -> list[KeptSeat]:
        """Return the seats at a host, the one taken last first; each is in another class."""
        found = [
            KeptSeat(kept["token"], str(kept.get("certificate", "")), str(kept.get("class_name", "")))
            for name, kept in self._all().items()
            if name.partition(" ")[0] == origin and isinstance(kept, dict) and isinstance(kept.get("token"), str)
        ]
        return found[::-1]

    def keep(self, origin: str, seat: KeptSeat) -> None:
        """Keep a seat; where the file cannot be written it is simply not kept."""
        seats = [*reversed(self.all_of(origin)), seat]
        named = {f"{origin} {each.class_name}".strip(): asdict(each) for each in seats if each.token != seat.token}
        named.pop(name := f"{origin} {seat.class_name}".strip(), None)
        kept = dict([*named.items(), (name, asdict(seat))][-MOST_AT_A_HOST:])
        self._write({**self._others(origin), **kept})

    def forget(self, origin: str, class_name: str = "") -> None:
        """Forget the seat at a host in one class."""
        name = f"{origin} {class_name}".strip()
        self._write({other: kept for other, kept in self._all().items() if other != name})

    def _others(self, origin: str) -> dict[str, object]:
        """What is kept of other hosts."""
        return {name: kept for name, kept in self._all().items() if name.partition(" ")[0] != origin}

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

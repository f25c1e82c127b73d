"""The network as a class needs it: a port here, and an address that others can reach. Nothing is sent."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Iterator

from game.doctor.finding import NOTE, OK, WARNING, MachineFinding

PORT = 8765
"""Where `whitecell host` listens unless it is told otherwise."""
ELSEWHERE = "192.0.2.1"
"""An address that nobody has (RFC 5737): to ask which way a packet would go, without sending one."""


def network() -> Iterator[MachineFinding]:
    """Loopback, an address in the local network, and the port for a class."""
    try:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
    except OSError as problem:
        says = f"this machine cannot listen to itself ({problem.strerror or problem}): no class can be hosted."
        yield MachineFinding(WARNING, "Loopback", says, "Play alone needs no network. Otherwise look at the firewall.")
        return
    yield MachineFinding(OK, "Loopback", "this machine can listen to itself.")
    address = lan_address()
    if address:
        yield MachineFinding(
            OK, "Local network", f"others can reach this machine as {address}, if no firewall forbids it."
        )
    else:
        says = "this machine has no address that others could reach."
        yield MachineFinding(
            NOTE, "Local network", says, "Play alone needs none; for a class join a network, or make a hotspot."
        )
    taken = port_taken(PORT)
    if taken:
        yield MachineFinding(WARNING, "Port", f"{PORT} {taken}.", f"Host a class with another: --port {PORT + 1}")
    else:
        yield MachineFinding(OK, "Port", f"{PORT} is free for a class.")


def lan_address() -> str:
    """Return the address by which others reach this machine; nothing where there is none."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
            trial.connect((ELSEWHERE, 9))  # for a datagram socket this only picks a route
            address = str(trial.getsockname()[0])
    except OSError:
        return ""
    return "" if address.startswith(("127.", "0.")) else address


def port_taken(port: int) -> str:
    """Return why a port of this machine cannot be used; nothing where it can."""
    with socket.socket() as trial:
        if sys.platform != "win32":  # there the option would let two share a port
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a server would
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as problem:
            in_use = problem.errno == errno.EADDRINUSE
            return "is in use by another program" if in_use else f"cannot be used ({problem.strerror or problem})"
    return ""

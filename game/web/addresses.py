"""Where a class is reached: addresses to tell it, and the same as a code to photograph."""

from __future__ import annotations

import io

from game.doctor.network import PORT, lan_address

__all__ = ["PORT", "address", "names", "qr_svg", "qr_text"]
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"


def address(host: str, port: int, tls: bool) -> str:
    """Return the address to tell the class."""
    name = (lan_address() or LOOPBACK) if host == EVERYWHERE else host
    name = f"[{name}]" if ":" in name else name
    usual = 443 if tls else 80
    return f"{'https' if tls else 'http'}://{name}{'' if port == usual else f':{port}'}/"


def names(host: str) -> tuple[str, ...]:
    """Return the names and numbers that a certificate for this host should hold."""
    found = ["localhost", LOOPBACK]
    if host == EVERYWHERE and lan_address():
        found.append(lan_address())
    elif host not in (EVERYWHERE, *found):
        found.append(host)
    return tuple(found)


def qr_svg(text: str) -> str:
    """Return the code as SVG, black on white."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, border=4, scale=8, dark="#000", light="#fff",
        omitsize=True, title="The address as a QR code",
    )  # fmt: skip
    return out.getvalue().decode("utf-8")


def qr_text(text: str) -> str:
    """Return the code as lines of half blocks, two rows a line; light parts are drawn, for a dark screen."""
    import segno

    border = 2
    rows = [[bool(cell) for cell in row] for row in segno.make(text, error="l").matrix]
    width = len(rows[0]) + 2 * border
    blank = [[False] * width] * border
    full = [*blank, *([*[False] * border, *row, *[False] * border] for row in rows), *blank]
    if len(full) % 2:
        full.append([True] * width)  # below the code: dark, so nothing is drawn
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return "\n".join(
        "".join(signs[upper, lower] for upper, lower in zip(*pair, strict=True))
        for pair in zip(full[::2], full[1::2], strict=True)
    )

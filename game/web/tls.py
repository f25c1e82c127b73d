"""TLS with a certificate made on the spot, and kept: a host that is started again is the same one to its browsers."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import ssl
from dataclasses import dataclass
from pathlib import Path

from game.errors import Said
from game.extras import cure
from game.record import private

DAYS = 30
"""How long a certificate holds; it is made anew when a third of that is left, or for another name."""


class NoTls(Said):
    """A certificate cannot be made or read."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate ready for use, and what people compare."""

    context: ssl.SSLContext
    fingerprint: str
    """SHA-256 of the certificate, as browsers show it."""


def identity(folder: Path, names: tuple[str, ...]) -> Identity:
    """Return the certificate for these names, from the folder or new.

    Raises:
        NoTls: where it can neither be read nor made.
    """
    file = folder / "host.pem"
    try:
        if not _good(file, names):
            _make(file, names)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(file)
        return Identity(context, fingerprint(file.read_text(encoding="ascii")))
    except ImportError:
        raise NoTls(f"TLS needs two packages more: {cure('web')}") from None
    except (OSError, ValueError) as problem:
        raise NoTls(f"no certificate could be made in {folder}: {problem}.") from None


def fingerprint(pem: str) -> str:
    """Return the SHA-256 of the first certificate, in pairs with colons."""
    end = "-----END CERTIFICATE-----"
    first = pem[pem.index("-----BEGIN CERTIFICATE-----") : pem.index(end) + len(end)]
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(first)).hexdigest().upper()
    return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))


def _make(file: Path, names: tuple[str, ...]) -> None:
    import trustme

    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=DAYS)
    made = trustme.CA(organization_name="Whitecell").issue_cert(*names, not_after=until)
    private.mended(file.parent)
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(made.private_key_pem.bytes())
        for part in made.cert_chain_pems:
            out.write(part.bytes())
    draft.replace(file)


def _good(file: Path, names: tuple[str, ...]) -> bool:
    """Whether a kept certificate holds long enough, for all these names."""
    if not file.is_file():
        return False
    from cryptography import x509

    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())[0]
        known = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        held = {str(each) for each in known.get_values_for_type(x509.DNSName)}
        held |= {str(each) for each in known.get_values_for_type(x509.IPAddress)}
    except (ValueError, IndexError, x509.ExtensionNotFound):
        return False
    left = found.not_valid_after_utc - dt.datetime.now(dt.UTC)
    return set(names) <= held and left > dt.timedelta(days=DAYS / 3)

"""Trust of this machine in its own certificate, by which its processes talk to each other."""

from __future__ import annotations

import ssl
from pathlib import Path

_END = "-----END CERTIFICATE-----"


def only(certificate: Path) -> ssl.SSLContext:
    """
    A client's context that trusts the server's own certificate alone, whatever name it carries.

    That is the first of a PEM file. A chain behind it is not trusted: its authority has
    certified others too. Raises `OSError` for a file that can't be read or holds none.
    """
    leaf, end, _ = certificate.read_text("ascii", "replace").partition(_END)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # The name is for those who come from elsewhere; this machine dials itself by an address.
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    try:
        context.load_verify_locations(cadata=leaf + end)
    except ValueError:
        raise ssl.SSLError(f"{certificate} holds no certificate") from None
    return context

"""Packets of one source as they came, before anything is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """
    Decrypted RTP packets of one SSRC that were taken out of the socket together.

    `came` is when each of them arrived at this machine (Unix seconds), be it that nobody
    had time to take it out: a publisher's bandwidth estimate must not hear of that.
    """

    packets: Sequence[bytes]
    came: Sequence[float]

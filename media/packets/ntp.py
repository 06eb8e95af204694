"""Convert between Unix seconds and the NTP times inside sender and receiver reports (RFC 3550, 4)."""

from __future__ import annotations

_NTP_EPOCH = 2_208_988_800


def to_ntp(unix_seconds: float) -> int:
    """The 64-bit NTP time: seconds since 1900 in the upper half, the fraction in the lower."""
    seconds = int(unix_seconds // 1)
    fraction = int((unix_seconds - seconds) * 2**32)
    return ((seconds + _NTP_EPOCH) & 0xFFFFFFFF) << 32 | fraction


def from_ntp(ntp: int) -> float:
    """Unix seconds of a 64-bit NTP time."""
    return (ntp >> 32) - _NTP_EPOCH + (ntp & 0xFFFFFFFF) / 2**32


def ntp_middle(ntp: int) -> int:
    """The middle 32 bits, which name a report: 16 bits of seconds, 16 of the fraction."""
    return ntp >> 16 & 0xFFFFFFFF


def seconds_since(middle: int, now: float) -> float:
    """Seconds from a time given by its middle 32 bits to `now` (Unix seconds); negative if it lies ahead."""
    distance = (ntp_middle(to_ntp(now)) - middle) & 0xFFFFFFFF
    return (distance - ((distance & 0x80000000) << 1)) / 65536

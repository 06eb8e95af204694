"""How loud each source of a recording was at which moment of the lesson, out of the journals of its takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from media.recording.journal import Journal
from media.recording.levels import STEP, UNKNOWN
from server.library.intervals import Interval

Basis = Literal["header", "payload", "unknown"]

#: Sizes of packets have no unit of loudness: quiet ones are put here and the largest there, dB above silence.
_QUIET, _LOUD = 40, 100
#: Where large packets are hardly larger than small ones the sender spends the same on silence.
_TELLING = 1.5


@dataclass(frozen=True, slots=True)
class Sound:
    """
    The loudness of one source on the lesson clock: a byte each 100 ms, dB above silence, 0 to 127.

    255 where nothing is recorded or known. `basis` says what it was read from: the packets'
    own `header` (RFC 6464), roughly from the size of their `payload`, or that it is `unknown`.
    """

    source: str
    basis: Basis
    values: bytes


def sounds(journals: Iterable[Journal], duration_ms: int) -> list[Sound]:
    """Every source that has a take of sound, by name."""
    takes: dict[str, list[Journal]] = {}
    for entry in journals:
        if entry.head.kind == "audio" and entry.fragments:
            takes.setdefault(entry.head.source, []).append(entry)
    return [_sound(source, takes[source], duration_ms) for source in sorted(takes)]


def coarser(values: bytes, steps: int) -> bytes:
    """The loudest known one of each `steps` values."""
    if steps == 1:
        return values
    return bytes(_loudest(values[at : at + steps]) for at in range(0, len(values), steps))


def recorded(values: bytes) -> list[Interval]:
    """When something is known of a source, as spans of milliseconds; `values` are a byte each 100 ms."""
    found: list[Interval] = []
    for at, value in enumerate(values):
        if value == UNKNOWN:
            continue
        if found and found[-1][1] == at * STEP:
            found[-1] = found[-1][0], (at + 1) * STEP
        else:
            found.append((at * STEP, (at + 1) * STEP))
    return found


def _loudest(values: bytes) -> int:
    return max((value for value in values if value != UNKNOWN), default=UNKNOWN)


def _sound(source: str, takes: Sequence[Journal], duration_ms: int) -> Sound:
    whole = bytearray([UNKNOWN]) * (-(-duration_ms // STEP))
    bases: set[Basis] = set()
    for entry in takes:
        basis, values = _of_take(entry)
        bases.add(basis)
        _lay(whole, values, _offset_ms(entry))
    basis = "header" if "header" in bases else "payload" if "payload" in bases else "unknown"
    return Sound(source, basis, bytes(whole))


def _lay(whole: bytearray, values: dict[int, int], offset_ms: float) -> None:
    shift = round(offset_ms / STEP)
    for step, value in values.items():
        at = step + shift
        if 0 <= at < len(whole):
            whole[at] = value if whole[at] == UNKNOWN else max(whole[at], value)


def _offset_ms(entry: Journal) -> float:
    return entry.syncs[-1].lesson_ms - entry.syncs[-1].media_ms if entry.syncs else 0.0


def _of_take(entry: Journal) -> tuple[Basis, dict[int, int]]:
    """Values by 100 ms of the file. Where the sender had nothing to send (DTX) it is silent."""
    said = {basis: _steps(entry, basis) for basis in {line.basis for line in entry.levels}}
    if said.get("header"):
        return "header", _with_silence(entry, said["header"])
    rated = _rated(said.get("payload", {}))
    return ("payload", _with_silence(entry, rated)) if rated else ("unknown", {})


def _steps(entry: Journal, basis: str) -> dict[int, int]:
    return {
        line.start_ms // STEP + at: value
        for line in entry.levels
        if line.basis == basis
        for at, value in enumerate(bytes.fromhex(line.values))
        if value != UNKNOWN
    }


def _with_silence(entry: Journal, steps: dict[int, int]) -> dict[int, int]:
    missing = {step for gap in entry.gaps for step in _between(gap.start_ms, gap.start_ms + gap.duration_ms)}
    covered = {
        step for part in entry.fragments for step in _between(part.start_ms, part.start_ms + part.duration_ms)
    }
    return dict.fromkeys(covered - missing, 0) | steps


def _between(start_ms: int, end_ms: int) -> range:
    return range(start_ms // STEP, max(start_ms, end_ms - 1) // STEP + 1)


def _rated(sizes: dict[int, int]) -> dict[int, int]:
    """Sizes as a rough loudness between what is quiet and what is loud; none if they tell nothing."""
    if not sizes:
        return {}
    ranked = sorted(sizes.values())
    quiet, loud = ranked[len(ranked) // 10], ranked[len(ranked) * 19 // 20]
    if loud < _TELLING * quiet + 1:
        return {}
    scale = (_LOUD - _QUIET) / (loud - quiet)
    return {
        step: round(max(0.0, min(_LOUD, _QUIET + (size - quiet) * scale))) for step, size in sizes.items()
    }

"""Say when somebody spoke, by how loud a source was: the one rule for strips, skipping and analysis."""

from __future__ import annotations

from collections.abc import Iterator

from media.recording.levels import STEP, UNKNOWN

#: Speech is louder than the room by this; its limit lies between -50 and -40 dBov, here dB above silence.
ABOVE_ROOM, LOWEST, HIGHEST = 12, 77, 87
#: Between two words of one speaker it is quiet for less; what is shorter than a syllable is a noise.
PAUSE_MS, SYLLABLE_MS = 500, 200

Span = tuple[int, int]


def limit(values: bytes) -> int:
    """
    How loud speech is at least in this source, dB above silence.

    The room is taken to be as loud as the quietest fifth of what is not digital silence.
    """
    known = sorted(value for value in values if value not in (0, UNKNOWN))
    room = known[len(known) // 5] if known else 0
    return max(LOWEST, min(HIGHEST, room + ABOVE_ROOM))


def voices(values: bytes) -> list[Span]:
    """When somebody spoke, as spans of milliseconds; `values` are a byte each 100 ms (`levels.Sound`)."""
    return [span for span in _joined(_loud(values)) if span[1] - span[0] >= SYLLABLE_MS]


def _loud(values: bytes) -> Iterator[Span]:
    least = limit(values)
    for at, value in enumerate(values):
        if least <= value != UNKNOWN:
            yield at * STEP, (at + 1) * STEP


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    under_way: Span | None = None
    for start, end in spans:
        if under_way is not None and start - under_way[1] <= PAUSE_MS:
            under_way = under_way[0], end
            continue
        if under_way is not None:
            yield under_way
        under_way = start, end
    if under_way is not None:
        yield under_way

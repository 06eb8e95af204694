"""Of many open microphones send on the few that are spoken into: nobody understands more at once."""

from __future__ import annotations

from collections.abc import Mapping

#: As loud as a distant voice in a quiet classroom (-50 dBov), dB above silence.
SPEECH = 77.0
#: Between two sentences nobody loses a place.
HANG_OVER = 1.5
#: Who wants the place of somebody who speaks must be louder by this, dB.
_MARGIN = 6.0


class Loudest:
    """
    Which of the microphones of a room are sent on, at most `places` of them.

    A place once taken is kept while its owner speaks and 1.5 s longer; nobody
    loses one while there is room for all.
    """

    def __init__(self, places: int) -> None:
        self.places = places
        #: Who has a place, and when speech was heard there last.
        self._spoke: dict[str, float] = {}

    def choose(self, loudness: Mapping[str, float], now: float) -> frozenset[str]:
        """Tell how loud (0 to 127 dB) each open microphone is at present; the ones to send on."""
        for name in [name for name in self._spoke if name not in loudness]:
            del self._spoke[name]
        for name in self._spoke:
            if loudness[name] >= SPEECH:
                self._spoke[name] = now
        for name in sorted(loudness.keys() - self._spoke.keys(), key=lambda each: -loudness[each]):
            if not self._find_place(loudness[name], loudness, now):
                break
            self._spoke[name] = now
        return frozenset(self._spoke)

    def _find_place(self, loud: float, loudness: Mapping[str, float], now: float) -> bool:
        if len(self._spoke) < self.places:
            return True
        if loud < SPEECH or not self._spoke:
            return False
        silent = [name for name, spoke in self._spoke.items() if now - spoke > HANG_OVER]
        loser = min(silent or self._spoke, key=lambda name: loudness[name])
        if not silent and loud < loudness[loser] + _MARGIN:
            return False
        del self._spoke[loser]
        return True

"""Hold whoever guesses links and codes to a rate."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from signaling.rate import TokenBucket

#: Wrong links and codes of one address, which a whole school may share.
BURST, PER_SECOND = 100, 1.0
#: Addresses that are remembered.
ADDRESSES = 10_000


@dataclass(slots=True)
class WrongTries:
    """Guesses of links and codes, by address."""

    _buckets: OrderedDict[str, TokenBucket] = field(default_factory=OrderedDict)

    def take(self, address: str, now: int) -> bool:
        """Note one more; False when there were too many."""
        bucket = self._buckets.setdefault(address, TokenBucket(BURST, PER_SECOND, now))
        self._buckets.move_to_end(address)
        if len(self._buckets) > ADDRESSES:
            self._buckets.popitem(last=False)
        return bucket.take(now)

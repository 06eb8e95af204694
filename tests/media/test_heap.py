"""What was made at the start is not looked through again, and what refers to itself later goes soon."""

import subprocess
import sys

# Each ring is in use for a while, so that the collector's first rounds let it pass.
RINGS = """
import collections, weakref
from media.heap import set_aside
kept = [[] for _ in range(600_000)]
set_aside()
class Ring: pass
in_use = collections.deque(maxlen=500)
def ring():
    made = Ring()
    made.itself, made.weight = made, [[] for _ in range(20)]
    in_use.append(made)
    return weakref.ref(made)
rings = [ring() for _ in range(6_000)]
print(sum(each() is not None for each in rings))
"""


def test_what_refers_to_itself_goes_soon() -> None:
    # In a process of its own: what is set aside stays for good.
    left = subprocess.run([sys.executable, "-c", RINGS], capture_output=True, text=True, check=True)
    assert int(left.stdout) < 4_500

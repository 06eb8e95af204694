"""Offers and answers as others write them, and what a worker says of itself."""

from pathlib import Path

from hypothesis import strategies as st

from media.transport.dtls import Fingerprint
from media.transport.ice import Credentials
from media.transport.negotiation import Local

FOLDER = Path(__file__).parents[2] / "data" / "sdp"
CANDIDATE = "1 1 udp 2130706431 192.0.2.1 40000 typ host"
LOCAL = Local(Credentials("ourufrag", "ourpassword"), Fingerprint("sha-256", "AA:BB"), (CANDIDATE,), "7", 3)


def text(name: str) -> str:
    return (FOLDER / f"{name}.sdp").read_text()


@st.composite
def mangled(draw: st.DrawFn, name: str) -> str:
    """A stored description in which some lines are nonsense or stand where they should not."""
    lines = text(name).splitlines()
    attributes = ["mid", "rtpmap", "fmtp", "rid", "simulcast", "ssrc", "ssrc-group", "extmap", "rtcp-fb"]
    nonsense = st.builds("a={}:{}".format, st.sampled_from(attributes), st.text(max_size=12))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(1, len(lines) - 1))
        lines[place] = draw(st.one_of(nonsense, st.sampled_from(lines)))
    return "\n".join(lines)

"""Any event of recordings that are watched together."""

from hypothesis import strategies as st

from signaling.tools.playback import cues
from signaling.tools.playback.state import Playable

_IDS = st.sampled_from(["r1", "r2"])
_POSITIONS = st.integers(0, 90_000)
_SPEEDS = st.integers(50, 200)
_PLAYABLES = st.builds(Playable, recording=_IDS, title=st.just("荷塘月色"), duration_ms=_POSITIONS)
PLAYBACK = st.one_of(
    st.builds(cues.PlayableAdded, playable=_PLAYABLES),
    st.builds(cues.PlayableRemoved, recording=_IDS),
    st.builds(cues.PlaybackOpened, recording=_IDS),
    st.builds(cues.PlaybackStarted, position_ms=_POSITIONS, starts_at=_POSITIONS, speed=_SPEEDS),
    st.builds(cues.PlaybackPaused, position_ms=_POSITIONS, speed=_SPEEDS),
    st.builds(cues.PlaybackHidden),
    st.builds(cues.PlaybackEnlarged, source=st.none() | st.just("u1/camera")),
    st.builds(cues.PlaybackClosed),
)

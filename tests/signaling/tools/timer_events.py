"""Any event of the timer."""

from hypothesis import strategies as st

from signaling.tools.timer.cues import TimerPaused, TimerResumed, TimerStarted, TimerStopped
from signaling.tools.timer.state import TimerKind

TIMER = st.one_of(
    st.builds(TimerStarted, kind=st.sampled_from(list(TimerKind)), duration_ms=st.integers(1_000, 60_000)),
    st.builds(TimerPaused),
    st.builds(TimerResumed),
    st.builds(TimerStopped),
)

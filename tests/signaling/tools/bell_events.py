"""Any event of the bell."""

from hypothesis import strategies as st

from signaling.tools.bell.cues import BellRung
from signaling.tools.bell.state import Ring

BELL = st.builds(BellRung, ring=st.sampled_from(list(Ring)))

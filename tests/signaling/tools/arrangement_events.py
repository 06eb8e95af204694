"""Any event of the arrangement."""

from hypothesis import strategies as st

from signaling.tools.arrangement.cues import LayoutChanged, SpotlightChanged
from signaling.tools.arrangement.state import Layout

SOURCES = st.sampled_from(["u1/camera", "a1/camera", "b1/screen"])
ARRANGEMENT = st.one_of(
    st.builds(LayoutChanged, layout=st.sampled_from(list(Layout))),
    st.builds(SpotlightChanged, source=st.none() | SOURCES),
)

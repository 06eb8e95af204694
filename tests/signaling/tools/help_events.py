"""Any event of asking for help."""

from hypothesis import strategies as st

from signaling.tools.help.cues import HelpAsked, HelpSettled
from signaling.tools.help.state import NeedKind

MEMBERS = st.sampled_from(["u1", "a1", "b1"])
HELP = st.one_of(
    st.builds(HelpAsked, member=MEMBERS, kind=st.sampled_from(list(NeedKind))),
    st.builds(HelpSettled, member=MEMBERS),
)

"""Any event of the conduct of a lesson."""

from hypothesis import strategies as st

from signaling.roles import Role
from signaling.tools.conduct.cues import FreeFloorChanged, MemberRemoved, RoleChanged

MEMBERS = st.sampled_from(["u1", "a1", "b1"])
CONDUCT = st.one_of(
    st.builds(RoleChanged, member=MEMBERS, role=st.sampled_from(list(Role))),
    st.builds(MemberRemoved, member=MEMBERS),
    st.builds(FreeFloorChanged, allowed=st.booleans()),
)

"""Any event of the roll."""

from hypothesis import strategies as st

from signaling.tools.roll.cues import RollConfirmed

ROLL = st.builds(
    RollConfirmed,
    member=st.sampled_from(["u1", "a1", "b1"]),
    present=st.integers(0, 60),
    absent=st.lists(st.sampled_from(["1", "2", "17"]), unique=True),
)

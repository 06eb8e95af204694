"""Any event of the chat."""

from hypothesis import strategies as st

from signaling.tools.chat.cues import ChatModeChanged, ChatRemoved, ChatSaid
from signaling.tools.chat.state import ChatMode

CHAT = st.one_of(
    st.builds(ChatSaid, text=st.text(max_size=20)),
    st.builds(ChatRemoved, n=st.integers(1, 40)),
    st.builds(ChatModeChanged, mode=st.sampled_from(list(ChatMode))),
)

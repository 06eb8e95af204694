"""The lesson's conversation: messages, sessions, the room and its numbered cues."""

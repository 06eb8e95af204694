"""Random histories of a lesson: any events in any order, of the core and of every tool."""

from __future__ import annotations

from hypothesis import strategies as st

from signaling import cues
from signaling.cues import Cue
from signaling.state import Member, RecordingState, Role, Source, SourceKind
from tests.signaling.tools.arrangement_events import ARRANGEMENT
from tests.signaling.tools.bell_events import BELL
from tests.signaling.tools.board_events import BOARD
from tests.signaling.tools.chat_events import CHAT
from tests.signaling.tools.conduct_events import CONDUCT
from tests.signaling.tools.courseware_events import COURSEWARE
from tests.signaling.tools.help_events import HELP
from tests.signaling.tools.playback_events import PLAYBACK
from tests.signaling.tools.questions_events import QUESTIONS
from tests.signaling.tools.roll_events import ROLL
from tests.signaling.tools.timer_events import TIMER

IDS = st.sampled_from(["u1", "a1", "b1", "g1"])
KINDS = st.sampled_from(list(SourceKind))
MEMBERS = st.builds(Member, id=IDS, name=st.just("某人"), role=st.sampled_from(list(Role)))
SOURCES = st.builds(
    lambda member, kind, audio, video: Source(
        id=f"{member}/{kind}", member=member, kind=kind, audio=audio, video=video
    ),
    IDS,
    KINDS,
    st.booleans(),
    st.booleans(),
)
SOURCE_IDS = st.builds(lambda member, kind: f"{member}/{kind}", IDS, KINDS)
CORE = st.one_of(
    st.builds(cues.LessonStarted),
    st.builds(cues.LessonEnded),
    st.builds(cues.RecordingChanged, state=st.sampled_from(list(RecordingState))),
    st.builds(cues.MemberJoined, member=MEMBERS),
    st.builds(cues.MemberLeft, member=IDS),
    st.builds(cues.SourceAdded, source=SOURCES),
    st.builds(cues.SourceChanged, source=SOURCE_IDS, audio=st.booleans(), video=st.booleans()),
    st.builds(cues.SourceRemoved, source=SOURCE_IDS),
    st.builds(cues.HandRaised, member=IDS),
    st.builds(cues.HandLowered, member=IDS),
    st.builds(cues.FloorGiven, member=IDS),
    st.builds(cues.FloorReturned, member=IDS),
    st.builds(cues.MutedAll),
)
EVENTS = st.one_of(
    CORE,
    CONDUCT,
    QUESTIONS,
    ROLL,
    TIMER,
    CHAT,
    HELP,
    ARRANGEMENT,
    BELL,
    BOARD,
    COURSEWARE,
    PLAYBACK,
)
HISTORIES = st.lists(st.tuples(EVENTS, st.none() | IDS), max_size=40).map(
    lambda history: [Cue(n=n, at=1000 * n, by=by, event=event) for n, (event, by) in enumerate(history, 1)]
)

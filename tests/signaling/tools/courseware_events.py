"""Any event of courseware."""

from hypothesis import strategies as st

from signaling.tools.courseware import cues
from signaling.tools.courseware.state import Document, DocumentKind

_IDS = st.sampled_from(["d1", "d2", "c1"])
_KINDS = st.sampled_from(list(DocumentKind))
_POSITIONS = st.integers(0, 90_000)
COURSEWARE = st.one_of(
    st.builds(cues.DocumentAdded, document=st.builds(Document, id=_IDS, kind=_KINDS, title=st.just("课件"))),
    st.builds(cues.DocumentRemoved, document=_IDS),
    st.builds(cues.PageShown, document=_IDS, page=st.integers(1, 9)),
    st.builds(cues.CoursewareHidden),
    st.builds(cues.ClipPlayed, document=_IDS, position_ms=_POSITIONS, starts_at=_POSITIONS),
    st.builds(cues.ClipPaused, position_ms=_POSITIONS),
    st.builds(cues.ClipClosed),
)

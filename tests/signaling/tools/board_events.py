"""Any event of the board, on surfaces that the rest of a random history may know too."""

from hypothesis import strategies as st

from signaling.tools.board import cues
from signaling.tools.board.state import BoardPage, Drawing, DrawingTool

SURFACES = st.sampled_from(
    ["board:p1", "board:p2", "slide:d1:1", "slide:d2:3", "screen:u1/screen", "screen:a1/board"]
)
PAGES = st.sampled_from(["p1", "p2", "p3"])
MEMBERS = st.sampled_from(["u1", "a1", "b1", "g1"])
DRAWINGS = st.builds(
    Drawing,
    stroke=st.integers(0, 9),
    tool=st.sampled_from(list(DrawingTool)),
    colour=st.just("#1d2426"),
    width=st.integers(1, 40),
    points=st.sampled_from(["2AA", "2ggIggE", "3ggCggEYoCPEyCeM"]),
    text=st.sampled_from(["", "荷塘"]),
)
SHARES = st.sampled_from([0, 0.25, 1])
BOARD = st.one_of(
    st.builds(cues.MarkAdded, surface=SURFACES, drawing=DRAWINGS),
    st.builds(cues.MarkRemoved, surface=SURFACES, n=st.integers(1, 40)),
    st.builds(cues.SurfaceCleared, surface=SURFACES),
    st.builds(cues.BoardPageAdded, page=st.builds(BoardPage, id=PAGES)),
    st.builds(cues.BoardPageRemoved, page=PAGES),
    st.builds(cues.BoardShown, page=PAGES),
    st.builds(cues.BoardClosed),
    st.builds(cues.WritersChanged, members=st.lists(MEMBERS, max_size=2, unique=True)),
    st.builds(cues.PointedAt, surface=SURFACES, x=SHARES, y=SHARES),
    st.builds(cues.PointedAt, surface=SURFACES, x=st.none(), y=st.none()),
)

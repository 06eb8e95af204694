"""Any event of questions."""

from hypothesis import strategies as st

from signaling.tools.questions import cues
from signaling.tools.questions.state import Question, QuestionKind, Racer, Tally

IDS = st.sampled_from(["q2", "q5", "q9"])
PLACES = st.sampled_from(["a1", "b1", "master"])
QUESTION = st.builds(Question, id=IDS, kind=st.sampled_from(list(QuestionKind)), opens_at=st.just(1000))
TALLIES = st.dictionaries(
    PLACES, st.builds(Tally, counts=st.just({"A": 2}), answered=st.integers(0, 3)), max_size=2
)
RACERS = st.lists(
    st.builds(
        Racer, place=PLACES, after_ms=st.integers(0, 9), uncertainty_ms=st.just(5), first=st.booleans()
    ),
    max_size=2,
)
QUESTIONS = st.one_of(
    st.builds(cues.QuestionOpened, question=QUESTION),
    st.builds(cues.AnswersCounted, question=IDS, tallies=TALLIES, final=st.booleans()),
    st.builds(cues.QuestionClosed, question=IDS),
    st.builds(cues.ResultsShown, question=IDS),
    st.builds(cues.AnswerRevealed, question=IDS, answer=st.none() | st.just(["A"])),
    st.builds(cues.TextShown, question=IDS, text=st.sampled_from(["春", "夏"])),
    st.builds(cues.RaceDecided, question=IDS, racers=RACERS),
    st.builds(cues.RacerChosen, question=IDS, racer=st.integers(0, 3)),
    st.builds(cues.QuestionDismissed, question=IDS),
)

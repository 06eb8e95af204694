"""Carry out what teachers want of questions: ask, close, show, reveal, dismiss."""

from __future__ import annotations

from signaling.commands import KeepQuestion, Wake
from signaling.cues import Event
from signaling.messages import Ok
from signaling.room.answers import Answers
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.seats import Seat
from signaling.tools.questions.cues import (
    AnswerRevealed,
    QuestionDismissed,
    QuestionOpened,
    RacerChosen,
    ResultsShown,
    TextShown,
)
from signaling.tools.questions.given import fits, is_askable
from signaling.tools.questions.state import Asked, Given, Question, QuestionKind
from signaling.tools.questions.wishes import (
    ChooseRacer,
    CloseQuestion,
    DismissQuestion,
    OpenQuestion,
    RevealAnswer,
    ShowResults,
    ShowText,
)

Wish = CloseQuestion | ShowResults | RevealAnswer | DismissQuestion | ShowText | ChooseRacer


class Asking(Part):
    """The teachers' side of questions; it alone knows the right answers before they are revealed."""

    def __init__(self, room: Proceedings, answers: Answers) -> None:
        self._room = room
        self._answers = answers
        self._limits = room.settings.questions
        self._right: dict[str, Given] = dict(room.facts.right_answers)
        #: The question that is revealed as soon as it is settled, and who wished it.
        self._to_reveal: tuple[str, str] | None = None

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        wishes = (CloseQuestion, ShowResults, RevealAnswer, DismissQuestion, ShowText, ChooseRacer)
        return {OpenQuestion: self._open, **dict.fromkeys(wishes, self._hear)}

    def tick(self, now: int) -> None:
        """Reveal what was to be revealed when the last answers had arrived."""
        asked = self._answers.current
        if self._to_reveal is None or asked is None or not asked.settled:
            return
        question, by = self._to_reveal
        self._to_reveal = None
        if asked.question.id == question:
            self._reveal(asked, now, by)

    def _open(self, seat: Seat, session: str, wish: OpenQuestion, now: int) -> None:
        current = self._answers.current
        if not is_askable(wish.kind, wish.options, wish.answer):
            self._room.refuse(session, "bad_question", wish.id)
        elif current is not None and current.closed_at is None:
            self._room.refuse(session, "question_open", wish.id)
        else:
            self._answers.settle(now)
            self._room.tell(session, Ok(re=wish.id))
            self._ask(seat, wish, now)

    def _ask(self, seat: Seat, wish: OpenQuestion, now: int) -> None:
        opens_at = now + (self._limits.lead_ms if wish.kind is QuestionKind.RACE else 0)
        question = Question(
            id=f"q{self._room.timeline.last + 1}",
            kind=wish.kind,
            text=wish.text,
            options=wish.options,
            changeable=wish.changeable,
            opens_at=opens_at,
            ends_at=opens_at + wish.seconds * 1000 if wish.seconds else None,
        )
        if wish.answer is not None:
            self._right[question.id] = wish.answer
        self._room.do(KeepQuestion(question, wish.answer, now))
        self._room.happen(QuestionOpened(question=question), now, seat.member.id)
        if question.ends_at is not None:
            self._room.do(Wake(question.ends_at))

    def _hear(self, seat: Seat, session: str, wish: Wish, now: int) -> None:
        asked = self._answers.current
        if asked is None or asked.question.id != wish.question:
            self._room.refuse(session, "no_such_question", wish.id)
            return
        code = self._refusal(asked, wish)
        if code is not None:
            self._room.refuse(session, code, wish.id)
            return
        self._room.tell(session, Ok(re=wish.id))
        self._carry_out(asked, wish, now, seat.member.id)

    def _refusal(self, asked: Asked, wish: Wish) -> str | None:
        match wish:
            case RevealAnswer(answer=answer):
                known = answer is None or fits(asked.question.kind, len(asked.question.options), answer)
                return None if known else "bad_answer"
            case ShowText():
                return None if asked.question.kind is QuestionKind.TEXT else "bad_answer"
            case ChooseRacer(racer=racer):
                if asked.racers is None:
                    return "race_undecided"
                return None if racer < len(asked.racers) else "bad_answer"
        return None

    def _carry_out(self, asked: Asked, wish: Wish, now: int, by: str) -> None:
        question = asked.question.id
        match wish:
            case CloseQuestion():
                self._answers.close(now, by)
            case ShowResults() if not asked.results_shown:
                self._happen(ResultsShown(question=question), now, by)
            case RevealAnswer(answer=answer) if not asked.revealed:
                if answer is not None:
                    self._right[question] = answer
                self._answers.close(now, by)
                self._to_reveal = (question, by)
                self.tick(now)
            case ShowText(text=text):
                self._happen(TextShown(question=question, text=text), now, by)
            case ChooseRacer(racer=racer) if racer != asked.chosen:
                self._happen(RacerChosen(question=question, racer=racer), now, by)
            case DismissQuestion():
                self._answers.settle(now)
                self._happen(QuestionDismissed(question=question), now, by)

    def _reveal(self, asked: Asked, now: int, by: str) -> None:
        question = asked.question.id
        self._happen(AnswerRevealed(question=question, answer=self._right.get(question)), now, by)

    def _happen(self, event: Event, now: int, by: str) -> None:
        self._room.happen(event, now, by)

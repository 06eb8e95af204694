"""Whether an answer fits its question, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence

from signaling.tools.questions.state import LETTERS, QuestionKind

WITH_OPTIONS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDER)


def names(kind: QuestionKind, options: int) -> list[str]:
    """Return what the options of a question are called; none where one answers in words or by pressing."""
    if kind is QuestionKind.YES_NO:
        return ["yes", "no"]
    return list(LETTERS[:options]) if kind in WITH_OPTIONS else []


def is_askable(kind: QuestionKind, options: Sequence[str], answer: Sequence[str] | None) -> bool:
    """Tell whether a question can be asked like this: with options enough, and an answer among them."""
    if (len(options) < 2) if kind in WITH_OPTIONS else bool(options):
        return False
    return answer is None or fits(kind, len(options), answer)


def fits(kind: QuestionKind, options: int, given: Sequence[str]) -> bool:
    """Tell whether `given` is an answer to a question of that kind."""
    allowed = names(kind, options)
    match kind:
        case QuestionKind.SINGLE | QuestionKind.YES_NO:
            return len(given) == 1 and given[0] in allowed
        case QuestionKind.MULTIPLE:
            return 0 < len(given) == len(set(given)) and set(given) <= set(allowed)
        case QuestionKind.ORDER:
            return sorted(given) == allowed
        case QuestionKind.TEXT:
            return len(given) == 1 and bool(given[0].strip())
        case QuestionKind.RACE:
            return not given


def counted_as(kind: QuestionKind, given: Sequence[str]) -> list[str]:
    """Return the names under which an answer is counted; an answer in words is only counted as one."""
    if kind is QuestionKind.ORDER:
        return ["".join(given)]
    return [] if kind is QuestionKind.TEXT else list(given)

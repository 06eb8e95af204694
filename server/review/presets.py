"""Rubrics that everybody finds there, in Chinese and in English, to be used as they are or copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.review.rubric import Item, Level, RubricBody

#: Share of an item's weight by level, as most schools' sheets have it.
PERCENTS = (95, 85, 72, 55)
LEVELS = {"zh-CN": ("优", "良", "中", "待改进"), "en": ("Excellent", "Good", "Fair", "To improve")}


@dataclass(frozen=True, slots=True)
class _Line:
    """One item: its weight, then title and description in both languages."""

    id: str
    weight: int
    zh: tuple[str, str]
    en: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Preset:
    zh: tuple[str, str]
    en: tuple[str, str]
    lines: Sequence[_Line]


_GOALS = ("目标明确具体，符合课标和学情。", "Clear and concrete, right for the curriculum and this class.")
_LESSON = _Preset(
    ("课堂教学评价量表", "一般听评课使用。"),
    ("Rubric for a lesson", "For visiting any lesson."),
    (
        _Line("goals", 15, ("教学目标", _GOALS[0]), ("Goals", _GOALS[1])),
        _Line(
            "content",
            15,
            ("教学内容", "内容准确，重点突出，难点有突破。"),
            ("Content", "Right, with the essential in front and the difficult made plain."),
        ),
        _Line(
            "process",
            25,
            ("教学过程", "环节清楚，时间安排合理，有启发。"),
            ("Course of the lesson", "Clear steps, time well used, thinking is called for."),
        ),
        _Line(
            "interaction",
            20,
            ("师生互动", "提问有价值，学生参与面广，反馈及时。"),
            ("Interaction", "Questions worth asking, many pupils take part, answers are taken up."),
        ),
        _Line(
            "skills",
            10,
            ("教师素养", "语言规范，教态自然，板书清晰。"),
            ("The teacher", "Speaks well, is at ease, writes clearly."),
        ),
        _Line(
            "effect",
            15,
            ("教学效果", "多数学生达成目标，有兴趣。"),
            ("Effect", "Most pupils reach the goal, with interest."),
        ),
    ),
)
_SYNCHRONOUS = _Preset(
    ("同步课堂评价量表", "主讲教室带远端教室的课使用。"),
    ("Rubric for a synchronized lesson", "For lessons held with far classrooms."),
    (
        _Line("goals", 10, ("教学目标", _GOALS[0]), ("Goals", _GOALS[1])),
        _Line(
            "process",
            20,
            ("教学过程", "两端节奏一致，环节清楚，时间合理。"),
            ("Course of the lesson", "One pace for all classrooms, clear steps, time well used."),
        ),
        _Line(
            "interaction",
            20,
            ("师生互动", "提问面向每间教室，反馈及时。"),
            ("Interaction", "Every classroom is asked, answers are taken up."),
        ),
        _Line(
            "far",
            25,
            ("远端课堂参与", "远端学生被点名、能回答、有活动，辅助教师配合好。"),
            ("The far classroom takes part", "Its pupils are called on, answer and do; the assistant helps."),
        ),
        _Line(
            "technology",
            10,
            ("信息技术应用", "画面、声音、白板和答题用得恰当。"),
            ("Use of technology", "Picture, sound, board and questions serve the lesson."),
        ),
        _Line(
            "effect",
            15,
            ("教学效果", "各教室多数学生达成目标。"),
            ("Effect", "Most pupils of every classroom reach the goal."),
        ),
    ),
)
_SHORT = _Preset(
    ("观摩简表", "集体观摩、随堂听课使用，四项。"),
    ("Short form", "Four items, for watching together."),
    (
        _Line("design", 25, ("教学设计", _GOALS[0]), ("Design", _GOALS[1])),
        _Line(
            "teaching",
            25,
            ("教师的教", "讲解清楚，提问得当，组织有序。"),
            ("Teaching", "Explains clearly, asks well, keeps order."),
        ),
        _Line(
            "learning",
            25,
            ("学生的学", "参与主动，思考有深度。"),
            ("Learning", "Pupils take part by themselves and think deeply."),
        ),
        _Line(
            "effect",
            25,
            ("课堂效果", "目标达成，气氛好。"),
            ("Effect", "The goal is reached, in a good mood."),
        ),
    ),
)
_PRESETS: Mapping[str, _Preset] = {"lesson": _LESSON, "synchronous": _SYNCHRONOUS, "short": _SHORT}
#: The ids of presets begin so; ids of others have no hyphen.
MARK = "preset-"


def presets(language: str) -> dict[str, RubricBody]:
    """All presets by id, in Chinese or English."""
    return {f"{MARK}{name}": _body(preset, language) for name, preset in _PRESETS.items()}


def _body(preset: _Preset, language: str) -> RubricBody:
    title, text = preset.en if language == "en" else preset.zh
    return RubricBody(title=title, text=text, items=[_item(line, language) for line in preset.lines])


def _item(line: _Line, language: str) -> Item:
    title, text = line.en if language == "en" else line.zh
    names = LEVELS["en" if language == "en" else "zh-CN"]
    levels = [Level(title=name, percent=percent) for name, percent in zip(names, PERCENTS, strict=True)]
    return Item(id=line.id, title=title, text=text, weight=line.weight, levels=levels)
